use crate::text::Stand;
use crate::{CodeReach, Evidence, Field, Relation, Segment, Weights};

/// What a word at its place says for a segment.
pub(crate) fn word(
    weights: &Weights,
    elsewhere: impl Fn(crate::ActivityIndex) -> f64,
    segment: &Segment,
    suffices: bool,
    field: Field,
    stand: &Stand,
) -> f64 {
    let kind = if suffices { weights.word } else { weights.hint };
    let field = match field {
        Field::Product(_) => weights.fields.product,
        Field::Scope => weights.fields.scope,
        Field::Name => weights.fields.name,
    };
    let relation = match stand.relation {
        Relation::Thing => 1.0,
        Relation::Modifier => weights.modifier,
        Relation::Denied => return 0.0,
    };
    let done = stand.activities.iter().map(|activity| match segment.does.contains(activity) {
        true => 1.0,
        false => elsewhere(*activity),
    });
    let activity = done.reduce(f64::max).unwrap_or(weights.unsaid);
    kind * field * relation * activity
}

/// What a code says for each of the segments that share it.
pub(crate) fn code(weights: &Weights, reach: CodeReach, shared_by: usize) -> f64 {
    let whole = match reach {
        CodeReach::Division => weights.codes.division,
        CodeReach::Group => weights.codes.group,
        CodeReach::Class => weights.codes.class,
    };
    #[expect(clippy::cast_precision_loss, reason = "a plan has some hundred segments")]
    let share = shared_by.max(1) as f64;
    whole / share
}

/// Scores are kept to nine digits.
const DIGITS: f64 = 1e9;

/// Noisy-or (Pearl 1988): each piece of evidence takes away its share of the doubt that the others left.
pub(crate) fn score(evidence: &[Evidence], contradicted: Option<f64>) -> f64 {
    let doubt: f64 = evidence.iter().map(|e| 1.0 - e.strength.clamp(0.0, 1.0)).product();
    let score = (1.0 - doubt) * contradicted.unwrap_or(1.0);
    // A score that is a threshold but for the last bit is that threshold.
    (score * DIGITS).round() / DIGITS
}
