use lanbai_kernel::{Origin, Qualifier, Qualifiers};

use crate::fold::key;

/// What a cell under 性质 says: people put the origin there, the exactness, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Nature {
    pub(crate) origin: Option<Origin>,
    pub(crate) qualifiers: Qualifiers,
}

/// Words joined by `+`, `、`, `，` or `;`, each an origin or a qualifier. None where a word is neither.
pub(crate) fn nature(text: &str) -> Option<Nature> {
    let mut nature = Nature::default();
    for word in text.split(['+', '、', ',', '，', ';', '；']).map(key).filter(|word| !word.is_empty()) {
        if let Some(origin) = origin(&word) {
            if nature.origin.is_some_and(|other| other != origin) {
                return None;
            }
            nature.origin = Some(origin);
        } else {
            nature.qualifiers = nature.qualifiers.union(qualifier(&word)?);
        }
    }
    Some(nature)
}

/// Every word that [`nature`] knows first of its kind, to suggest the nearest.
pub(crate) const ORIGIN_NAMES: [&str; 8] =
    ["published", "reported", "derived", "sample", "公布", "报送", "推算", "示例"];

/// The same for qualifiers.
pub(crate) const QUALIFIER_NAMES: [&str; 12] = [
    "exact",
    "at-least",
    "at-most",
    "about",
    "estimate",
    "period-not-stated",
    "准确",
    "以上",
    "以内",
    "约",
    "预计",
    "时期未注明",
];

fn origin(word: &str) -> Option<Origin> {
    Some(match word {
        "published" | "公布" | "发布" | "公开" | "公布数" | "已公布" => Origin::Published,
        "reported" | "报送" | "上报" | "填报" | "报送数" => Origin::Reported,
        "derived" | "推算" | "推算数" | "推导" | "计算" | "测算" => Origin::Derived,
        "sample" | "样例" | "示例" | "样本数据" | "示例数据" => Origin::Sample,
        _ => return None,
    })
}

fn qualifier(word: &str) -> Option<Qualifiers> {
    let one = match word {
        "exact" | "准确" | "精确" | "确切" => return Some(Qualifiers::EXACT),
        "at-least" | "atleast" | "以上" | "至少" | "不少于" | "下限" => Qualifier::AtLeast,
        "at-most" | "atmost" | "以内" | "以下" | "至多" | "不超过" | "上限" => Qualifier::AtMost,
        "about" | "约" | "约数" | "大约" | "左右" | "近似" => Qualifier::About,
        "estimate" | "estimated" | "预计" | "预计数" | "估计" | "预估" | "快报" => {
            Qualifier::Estimate
        }
        "period-not-stated" | "periodnotstated" | "时期未注明" | "时期不明" | "未注明时期" => {
            Qualifier::PeriodNotStated
        }
        _ => return None,
    };
    Some(Qualifiers::EXACT.with(one))
}
