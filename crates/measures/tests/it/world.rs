//! Small worlds for tests.

use std::sync::Arc;

use lanbai_kernel::territory::{Graph, Membership, MembershipKind, TerritoryIndex};
use lanbai_kernel::{Decimal, Grade, NaiveDate, Origin, Period, Qualifiers, Unit};
use lanbai_measures::{
    Cube, Definitions, Direction, Formula, Indicator, IndicatorIndex, Measure, MeasureIndex, MeasureKind,
    Observation, OverTerritory, OverTime, Preference, SourceIndex, World,
};

pub(crate) struct Small {
    pub definitions: Definitions,
    pub graph: Graph,
    pub cube: Cube,
}

pub(crate) const SUM: IndicatorIndex = IndicatorIndex(0);

pub(crate) fn year(of: u16) -> Period {
    Period::year(of).expect("a year")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

impl Small {
    /// `edges` are (child, parent); `values` are (territory, value) of one measure that adds up, for 2022.
    pub fn new(territories: usize, edges: &[(u32, u32)], values: &[(u32, i64)]) -> Self {
        let memberships = edges.iter().map(|(child, parent)| Membership {
            child: TerritoryIndex(*child),
            parent: TerritoryIndex(*parent),
            kind: MembershipKind::Plan,
            from: day("2000-01-01"),
            to: None,
        });
        let measure = Measure {
            id: Arc::from("count"),
            unit: "家".parse().expect("a unit"),
            kind: MeasureKind::Flow,
            over_time: OverTime::Sum,
            over_territory: OverTerritory::Sum,
            feed: None,
        };
        let indicator = Indicator {
            id: Arc::from("count"),
            unit: Unit::ONE,
            decimals: 0,
            direction: Direction::Higher,
            formula: Some(Formula::Measure(MeasureIndex(0))),
            rule: None,
        };
        Self {
            definitions: Definitions {
                measures: vec![measure],
                indicators: vec![indicator],
                targets: Vec::new(),
                rules: Vec::new(),
                default_rule: None,
                preference: Preference::default(),
                base_period: year(2022),
                reference: None,
                confidentiality: lanbai_measures::Confidentiality::default(),
                own_kind: vec![MembershipKind::Plan; territories],
                grades: vec![Grade::A],
            },
            graph: Graph::new(territories, memberships.collect()),
            cube: Cube::new(&values.iter().map(|(t, v)| observation(*t, *v, year(2022))).collect::<Vec<_>>()),
        }
    }

    pub fn world(&self) -> World<'_> {
        World { definitions: &self.definitions, territories: &self.graph, cube: &self.cube }
    }
}

pub(crate) fn observation(territory: u32, value: i64, period: Period) -> Observation {
    Observation {
        id: i64::from(territory) * 1_000_000 + i64::from(period.to_bits() % 1_000_000),
        measure: MeasureIndex(0),
        territory: TerritoryIndex(territory),
        period,
        value: Decimal::from(value),
        decimals: 0,
        qualifiers: Qualifiers::EXACT,
        origin: Origin::Published,
        source: SourceIndex(0),
        known_on: day("2023-01-01"),
        publication: 1,
        supersedes: None,
    }
}
