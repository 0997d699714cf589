//! Which members make the growth of a whole, or its gap to the path.
//!
//! A sum: each member's own change. A ratio R of sums n over d: what a member's ratio and its weight in the whole
//! did, each at the mean of both periods, a weight counting by how far the ratio lies from that of the whole
//! (Griliches and Regev, "Firm productivity in Israeli industry 1979-1988", Journal of Econometrics 65, 1995; the
//! two-factor form of Kitagawa, Journal of the American Statistical Association 50, 1955). With N and D over all
//! members and R̄ the mean of both periods this is Δ(n / D) − R̄ Δ(d / D), which asks for no member's own ratio, and
//! the members add up to the change.

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Origin, Period};
use rust_decimal::prelude::FromPrimitive;

use crate::Formula;
use crate::evaluate::{Parts, Question, World, is_made_of_members, parts_of_both, values_of_both};

/// What a value is held against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Against {
    /// The year before.
    YearBefore,
    /// The path. Nobody divided it among the members, so each is asked for the growth since the base that the
    /// whole is asked for.
    #[allow(missing_docs)]
    Path { base: Period, wanted: f64 },
}

/// One member's part in a change.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Contribution {
    pub territory: TerritoryIndex,
    /// What it adds to or takes from the change of the whole, in the indicator's unit.
    pub value: Decimal,
    /// The weakest origin of what it rests on.
    pub origin: Origin,
}

/// A change of a whole, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The period whose values are compared with.
    pub earlier: Period,
    /// The whole's change: the contributions and the remainder add up to it.
    pub change: Decimal,
    /// Members that have both periods over the same leaves, in the order that they were named.
    pub members: Vec<Contribution>,
    /// Members without.
    pub uncovered: Vec<TerritoryIndex>,
    /// What no member explains: those without data, and where the whole was published and is not their sum.
    pub remainder: Decimal,
}

/// Attributes the change of the asked whole to members that share no leaf.
///
/// None where the indicator is neither a sum nor a ratio of sums, where the whole lacks either value or covers
/// other leaves in one of them, or where no member has both.
pub fn attribute(
    world: &World<'_>,
    question: &Question,
    members: &[TerritoryIndex],
    against: Against,
) -> Option<Attribution> {
    if !is_made_of_members(world, question) {
        return None;
    }
    let earlier = match against {
        Against::YearBefore => question.period.shifted_years(-1)?,
        Against::Path { base, .. } => base,
    };
    let [now, before] = values_of_both(world, question, earlier)?;
    let (wanted, asked_growth) = match against {
        Against::YearBefore => (before.value, Decimal::ONE),
        Against::Path { wanted, .. } if before.value > Decimal::ZERO => {
            let wanted = Decimal::from_f64(wanted)?;
            (wanted, wanted.checked_div(before.value)?)
        }
        Against::Path { .. } => return None,
    };
    // Members roll up along the memberships that the whole follows.
    let own_kind = question.territories.first().map(|whole| world.definitions.own_kind[whole.at()]);
    let kind = question.kind.or(own_kind);
    let mut uncovered = Vec::new();
    let mut known = Vec::new();
    for member in members {
        let question = Question { territories: vec![*member], kind, ..question.clone() };
        match parts_of_both(world, &question, earlier) {
            Some([later, earlier]) => known.push((*member, later, earlier)),
            None => uncovered.push(*member),
        }
    }
    let changes: Vec<[Amounts; 2]> = known
        .iter()
        .map(|(_, later, earlier)| Some([Amounts::of(later), Amounts::of(earlier).grown(asked_growth)?]))
        .collect::<Option<_>>()?;
    let factor = match &world.definitions.indicator(question.indicator).formula {
        Some(Formula::Ratio { factor, .. }) => *factor,
        _ => Decimal::ONE,
    };
    let values = contributions(&changes, factor).filter(|values| !values.is_empty())?;
    let change = now.value.checked_sub(wanted)?;
    let explained = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?;
    let members = known.iter().zip(values).map(|((territory, later, earlier), value)| Contribution {
        territory: *territory,
        value,
        origin: origin(later).weakest(origin(earlier)),
    });
    Some(Attribution {
        earlier,
        change,
        members: members.collect(),
        uncovered,
        remainder: change.checked_sub(explained)?,
    })
}

fn origin(parts: &Parts) -> Origin {
    parts.below.map_or(parts.above.origin, |below| parts.above.origin.weakest(below.origin))
}

/// A sum, or a sum above another.
#[derive(Debug, Clone, Copy)]
struct Amounts {
    above: Decimal,
    below: Option<Decimal>,
}

impl Amounts {
    fn of(parts: &Parts) -> Self {
        Self { above: parts.above.value, below: parts.below.map(|below| below.value) }
    }

    /// What would have been if the value, and not the weight, had grown by that much.
    fn grown(self, factor: Decimal) -> Option<Self> {
        Some(Self { above: self.above.checked_mul(factor)?, ..self })
    }
}

/// What each member contributes, from its amounts later and earlier.
fn contributions(members: &[[Amounts; 2]], factor: Decimal) -> Option<Vec<Decimal>> {
    let total = |period: usize| -> Option<(Decimal, Option<Decimal>)> {
        members.iter().try_fold(
            (Decimal::ZERO, None),
            |(above, below): (Decimal, Option<Decimal>), member| {
                let own = member[period];
                let below = match own.below {
                    Some(own) => Some(below.unwrap_or_default().checked_add(own)?),
                    None => below,
                };
                Some((above.checked_add(own.above)?, below))
            },
        )
    };
    let (above, below) = (total(0)?, total(1)?);
    let (Some(later), Some(earlier)) = (above.1, below.1) else {
        return members.iter().map(|[now, before]| now.above.checked_sub(before.above)).collect();
    };
    let mean = above.0.checked_div(later)?.checked_add(below.0.checked_div(earlier)?)? / Decimal::TWO;
    let one = |[now, before]: &[Amounts; 2]| {
        let ratio = now.above.checked_div(later)?.checked_sub(before.above.checked_div(earlier)?)?;
        let weight = now.below?.checked_div(later)?.checked_sub(before.below?.checked_div(earlier)?)?;
        ratio.checked_sub(mean.checked_mul(weight)?)?.checked_mul(factor)
    };
    members.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::Decimal;
    use proptest::prelude::*;

    use super::{Amounts, contributions};

    fn sum(value: i64) -> Amounts {
        Amounts { above: Decimal::from(value), below: None }
    }

    fn ratio(above: i64, below: i64) -> Amounts {
        Amounts { above: Decimal::from(above), below: Some(Decimal::from(below)) }
    }

    fn check(members: &[[Amounts; 2]], factor: i64, expected: &[&str]) {
        let found = contributions(members, Decimal::from(factor)).expect("summed");
        let found: Vec<String> = found.iter().map(|v| v.round_dp(6).normalize().to_string()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn of_a_sum_each_member_contributes_its_own_change() {
        check(&[[sum(65), sum(100)], [sum(40), sum(30)]], 1, &["-35", "10"]);
    }

    #[test]
    fn of_a_ratio_it_is_the_own_ratio_and_the_move_of_weight() {
        // Only the first member's ratio moves: all of the change is its own.
        check(&[[ratio(30, 100), ratio(20, 100)], [ratio(10, 100), ratio(10, 100)]], 100, &["5", "0"]);
        // No ratio moves; weight goes from the member with the lower ratio to the one with the higher. The mean of
        // the whole is 0.175: 0.25 x (0.30 - 0.175) and -0.25 x (0.10 - 0.175), in percent.
        check(&[[ratio(30, 100), ratio(15, 50)], [ratio(10, 100), ratio(15, 150)]], 100, &["3.125", "1.875"]);
        // Who starts from nothing has no ratio of its own, and a part all the same.
        check(&[[ratio(20, 100), ratio(20, 100)], [ratio(30, 100), ratio(0, 0)]], 100, &["1.25", "3.75"]);
    }

    #[test]
    fn over_nothing_there_is_no_ratio_to_take_apart() {
        assert_eq!(contributions(&[[ratio(1, 0), ratio(1, 2)]], Decimal::ONE), None);
    }

    proptest! {
        #[test]
        fn the_contributions_of_a_ratio_add_up_to_its_change(
            members in prop::collection::vec((0i64..10_000, 1i64..10_000, 0i64..10_000, 1i64..10_000), 1..12),
        ) {
            let amounts: Vec<_> = members.iter().map(|m| [ratio(m.0, m.1), ratio(m.2, m.3)]).collect();
            let found = contributions(&amounts, Decimal::ONE).expect("summed");
            let total = |of: fn(&(i64, i64, i64, i64)) -> i64| Decimal::from(members.iter().map(of).sum::<i64>());
            let change = total(|m| m.0) / total(|m| m.1) - total(|m| m.2) / total(|m| m.3);
            let sum: Decimal = found.iter().sum();
            prop_assert!((sum - change).abs() < Decimal::new(1, 20), "{} {}", sum, change);
        }
    }
}
