//! A panel answers what the single evaluation answers, also after its cube changed.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_measures::{
    Answer, Change, Figure, IndicatorIndex, Judgement, Panel, PanelQuestion, Question, Silent, World,
    evaluate,
};
use proptest::prelude::*;

use crate::random::{PERIODS, TERRITORIES, day, numbered, observation, period, random};

fn question(limits: (Option<i32>, Option<u32>, bool), threads: usize) -> PanelQuestion {
    PanelQuestion {
        as_of: limits.0.map(day),
        as_recorded: limits.1,
        sample: limits.2,
        threads: NonZeroUsize::new(threads).expect("some"),
        ..PanelQuestion::new(PERIODS.iter().map(|text| period(text)).collect())
    }
}

/// Figure, expected leaves and judgement of every question, in one order.
fn all(world: &World<'_>, panel: &Panel) -> Vec<(Option<Figure>, usize, Judgement)> {
    let mut all = Vec::new();
    for (n, _) in (0..).zip(&world.definitions.indicators) {
        for territory in (0..TERRITORIES).map(TerritoryIndex) {
            for period in 0..PERIODS.len() {
                let indicator = IndicatorIndex(n);
                let figure = panel.figure(indicator, territory, period);
                let judgement = panel.judgement(world, indicator, territory, period);
                all.push((figure, panel.expected(territory, period), judgement));
            }
        }
    }
    all
}

fn single(world: &World<'_>, asked: &PanelQuestion) -> Vec<(Question, Answer)> {
    let mut all = Vec::new();
    for (n, _) in (0..).zip(&world.definitions.indicators) {
        for territory in (0..TERRITORIES).map(TerritoryIndex) {
            for period in &asked.periods {
                let question = Question {
                    as_of: asked.as_of,
                    as_recorded: asked.as_recorded,
                    sample: asked.sample,
                    ..Question::new(IndicatorIndex(n), vec![territory], *period)
                };
                let answer = evaluate(world, &question, &mut Silent);
                all.push((question, answer));
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_panel_answers_as_the_single_evaluation_does(
        world in random(),
        limits in (prop::option::of(2021i32..2025), prop::option::of(1u32..4), any::<bool>()),
        threads in 1usize..3,
    ) {
        let cube = world.cube();
        let asked = question(limits, threads);
        let in_bulk = all(&world.world(&cube), &Panel::new(&world.world(&cube), &asked));
        for ((question, answer), (figure, expected, judgement)) in
            single(&world.world(&cube), &asked).into_iter().zip(in_bulk)
        {
            let of_single = answer.cell.zip(answer.coverage.as_ref());
            prop_assert_eq!(figure.map(|f| f.value), of_single.map(|(cell, _)| cell.value), "{:?}", question);
            prop_assert_eq!(figure.map(|f| f.value.scale()), of_single.map(|(cell, _)| cell.value.scale()));
            prop_assert_eq!(figure.map(|f| f.origin), of_single.map(|(cell, _)| cell.origin));
            prop_assert_eq!(figure.map(|f| f.qualifiers), of_single.map(|(cell, _)| cell.qualifiers));
            if let (Some(figure), Some((_, coverage))) = (figure, of_single) {
                prop_assert_eq!((figure.covered as usize, expected), (coverage.covered, coverage.expected));
            }
            prop_assert_eq!(judgement, answer.judgement, "{:?}", question);
        }
    }

    #[test]
    fn touched_cells_evaluated_again_equal_all_evaluated_again(
        world in random(),
        arriving in prop::collection::vec(prop::collection::vec(observation(), 1..4), 1..4),
        sample in any::<bool>(),
    ) {
        let mut cube = world.cube();
        let asked = question((None, None, sample), 2);
        let mut panel = Panel::new(&world.world(&cube), &asked);
        for (n, batch) in arriving.into_iter().enumerate() {
            let batch = numbered(batch, 1000 * (n + 1));
            let changes: BTreeSet<Change> = batch
                .iter()
                .map(|o| Change { measure: o.measure, territory: Some(o.territory) })
                .collect();
            cube.extend(&batch);
            panel.refresh(&world.world(&cube), &changes);
            let anew = Panel::new(&world.world(&cube), &asked);
            prop_assert_eq!(all(&world.world(&cube), &panel), all(&world.world(&cube), &anew));
        }
    }
}
