//! The made-up province.
//!
//! Territories: 1 province, 14 prefectures, 100 counties and 1,217 parks in four levels, spread evenly; numbers go
//! from above to below. Measures: 43, adding up over territories; every sixth is a stock, the others are flows.
//! Observations: of each year exactly 188,701 of the 687,312 places (territory, measure, month) are filled, 27.5 %,
//! drawn without regard to level, with a value of two decimals and one of four origins; one place in ten has a
//! second one, so that there is something to choose. Indicators: 12
//! measures, 30 ratios of two measures, 8 ratios whose numerator adds two measures, 6 yearly growths. On
//! request the province and its prefectures have a target for every indicator. Everything follows from the seed.

use std::sync::Arc;

use lanbai_kernel::territory::{Graph, Membership, MembershipKind, TerritoryIndex};
use lanbai_kernel::{
    Bound, Certainty, Decimal, Grade, Light, Month, NaiveDate, Origin, Period, Qualifiers, Text, Unit,
};
use lanbai_measures::{
    Condition, Definitions, Direction, Formula, Indicator, IndicatorIndex, LightRule, Measure, MeasureIndex,
    MeasureKind, Observation, OverTerritory, OverTime, PathShape, Preference, Quantity, RuleStep,
    SourceIndex, Target, Term,
};

const LEVELS: [u32; 4] = [1, 14, 100, 1217];
const TERRITORIES: u32 = 1332;
const MEASURES: u32 = 43;
const INDICATORS: u32 = 56;
const FILLED_A_YEAR: u64 = 188_701;
const FIRST_YEAR: u16 = 2019;

pub struct Province {
    pub definitions: Definitions,
    pub graph: Graph,
    pub observations: Vec<Observation>,
    pub periods: Vec<Period>,
    /// Of each territory but the first.
    pub parents: Vec<Option<u32>>,
}

impl Province {
    pub fn new(months: u16, seed: u64, targets: bool) -> Self {
        let periods: Vec<Period> = (0..months).filter_map(month).collect();
        let parents = parents();
        Self {
            definitions: definitions(&periods, targets),
            graph: Graph::new(parents.len(), memberships(&parents)),
            observations: observations(&periods, seed),
            periods,
            parents,
        }
    }
}

fn month(n: u16) -> Option<Period> {
    let month = Month::new(FIRST_YEAR + n / 12, n % 12 + 1)?;
    Period::new(month, month)
}

/// Each level is spread evenly over the one above it.
fn parents() -> Vec<Option<u32>> {
    let mut parents = vec![None];
    let mut above = 0..1;
    for size in &LEVELS[1..] {
        let first = above.end;
        parents.extend((0..*size).map(|n| Some(above.start + n * (above.end - above.start) / size)));
        above = first..first + size;
    }
    parents
}

fn memberships(parents: &[Option<u32>]) -> Vec<Membership> {
    let pairs = (0..).zip(parents).filter_map(|(child, parent)| Some((child, (*parent)?)));
    let membership = |(child, parent)| Membership {
        child: TerritoryIndex(child),
        parent: TerritoryIndex(parent),
        kind: MembershipKind::Administrative,
        from: NaiveDate::MIN,
        to: None,
    };
    pairs.map(membership).collect()
}

fn definitions(periods: &[Period], targets: bool) -> Definitions {
    let base = periods[0];
    let with_target = if targets { LEVELS[0] + LEVELS[1] } else { 0 };
    let targets = (0..INDICATORS).flat_map(|indicator| {
        (0..with_target).map(move |territory| Target {
            indicator: IndicatorIndex(indicator),
            territory: TerritoryIndex(territory),
            period: Period::year(2030).expect("a year"),
            value: 1e7,
            bound: Bound::AtLeast,
            path: PathShape::ConstantGrowth,
            certainty: Certainty::Confirmed,
            inherited_from: None,
        })
    });
    Definitions {
        measures: (0..MEASURES).map(measure).collect(),
        indicators: (0..INDICATORS).map(indicator).collect(),
        targets: targets.collect(),
        rules: vec![rule()],
        default_rule: Some(0),
        preference: Preference::default(),
        base_period: base,
        reference: Some(TerritoryIndex(0)),
        confidentiality: lanbai_measures::Confidentiality::default(),
        own_kind: vec![MembershipKind::Administrative; TERRITORIES as usize],
        grades: vec![Grade::A],
    }
}

fn rule() -> LightRule {
    let step = |light, at_least: f64| RuleStep {
        light,
        when: vec![Condition {
            quantity: Quantity::Progress,
            at_least: Some(at_least),
            more_than: None,
            at_most: None,
            less_than: None,
        }],
        reason: Text::same(""),
    };
    LightRule {
        id: Arc::from("progress"),
        version: Arc::from("1"),
        steps: vec![step(Light::Green, 1.0), step(Light::Yellow, 0.8), step(Light::Red, f64::MIN)],
    }
}

fn measure(n: u32) -> Measure {
    let is_stock = n.is_multiple_of(6);
    Measure {
        id: Arc::from(format!("measure-{n}")),
        unit: Unit::ONE,
        kind: if is_stock { MeasureKind::Stock } else { MeasureKind::Flow },
        over_time: if is_stock { OverTime::End } else { OverTime::Sum },
        over_territory: OverTerritory::Sum,
        feed: None,
    }
}

fn indicator(n: u32) -> Indicator {
    Indicator {
        id: Arc::from(format!("indicator-{n}")),
        unit: Unit::ONE,
        decimals: 2,
        direction: Direction::Higher,
        formula: Some(formula(n)),
        rule: None,
    }
}

fn formula(n: u32) -> Formula {
    let measure = |n: u32| MeasureIndex(n % MEASURES);
    let term = |n: u32| Term { measure: measure(n), weight: Decimal::ONE };
    let ratio = |numerator, denominator| Formula::Ratio {
        numerator,
        denominator: vec![denominator],
        published_as: None,
        factor: Decimal::ONE_HUNDRED,
    };
    match n {
        0..12 => Formula::Measure(measure(n)),
        12..42 => ratio(vec![term(n)], term(n * 5 + 3)),
        42..50 => ratio(vec![term(n), term(n + 9)], term(n * 3 + 1)),
        _ => Formula::Growth { measure: measure(n), factor: Decimal::ONE_HUNDRED },
    }
}

/// Selection sampling: of each year exactly as many places as are wanted, each as likely as any other.
fn observations(periods: &[Period], seed: u64) -> Vec<Observation> {
    let mut random = SplitMix(seed);
    let mut observations = Vec::new();
    for year in periods.chunks(12) {
        let mut places = u64::from(TERRITORIES * MEASURES) * 12;
        let mut wanted = FILLED_A_YEAR;
        for territory in 0..TERRITORIES {
            for measure in 0..MEASURES {
                for period in year {
                    if random.below(places) < wanted {
                        wanted -= 1;
                        observe(&mut observations, &mut random, territory, measure, *period);
                    }
                    places -= 1;
                }
            }
        }
    }
    observations
}

/// One value, and of one place in ten a rival that became known a month later.
fn observe(
    observations: &mut Vec<Observation>,
    random: &mut SplitMix,
    territory: u32,
    measure: u32,
    period: Period,
) {
    let sources = if random.below(10) == 0 { 2 } else { 1 };
    for n in 0..sources {
        let origin = Origin::ALL[usize::try_from(random.below(4)).expect("below four")];
        let cents = i64::try_from(1 + random.below(100_000_000)).expect("below 2 to the 63");
        observations.push(Observation {
            id: i64::try_from(observations.len()).expect("fewer than 2 to the 63"),
            measure: MeasureIndex(measure),
            territory: TerritoryIndex(territory),
            period,
            value: Decimal::new(cents, 2),
            decimals: 2,
            qualifiers: Qualifiers::EXACT,
            origin,
            source: SourceIndex(0),
            known_on: period.last_day() + chrono::Days::new(30 * n),
            publication: 1,
            supersedes: None,
        });
    }
}

/// Steele, Lea and Flood's generator: small, and the same everywhere.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        // The high half of a product is as even as anyone needs here.
        u64::try_from((u128::from(self.next()) * u128::from(limit)) >> 64).expect("below the limit")
    }
}
