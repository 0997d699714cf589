mod cache;
mod value;

pub(crate) use value::{Stated, ValueCell, scaled, tolerant};

use lanbai_kernel::{Decimal, NaiveDate, Period, Unit};
use rustc_hash::FxHashMap;

use self::cache::Cache;
use crate::cell::words::{self, Nature};
use crate::cell::{self, Problem, date, period, unit};
use crate::codes::{self, FindingCode};
use crate::fold::{fold, shorten};
use crate::headings::Heading;
use crate::nearest::{nearest_name, nearest_of};
use crate::remark::is_total;
use crate::report::{FindingId, Reporter, Spot};
use crate::{Lookup, Measure, Names, Noun};

/// What a text was resolved to, or the finding that says why not.
type Answer<T> = Result<T, FindingId>;

/// A measure as a cell names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MeasureCell {
    /// For [`Resolver::measure_at`].
    pub(crate) position: u32,
    /// The unit in the name's brackets: `产值（万元）`.
    pub(crate) unit: Option<Unit>,
}

/// Resolves cells to what the plan knows, each distinct text once, and reports each that cannot be once.
pub(crate) struct Resolver<'a> {
    names: &'a dyn Names,
    territories: Cache<Answer<u32>>,
    measures: Cache<Answer<MeasureCell>>,
    /// What the answers of `measures` point to.
    known_measures: Vec<Measure>,
    sources: Cache<Answer<Option<u32>>>,
    periods: Cache<Answer<Period>>,
    dates: Cache<Answer<Option<NaiveDate>>>,
    natures: Cache<Answer<Nature>>,
    units: Cache<Answer<Option<Unit>>>,
    factors: FxHashMap<(Unit, u32), Answer<Decimal>>,
    last_factor: Option<((Unit, u32), Answer<Decimal>)>,
    /// Measures whose values look like fractions, each reported once.
    fractions: FxHashMap<u32, FindingId>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(names: &'a dyn Names) -> Self {
        Self {
            names,
            territories: Cache::new(),
            measures: Cache::new(),
            known_measures: Vec::new(),
            sources: Cache::new(),
            periods: Cache::new(),
            dates: Cache::new(),
            natures: Cache::new(),
            units: Cache::new(),
            factors: FxHashMap::default(),
            last_factor: None,
            fractions: FxHashMap::default(),
        }
    }

    #[inline]
    pub(crate) fn territory(&mut self, text: &[u8], spot: Spot<'_>, report: &mut Reporter) -> Option<u32> {
        let names = self.names;
        cached(&mut self.territories, text, spot, report, |text, report| {
            let found = twice(text, |text| names.territory(text));
            named(names, (Noun::Territory, found), text, spot, report)
        })
    }

    #[inline]
    pub(crate) fn measure(
        &mut self,
        text: &[u8],
        spot: Spot<'_>,
        report: &mut Reporter,
    ) -> Option<MeasureCell> {
        let names = self.names;
        let known = &mut self.known_measures;
        cached(&mut self.measures, text, spot, report, |text, report| {
            let (found, unit) = find_measure(names, text);
            let measure = named(names, (Noun::Measure, found), text, spot, report)?;
            known.push(measure);
            Ok(MeasureCell { position: known.len() as u32 - 1, unit })
        })
    }

    /// Takes in a measure that was found elsewhere; a position for [`measure_at`](Self::measure_at).
    pub(crate) fn adopt(&mut self, measure: Measure) -> u32 {
        self.known_measures.push(measure);
        self.known_measures.len() as u32 - 1
    }

    /// What [`measure`](Self::measure) found.
    #[inline]
    pub(crate) fn measure_at(&self, position: u32) -> &Measure {
        &self.known_measures[position as usize]
    }

    /// None inside for a cell that names none.
    #[inline]
    pub(crate) fn source(
        &mut self,
        text: &[u8],
        spot: Spot<'_>,
        report: &mut Reporter,
    ) -> Option<Option<u32>> {
        let names = self.names;
        cached(&mut self.sources, text, spot, report, |text, report| {
            if cell::is_missing(text) {
                return Ok(None);
            }
            let found = twice(text, |text| names.source(text));
            named(names, (Noun::Source, found), text, spot, report).map(Some)
        })
    }

    #[inline]
    pub(crate) fn period(&mut self, text: &[u8], spot: Spot<'_>, report: &mut Reporter) -> Option<Period> {
        if let Some(period) = period::plain(text) {
            return Some(period);
        }
        let kind = (codes::NOT_A_PERIOD, codes::AMBIGUOUS_PERIOD);
        cached(&mut self.periods, text, spot, report, |text, report| {
            period::parse(text).map_err(|problem| unreadable(problem, kind, text, spot, report))
        })
    }

    /// None inside for an empty cell.
    #[inline]
    pub(crate) fn date(
        &mut self,
        text: &[u8],
        spot: Spot<'_>,
        report: &mut Reporter,
    ) -> Option<Option<NaiveDate>> {
        let kind = (codes::NOT_A_DATE, codes::AMBIGUOUS_DATE);
        cached(&mut self.dates, text, spot, report, |text, report| {
            if cell::is_missing(text) {
                return Ok(None);
            }
            date::parse(text).map(Some).map_err(|problem| unreadable(problem, kind, text, spot, report))
        })
    }

    /// Origin and exactness as words.
    #[inline]
    pub(crate) fn nature(&mut self, text: &[u8], spot: Spot<'_>, report: &mut Reporter) -> Option<Nature> {
        cached(&mut self.natures, text, spot, report, |text, report| {
            if cell::is_missing(text) {
                return Ok(Nature::default());
            }
            words::nature(text).ok_or_else(|| {
                let known = words::ORIGIN_NAMES.into_iter().chain(words::QUALIFIER_NAMES);
                report.report(codes::UNKNOWN_NATURE, spot, |f| {
                    f.with("seen", shorten(text))
                        .with("nearest", nearest_of(text, known))
                        .with("rows", 1usize)
                })
            })
        })
    }

    /// None inside for an empty cell.
    #[inline]
    pub(crate) fn unit(
        &mut self,
        text: &[u8],
        spot: Spot<'_>,
        report: &mut Reporter,
    ) -> Option<Option<Unit>> {
        cached(&mut self.units, text, spot, report, |text, report| {
            if cell::is_missing(text) {
                return Ok(None);
            }
            unit::parse(text).map(Some).ok_or_else(|| {
                report.report(codes::UNKNOWN_UNIT, spot, |f| {
                    f.with("seen", shorten(text)).with("expected", unit::EXAMPLES).with("rows", 1usize)
                })
            })
        })
    }

    /// What a value in `unit` is multiplied by to be in the measure's unit.
    #[inline]
    pub(crate) fn factor(
        &mut self,
        unit: Unit,
        position: u32,
        spot: Spot<'_>,
        report: &mut Reporter,
    ) -> Option<Decimal> {
        let question = (unit, position);
        let known = match self.last_factor {
            Some((last, answer)) if last == question => Some(answer),
            _ => self.factors.get(&question).copied(),
        };
        let answer = known.unwrap_or_else(|| {
            let measure = &self.known_measures[position as usize];
            unit.convert(Decimal::ONE, measure.unit).ok_or_else(|| {
                report.report(codes::UNIT_MISMATCH, spot, |f| {
                    f.with("seen", unit.to_string())
                        .with("expected", measure.unit.to_string())
                        .with("rows", 1usize)
                })
            })
        });
        match (known, answer) {
            (None, answer) => drop(self.factors.insert(question, answer)),
            (Some(_), Err(id)) => report.repeat(id),
            (Some(_), Ok(_)) => {}
        }
        self.last_factor = Some((question, answer));
        answer.ok()
    }
}

fn cached<T: Copy>(
    cache: &mut Cache<Answer<T>>,
    text: &[u8],
    spot: Spot<'_>,
    report: &mut Reporter,
    resolve: impl FnOnce(&str, &mut Reporter) -> Answer<T>,
) -> Option<T> {
    let (answer, known) = cache.get(text, |bytes| {
        let text = checked_text(bytes, spot, report)?;
        resolve(text.trim(), report)
    });
    answer
        .inspect_err(|id| {
            if known {
                report.repeat(*id)
            }
        })
        .ok()
}

/// A cell's bytes as text, or the finding that they are none.
pub(crate) fn checked_text<'t>(bytes: &'t [u8], spot: Spot<'_>, report: &mut Reporter) -> Answer<&'t str> {
    let (expected, seen) = match std::str::from_utf8(bytes) {
        // What a decoder puts in place of bytes that its encoding does not have.
        Ok(text) if text.contains('\u{fffd}') => ("GB18030", shorten(text)),
        Ok(text) => return Ok(text),
        Err(error) => {
            let wrong = &bytes[error.valid_up_to()..];
            let hex: Vec<String> = wrong.iter().take(4).map(|byte| format!("{byte:02X}")).collect();
            ("UTF-8", hex.join(" "))
        }
    };
    Err(report.report(codes::ENCODING, spot, |f| f.with("expected", expected).with("seen", seen)))
}

/// The measure of that name, with or without a unit in brackets behind it.
pub(crate) fn find_measure(names: &dyn Names, text: &str) -> (Lookup<Measure>, Option<Unit>) {
    match twice(text, |text| names.measure(text)) {
        Lookup::Unknown => {
            let heading = Heading::new(text);
            match heading.unit {
                Some(unit) => (names.measure(&heading.name), Some(unit)),
                None => (Lookup::Unknown, None),
            }
        }
        found => (found, None),
    }
}

/// Asks with the text as it stands, then with full-width forms folded.
pub(crate) fn twice<T>(text: &str, ask: impl Fn(&str) -> Lookup<T>) -> Lookup<T> {
    match ask(text) {
        Lookup::Unknown => {
            let folded = fold(text);
            if folded == text { Lookup::Unknown } else { ask(&folded) }
        }
        known => known,
    }
}

fn named<T>(
    names: &dyn Names,
    (noun, found): (Noun, Lookup<T>),
    text: &str,
    spot: Spot<'_>,
    report: &mut Reporter,
) -> Answer<T> {
    match found {
        Lookup::Found(thing) => Ok(thing),
        Lookup::Ambiguous(candidates) => Err(report.report(codes::AMBIGUOUS_NAME, spot, |f| {
            f.with("seen", shorten(text)).with("candidates", candidates).with("rows", 1usize)
        })),
        Lookup::Unknown if noun == Noun::Territory && is_total(text) => {
            Err(report
                .report(codes::SKIPPED_TOTAL, spot, |f| f.with("seen", shorten(text)).with("rows", 1usize)))
        }
        Lookup::Unknown if text.is_empty() => {
            Err(report.report(codes::EMPTY_CELL, spot, |f| f.with("rows", 1usize)))
        }
        Lookup::Unknown => Err(report.report(unknown_code(noun), spot, |f| {
            let nearest = nearest_name(names, noun, text);
            f.with("seen", shorten(text)).with("nearest", nearest).with("rows", 1usize)
        })),
    }
}

const fn unknown_code(noun: Noun) -> &'static FindingCode {
    match noun {
        Noun::Territory => codes::UNKNOWN_TERRITORY,
        Noun::Measure => codes::UNKNOWN_MEASURE,
        Noun::Source => codes::UNKNOWN_SOURCE,
    }
}

/// The finding for a text that is not of its kind, or is so in two ways.
fn unreadable(
    problem: Problem,
    (not, ambiguous): (&FindingCode, &FindingCode),
    text: &str,
    spot: Spot<'_>,
    report: &mut Reporter,
) -> FindingId {
    match problem {
        Problem::Ambiguous(candidates) => report.report(ambiguous, spot, |f| {
            f.with("seen", shorten(text)).with("candidates", candidates).with("rows", 1usize)
        }),
        _ if text.is_empty() => report.report(codes::EMPTY_CELL, spot, |f| f.with("rows", 1usize)),
        _ => report.report(not, spot, |f| f.with("seen", shorten(text)).with("rows", 1usize)),
    }
}
