use std::sync::Arc;

use lanbai_assign::{
    Activity, ActivityIndex, CodeWeights, FieldWeights, Negation, Rules, Segment, Thresholds, Weights,
};
use lanbai_kernel::Text;

const MAKE: ActivityIndex = ActivityIndex(0);
const SELL: ActivityIndex = ActivityIndex(1);

fn words(words: &str) -> Vec<String> {
    words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn segment(id: &str, codes: &str, yes: &str, hints: &str, others: &str, does: ActivityIndex) -> Segment {
    Segment {
        id: Arc::from(id),
        name: Text::same(id),
        codes: words(codes),
        words: words(yes),
        hints: words(hints),
        others: words(others),
        does: vec![does],
    }
}

fn activity(id: &str, of: &str, elsewhere: f64) -> Activity {
    Activity { id: Arc::from(id), name: Text::same(id), words: words(of), elsewhere }
}

pub fn rules() -> Rules {
    Rules {
        id: Arc::from("toy"),
        version: Arc::from("1"),
        edition: Arc::from("2017"),
        segments: vec![
            segment("foil", "3985", "铜箔 电解铜箔", "", "", MAKE),
            segment("ceramics", "307", "陶瓷 陶瓷制品", "", "", MAKE),
            segment("steel", "31", "钢铁 钢", "合金", "", MAKE),
            segment("acid", "261", "硫酸", "", "硫酸铜", MAKE),
            segment("soda", "261", "烧碱", "", "", MAKE),
            segment("market", "", "建材", "", "", SELL),
            segment("battery", "384", "电池 锂电池", "", "", MAKE),
        ],
        activities: vec![
            activity("make", "制造 生产 加工", 0.5),
            activity("sell", "销售 批发 零售", 0.25),
            activity("research", "研发 设计", 0.5),
        ],
        negation: Negation {
            before: words("不含 不得"),
            after: words("除外"),
            around: vec![("除".to_owned(), "外".to_owned())],
        },
        light_words: words("的 等 业 产品 有限公司 公司 技术"),
        joints: words("和 与 及"),
        weights: Weights {
            word: 0.75,
            hint: 0.35,
            fields: FieldWeights { product: 1.0, scope: 1.0, name: 0.9 },
            modifier: 0.3,
            unsaid: 0.9,
            codes: CodeWeights { division: 0.2, group: 0.4, class: 0.6 },
            contradicted: 0.8,
        },
        thresholds: Thresholds { sure: 0.65, review: 0.2 },
    }
}
