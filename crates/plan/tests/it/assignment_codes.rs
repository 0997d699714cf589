//! One edit each of the sample plan's rule of assignment and of its segments' codes.

use crate::each_code::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case("plan-unknown-key", "assignment.toml", "modifier", "modifer", "modifer"),
    case(
        "plan-unknown-reference",
        "assignment.toml",
        "edition = \"sample-edition\"",
        "edition = \"sample-editio\"",
        "edition =",
    ),
    case(
        "plan-unknown-reference",
        "assignment.toml",
        "segment = \"cold-chain-delivery\"",
        "segment = \"cold-chain-delivry\"",
        "segment =",
    ),
    case(
        "plan-unknown-reference",
        "assignment.toml",
        "does = [\"deliver\"]",
        "does = [\"delver\"]",
        "does =",
    ),
    case("plan-unknown-value", "assignment.toml", "basis = \"G\"", "basis = \"H\"", "basis ="),
    case(
        "plan-assignment-weight",
        "assignment.toml",
        "contradicted = 0.8",
        "contradicted = 1.8",
        "id = \"sample-assignment\"",
    ),
    case(
        "plan-assignment-weight",
        "assignment.toml",
        "elsewhere = 0.25",
        "elsewhere = -1",
        "id = \"deliver\"",
    ),
    case("plan-assignment-word", "assignment.toml", "words = [\"冷藏车\"]", "words = [\"\"]", "words ="),
    case(
        "plan-assignment-thresholds",
        "assignment.toml",
        "review = 0.2",
        "review = 0.7",
        "id = \"sample-assignment\"",
    ),
    case(
        "plan-segment-without-evidence",
        "industries.toml",
        "products = [\"示例冻品\"]\n",
        "",
        "id = \"cold-chain-landing\"",
    ),
    case(
        "plan-segment-code-malformed",
        "industries.toml",
        "products = [\"示例冷藏服务\"]\ngbt4754 = [\"59\"]",
        "products = [\"示例冷藏服务\"]\ngbt4754 = [\"G59\"]",
        "id = \"cold-chain-storage\"",
    ),
];
