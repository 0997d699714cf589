use std::sync::Arc;

use lanbai_kernel::Decimal;

use super::evaluate::{Outcome, Told, Why};
use super::expression::When;
use super::values::{Ask, Subject, Values, at};

/// Judges whether a field changed by more than a share of what it was.
///
/// From zero no share can be told: a value that leaves it is undecided, not passed.
pub(super) fn judge(
    field: &Arc<str>,
    since: When,
    more_than: Decimal,
    subject: Subject<'_>,
    values: &dyn Values,
) -> Outcome {
    let now = Ask::own(subject, field);
    let Some(period) = at(subject.period, since) else { return Outcome::missing(vec![now.shown()]) };
    let before = Ask { period, ..now.clone() };
    let (current, past) = (values.value(&now), values.value(&before));
    let (Some(current), Some(past)) = (current, past) else {
        let asked = [(&now, current), (&before, past)];
        return Outcome::missing(
            asked.iter().filter(|(_, v)| v.is_none()).map(|(ask, _)| ask.shown()).collect(),
        );
    };
    if past.is_zero() {
        return if current.is_zero() { Outcome::Holds } else { Outcome::Undecided(Why::FromZero) };
    }
    let allowed = past.abs().checked_mul(more_than);
    let (Some(apart), Some(allowed)) = (current.checked_sub(past), allowed) else {
        return Outcome::Undecided(Why::TooLarge);
    };
    if apart.abs() <= allowed {
        return Outcome::Holds;
    }
    let share = apart.checked_div(past.abs()).and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
    let limit = more_than.checked_mul(Decimal::ONE_HUNDRED);
    let percent =
        |n: Option<Decimal>| n.map(|n| format!("{}%", n.round_dp(1).normalize())).unwrap_or_default();
    Outcome::Broken(Told {
        seen: format!("{field} = {}", current.normalize()),
        expected: format!("{period}: {} ± {}", past.normalize(), percent(limit)),
        difference: percent(share),
    })
}
