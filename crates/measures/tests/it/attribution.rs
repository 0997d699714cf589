//! What members contribute to a change adds up to the change of a whole that is nothing but its members.

use lanbai_kernel::Decimal;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_measures::{
    Against, Attribution, Contribution, Cube, IndicatorIndex, Question, Silent, World, attribute, evaluate,
};
use proptest::prelude::*;

use crate::random::{TERRITORIES, period, random};
use crate::world::{SUM, Small, observation, year};

/// Two bases below a zone; of 2021 and 2022 whatever is told.
fn attributed(values: &[(u32, u16, i64)], against: Against) -> Option<Attribution> {
    let small = Small::new(4, &[(1, 0), (2, 0), (3, 0)], &[]);
    let observations: Vec<_> = values.iter().map(|(t, y, v)| observation(*t, *v, year(*y))).collect();
    let cube = Cube::new(&observations);
    let world = World { cube: &cube, ..small.world() };
    let question = Question::new(SUM, vec![TerritoryIndex(0)], year(2022));
    attribute(&world, &question, &[1, 2, 3].map(TerritoryIndex), against)
}

fn told(attribution: &Attribution) -> Vec<(u32, String)> {
    let told = |c: &Contribution| (c.territory.0, c.value.round_dp(6).normalize().to_string());
    attribution.members.iter().map(told).collect()
}

const PUBLISHED: [(u32, u16, i64); 6] =
    [(0, 2021, 200), (0, 2022, 180), (1, 2021, 100), (1, 2022, 65), (2, 2021, 60), (2, 2022, 70)];

#[test]
fn the_member_that_fell_is_told_and_the_one_without_data_is_named() {
    let found = attributed(&PUBLISHED, Against::YearBefore).expect("attributed");
    assert_eq!(found.change, Decimal::from(-20));
    assert_eq!(told(&found), [(1, "-35".to_owned()), (2, "10".to_owned())]);
    assert_eq!(found.uncovered, [TerritoryIndex(3)]);
    assert_eq!(found.remainder, Decimal::from(5));
}

#[test]
fn a_gap_asks_each_member_for_the_growth_that_the_whole_is_asked_for() {
    // The path asks for 220, a tenth more: 110 of the first and 66 of the second.
    let path = Against::Path { base: year(2021), wanted: 220.0 };
    let found = attributed(&PUBLISHED, path).expect("attributed");
    assert_eq!(found.change, Decimal::from(-40));
    assert_eq!(told(&found), [(1, "-45".to_owned()), (2, "4".to_owned())]);
}

#[test]
fn a_whole_that_covers_other_leaves_than_before_is_not_compared() {
    let rolled_up = [(1, 2021, 100), (1, 2022, 65), (2, 2022, 70)];
    assert_eq!(attributed(&rolled_up, Against::YearBefore), None);
}

proptest! {
    #[test]
    fn contributions_add_up_where_the_whole_is_its_members(world in random()) {
        let cube = world.cube();
        let world = world.world(&cube);
        for indicator in (0..).map(IndicatorIndex).take(world.definitions.indicators.len()) {
            for whole in (0..TERRITORIES).map(TerritoryIndex) {
                let question = Question::new(indicator, vec![whole], period("2022"));
                let kind = world.definitions.own_kind[whole.at()];
                let view_at = |at: &str| world.territories.view(kind, period(at).last_day());
                let (view, view_before) = (view_at("2022"), view_at("2021"));
                let members = view.children(whole);
                // What lies deeper may be preferred to a member, and other members made another whole.
                let has_none = |member| view.children(member).is_empty() && view_before.children(member).is_empty();
                let are_leaves = members.iter().all(|member| has_none(*member));
                let are_the_same = are_leaves && members == view_before.children(whole);
                let Some(found) = attribute(&world, &question, members, Against::YearBefore) else { continue };
                let told = found.members.len() + found.uncovered.len();
                prop_assert_eq!(told, members.len());
                let is_rolled_up = [question.clone(), Question { period: period("2021"), ..question }]
                    .iter()
                    .all(|question| {
                        let answer = evaluate(&world, question, &mut Silent);
                        answer.cell.zip(answer.rolled_up).is_some_and(|(own, rolled)| own.value == rolled.value)
                    });
                if are_the_same && found.uncovered.is_empty() && is_rolled_up {
                    prop_assert!(found.remainder.abs() < Decimal::new(1, 12), "{:?}", found);
                }
            }
        }
    }
}
