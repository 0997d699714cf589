use std::sync::LazyLock;

use lanbai_assign::{Assigner, Assignment, CodeGiven, Enterprise, Ground};
use lanbai_kernel::Place;
use proptest::prelude::*;

use super::given::rules;

static ASSIGNER: LazyLock<Assigner> = LazyLock::new(|| Assigner::new(rules(), Vec::new()));

/// Pieces of which scopes are made, so that what the rules know turns up in every order.
const PIECES: [&str; 26] = [
    "铜箔",
    "电解铜箔",
    "陶瓷",
    "钢",
    "钢琴",
    "硫酸",
    "硫酸铜",
    "烧碱",
    "建材",
    "锂电池",
    "合金",
    "制造",
    "生产",
    "销售",
    "研发",
    "的",
    "、",
    "；",
    "，",
    "（",
    "）",
    "不含",
    "除",
    "外",
    "和",
    "专用设备",
];

/// Sentences that speak of no segment.
const IRRELEVANT: [&str; 6] = [
    "依法须经批准的项目，经相关部门批准后方可开展经营活动。",
    "餐饮服务；会议及展览服务；",
    "企业管理咨询（不含投资咨询）。",
    "日用百货批发、零售。",
    "房屋租赁；物业管理；",
    "凭营业执照依法自主开展经营活动！",
];

fn assign(enterprise: &Enterprise) -> Assignment {
    ASSIGNER.assign(enterprise, &Place::default()).0
}

fn of_scope(scope: &str) -> Assignment {
    assign(&Enterprise { scope: scope.to_owned(), ..Enterprise::default() })
}

fn scores(assignment: &Assignment) -> Vec<(u32, String)> {
    let mut scores: Vec<(u32, String)> =
        assignment.candidates.iter().map(|c| (c.segment.0, format!("{:.12}", c.score))).collect();
    scores.sort();
    scores
}

fn scope() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn never_panics_and_scores_lie_between_0_and_1(text in ".{0,200}", scope in scope(), code in ".{0,6}") {
        let enterprise = Enterprise {
            name: text.clone(),
            scope: format!("{scope}{text}"),
            products: vec![text, scope],
            codes: vec![CodeGiven { code, edition: None }],
        };
        for candidate in assign(&enterprise).candidates {
            prop_assert!((0.0..=1.0).contains(&candidate.score));
            prop_assert!(!candidate.evidence.is_empty());
        }
    }

    #[test]
    fn evidence_lies_where_it_says(scope in scope()) {
        for candidate in of_scope(&scope).candidates {
            for evidence in candidate.evidence {
                let Ground::Word { word, start, length, .. } = evidence.ground else { continue };
                let seen: String = scope.chars().skip(start).take(length).collect();
                prop_assert_eq!(&*word, seen.as_str());
            }
        }
    }

    #[test]
    fn the_order_of_products_says_nothing(
        products in prop::collection::vec(scope(), 0..6).prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle()))
    ) {
        let (one, other) = products;
        let of = |products| scores(&assign(&Enterprise { products, ..Enterprise::default() }));
        prop_assert_eq!(of(one), of(other));
    }

    #[test]
    fn an_irrelevant_sentence_changes_no_score(
        scope in scope(),
        sentence in prop::sample::select(&IRRELEVANT[..]),
        first in any::<bool>(),
    ) {
        // A bracket that is left open holds what follows; the sentence stands apart from a scope that is whole.
        let whole = scope.replace(['（', '）'], "、");
        let both = if first { format!("{sentence}\n{whole}") } else { format!("{whole}\n{sentence}") };
        prop_assert_eq!(scores(&of_scope(&whole)), scores(&of_scope(&both)));
    }

    #[test]
    fn more_products_never_lower_a_score(products in prop::collection::vec(scope(), 1..6)) {
        let all = assign(&Enterprise { products: products.clone(), ..Enterprise::default() });
        let fewer = assign(&Enterprise { products: products[1..].to_vec(), ..Enterprise::default() });
        for candidate in fewer.candidates {
            let same = all.candidates.iter().find(|c| c.segment == candidate.segment);
            prop_assert!(same.is_some_and(|c| c.score >= candidate.score - 1e-12));
        }
    }
}

#[test]
fn what_is_too_long_is_cut_and_told() {
    let enterprise = Enterprise {
        scope: "铜箔、".repeat(10_000),
        products: vec!["陶瓷".to_owned(); 1_001],
        codes: vec![CodeGiven { code: "31".to_owned(), edition: None }; 51],
        ..Enterprise::default()
    };
    let (_, findings) = ASSIGNER.assign(&enterprise, &Place::default());
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["chain-codes-cut", "chain-products-cut", "chain-text-cut"]);
}
