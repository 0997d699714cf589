//! Random worlds: overlapping zones with dated memberships of two kinds, every form of formula, values with
//! qualifiers, origins, corrections and days of knowledge, targets and rules.

use std::sync::Arc;

use lanbai_kernel::territory::{Graph, Membership, MembershipKind, TerritoryIndex};
use lanbai_kernel::{
    Bound, Certainty, Decimal, Grade, Light, NaiveDate, Origin, Period, Qualifier, Qualifiers, Text, Unit,
};
use lanbai_measures::{
    Aggregate, Complete, Condition, Cube, Definitions, Direction, Formula, Indicator, IndicatorIndex,
    LightRule, Measure, MeasureIndex, MeasureKind, Observation, OverTerritory, OverTime, PathShape,
    Preference, Quantity, RegisterFeed, RegisterRow, RuleStep, SourceIndex, Target, Term, When, World,
};
use proptest::prelude::*;

pub(crate) const TERRITORIES: u32 = 10;
/// Those that observations are of.
pub(crate) const MEASURES: u32 = 6;
const COUNTED: u32 = 6;
const THINGS: u32 = 7;
const LIFE: u32 = 3;
const LEVEL: u32 = 4;
const PUBLISHED: u32 = 5;

#[derive(Debug)]
pub(crate) struct Random {
    pub definitions: Definitions,
    pub graph: Graph,
    pub observations: Vec<Observation>,
    pub rows: Vec<(TerritoryIndex, RegisterRow)>,
}

impl Random {
    /// The cube of its observations and registers.
    pub fn cube(&self) -> Cube {
        let mut cube = Cube::new(&self.observations);
        for measure in [COUNTED, THINGS].map(MeasureIndex) {
            cube.set_register(measure, self.rows.clone());
        }
        cube
    }

    pub fn world<'w>(&'w self, cube: &'w Cube) -> World<'w> {
        World { definitions: &self.definitions, territories: &self.graph, cube }
    }
}

pub(crate) fn period(text: &str) -> Period {
    text.parse().expect(text)
}

pub(crate) const PERIODS: [&str; 9] =
    ["2021", "2022", "2022Q1", "2022H2", "2022-01", "2022-02", "2022-03", "2022-12", "2023"];

const OBSERVED: [&str; 14] = [
    "2020",
    "2021",
    "2022",
    "2022Q1",
    "2022H1",
    "2022H2",
    "2021-01",
    "2021-02",
    "2022-01",
    "2022-02",
    "2022-03",
    "2022-01..02",
    "2022-01..03",
    "2023",
];

pub(crate) fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 6, 30).expect("a date")
}

fn measure(n: u32) -> Measure {
    let (kind, over_time, over_territory) = match n {
        LIFE => (MeasureKind::Flow, OverTime::None, OverTerritory::None),
        LEVEL => (MeasureKind::Stock, OverTime::End, OverTerritory::Sum),
        PUBLISHED => (MeasureKind::Ratio, OverTime::None, OverTerritory::None),
        _ => (MeasureKind::Flow, OverTime::Sum, OverTerritory::Sum),
    };
    let (over_territory, aggregate) = match n {
        COUNTED => (over_territory, Some(Aggregate::Count)),
        THINGS => (OverTerritory::Distinct, Some(Aggregate::Distinct)),
        _ => (over_territory, None),
    };
    let complete_for = vec![Complete { territory: TerritoryIndex(1), origin: None }];
    let feed = aggregate.map(|aggregate| RegisterFeed { aggregate, when: When::ValidAtEnd, complete_for });
    let id = Arc::from(format!("measure-{n}"));
    Measure { id, unit: "万元".parse().expect("a unit"), kind, over_time, over_territory, feed }
}

fn term(measure: u32, weight: i64) -> Term {
    Term { measure: MeasureIndex(measure), weight: Decimal::from(weight) }
}

fn formulas() -> Vec<Option<Formula>> {
    let ratio = |numerator, denominator, published_as: Option<u32>| Formula::Ratio {
        numerator,
        denominator,
        published_as: published_as.map(MeasureIndex),
        factor: Decimal::ONE_HUNDRED,
    };
    vec![
        Some(Formula::Measure(MeasureIndex(0))),
        Some(Formula::Measure(MeasureIndex(LIFE))),
        Some(Formula::Measure(MeasureIndex(LEVEL))),
        Some(ratio(vec![term(0, 1)], vec![term(1, 1)], None)),
        Some(ratio(vec![term(0, 1)], vec![term(1, 1)], Some(PUBLISHED))),
        Some(ratio(vec![term(0, 2), term(2, -1)], vec![term(LEVEL, 1)], None)),
        Some(ratio(vec![term(0, 1)], vec![term(LIFE, 1)], None)),
        Some(Formula::Growth { measure: MeasureIndex(0), factor: Decimal::ONE_HUNDRED }),
        Some(Formula::Growth { measure: MeasureIndex(LEVEL), factor: Decimal::ONE }),
        Some(Formula::Measure(MeasureIndex(COUNTED))),
        Some(Formula::Measure(MeasureIndex(THINGS))),
        Some(ratio(vec![term(THINGS, 1)], vec![term(COUNTED, 1)], None)),
        None,
    ]
}

fn rules() -> Vec<LightRule> {
    let step = |light, quantity, at_least| RuleStep {
        light,
        when: vec![Condition {
            quantity,
            at_least: Some(at_least),
            more_than: None,
            at_most: None,
            less_than: None,
        }],
        reason: Text { zh: String::new(), en: String::new() },
    };
    let rule = |id: &str, steps| LightRule { id: Arc::from(id), version: Arc::from("1"), steps };
    vec![
        rule(
            "progress",
            vec![step(Light::Green, Quantity::Progress, 1.0), step(Light::Red, Quantity::Progress, 0.0)],
        ),
        rule(
            "growth",
            vec![
                step(Light::Green, Quantity::PeerGrowthGap, 0.0),
                step(Light::Yellow, Quantity::PlannedGrowthGap, 0.0),
                step(Light::Yellow, Quantity::ReferenceGrowthGap, 0.5),
                step(Light::Red, Quantity::Growth, -9.0),
            ],
        ),
    ]
}

fn definitions(targets: &[(u32, u32)], admin: &[bool]) -> Definitions {
    let indicators = formulas().into_iter().enumerate().map(|(n, formula)| Indicator {
        id: Arc::from(format!("indicator-{n}")),
        unit: Unit::ONE,
        decimals: 0,
        direction: if n.is_multiple_of(2) { Direction::Higher } else { Direction::Lower },
        formula,
        rule: n.is_multiple_of(3).then_some(1),
    });
    let kind = |admin: &bool| if *admin { MembershipKind::Administrative } else { MembershipKind::Plan };
    let target = |(indicator, territory): &(u32, u32)| Target {
        indicator: IndicatorIndex(*indicator),
        territory: TerritoryIndex(*territory),
        period: period("2024"),
        value: 500.0,
        bound: Bound::AtLeast,
        path: if indicator.is_multiple_of(2) { PathShape::Linear } else { PathShape::ConstantGrowth },
        certainty: Certainty::Confirmed,
        inherited_from: None,
    };
    Definitions {
        measures: (0..=THINGS).map(measure).collect(),
        indicators: indicators.collect(),
        targets: targets.iter().map(target).collect(),
        rules: rules(),
        default_rule: Some(0),
        preference: Preference::default(),
        base_period: period("2021"),
        reference: Some(TerritoryIndex(0)),
        confidentiality: lanbai_measures::Confidentiality::default(),
        own_kind: admin.iter().map(kind).collect(),
        grades: vec![Grade::A, Grade::C],
    }
}

fn membership() -> impl Strategy<Value = Membership> {
    // From a greater to a lesser number, so there is no circle.
    let pair = (1..TERRITORIES).prop_flat_map(|child| (Just(child), 0..child));
    (pair, any::<bool>(), 0i32..4, prop::option::of(2i32..6)).prop_map(
        |((child, parent), admin, from, to)| Membership {
            child: TerritoryIndex(child),
            parent: TerritoryIndex(parent),
            kind: if admin { MembershipKind::Administrative } else { MembershipKind::Plan },
            from: day(if from == 0 { 2021 } else { 2000 }),
            to: to.filter(|to| *to < 3).map(|to| day(2020 + to)),
        },
    )
}

fn qualifiers(n: u8) -> Qualifiers {
    match n {
        0 => Qualifiers::EXACT.with(Qualifier::AtLeast),
        1 => Qualifiers::EXACT.with(Qualifier::PeriodNotStated),
        2 => Qualifiers::EXACT.with(Qualifier::About),
        _ => Qualifiers::EXACT,
    }
}

pub(crate) fn observation() -> impl Strategy<Value = Observation> {
    let place = (0..MEASURES, 0..TERRITORIES, prop::sample::select(&OBSERVED[..]));
    let value = (-5i64..2000, 0u32..3, 0u8..12);
    let known = (0usize..4, 0u32..2, 2021i32..2025, 1u32..4, prop::option::weighted(0.1, 0i64..40));
    (place, value, known).prop_map(|(place, (value, scale, qualifier), known)| {
        let (origin, source, known_on, publication, supersedes) = known;
        Observation {
            id: 0,
            measure: MeasureIndex(place.0),
            territory: TerritoryIndex(place.1),
            period: period(place.2),
            value: Decimal::new(value, scale),
            decimals: i8::try_from(scale).expect("small"),
            qualifiers: qualifiers(qualifier),
            origin: Origin::ALL[origin],
            source: SourceIndex(source),
            known_on: day(known_on),
            publication,
            supersedes,
        }
    })
}

fn row() -> impl Strategy<Value = (TerritoryIndex, RegisterRow)> {
    let known = (0usize..4, 0u32..2, 2021i32..2026, 1u32..4);
    (0..TERRITORIES, 0u64..6, 2019i32..2023, prop::option::of(2022i32..2024), known).prop_map(
        |(territory, thing, from, to, (origin, source, known_on, publication))| {
            let row = RegisterRow {
                thing,
                from: day(from),
                to: to.map(day),
                amount: Decimal::ONE,
                origin: Origin::ALL[origin],
                source: SourceIndex(source),
                known_on: day(known_on),
                publication,
                superseded: None,
            };
            (TerritoryIndex(territory), row)
        },
    )
}

/// Ids tell rows apart and give the corrections something to name.
pub(crate) fn numbered(mut observations: Vec<Observation>, from: usize) -> Vec<Observation> {
    for (n, observation) in observations.iter_mut().enumerate() {
        observation.id = i64::try_from(from + n).expect("few");
    }
    observations
}

pub(crate) fn random() -> impl Strategy<Value = Random> {
    let indicators = u32::try_from(formulas().len()).expect("few");
    let targets = prop::collection::vec((0..indicators, 0..TERRITORIES), 0..12);
    let admin = prop::collection::vec(prop::bool::weighted(0.3), TERRITORIES as usize);
    (
        prop::collection::vec(membership(), 0..18),
        prop::collection::vec(observation(), 0..120),
        prop::collection::vec(row(), 0..12),
        targets,
        admin,
    )
        .prop_map(|(memberships, observations, rows, targets, admin)| Random {
            definitions: definitions(&targets, &admin),
            graph: Graph::new(TERRITORIES as usize, memberships),
            observations: numbered(observations, 0),
            rows,
        })
}
