//! Observations and register rows, arranged so that one series is found at once.

mod arrivals;
mod coded;
mod columns;
mod facts;
mod grow;
mod identity;
mod marks;
mod observation;
mod register;
mod series;

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{NaiveDate, Origin, Period};

use crate::{MeasureIndex, SourceIndex, labour};
pub(crate) use facts::{Fact, Facts, Number};
use grow::Grown;
pub(crate) use marks::Marks;
use series::Series;

pub use arrivals::Arrivals;
pub use identity::Identity;
pub use observation::Observation;
pub(crate) use observation::half_unit;
pub use register::RegisterRow;
pub(crate) use series::{Observed, SeriesView};

/// The series of one measure by the number of their territory.
type OfMeasure = Vec<Option<Series>>;

/// What the evaluation reads. Cloning is cheap: measures are shared until they change.
#[derive(Debug, Clone, Default)]
pub struct Cube {
    /// By the number of the measure.
    series: Vec<Arc<OfMeasure>>,
    facts: Arc<Facts>,
    registers: HashMap<(MeasureIndex, TerritoryIndex), Arc<[RegisterRow]>>,
    extents: HashMap<MeasureIndex, (NaiveDate, NaiveDate)>,
    editions: HashMap<MeasureIndex, Arc<[Edition]>>,
}

/// Rows of a register that came together: a question sees the first of them from this day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edition {
    pub publication: u32,
    pub origin: Origin,
    pub source: SourceIndex,
    pub known_on: NaiveDate,
}

impl Cube {
    /// A cube of these observations.
    pub fn new(observations: &[Observation]) -> Self {
        let mut cube = Self::default();
        cube.extend(observations);
        cube
    }

    /// Adds observations; only the series that they belong to are touched.
    pub fn extend(&mut self, observations: &[Observation]) {
        self.take_in(observations.iter().collect(), NonZeroUsize::MIN);
    }

    /// Takes in what arrived; only the series that it belongs to are touched. The number of threads changes nothing
    /// but the time.
    pub fn take_in(&mut self, arrivals: Arrivals, threads: NonZeroUsize) {
        /// Rows below which a second thread costs more than it brings.
        const WORTH_A_THREAD: usize = 1 << 15;
        /// So many measures are there twice for each thread, as they were and as they will be, while they grow.
        const TOGETHER: usize = 4;
        let threads = if arrivals.len() < WORTH_A_THREAD { NonZeroUsize::MIN } else { threads };
        let moved = Arc::make_mut(&mut self.facts).absorb(&arrivals.facts);
        if self.series.len() < arrivals.rows.len() {
            self.series.resize_with(arrivals.rows.len(), Arc::default);
        }
        let mut arriving: Vec<_> =
            arrivals.rows.into_iter().enumerate().filter(|(_, rows)| !rows.is_empty()).collect();
        while !arriving.is_empty() {
            let now = arriving.split_off(arriving.len().saturating_sub(TOGETHER * threads.get()));
            let grown = labour::share(threads, now.len(), |n| {
                let (measure, rows) = &now[n];
                Grown::new(&self.series[*measure], rows, &moved, &self.facts)
            });
            now.iter().zip(grown).for_each(|((measure, _), grown)| self.put(*measure, grown));
        }
    }

    fn put(&mut self, measure: usize, grown: Grown) {
        let these = match grown {
            Grown::All(series) => return self.series[measure] = Arc::new(series),
            Grown::These(these) => these,
        };
        let of_measure = Arc::make_mut(&mut self.series[measure]);
        for (territory, series) in these {
            if of_measure.len() <= territory.at() {
                of_measure.resize(territory.at() + 1, None);
            }
            of_measure[territory.at()] = Some(series);
        }
    }

    fn stored(&self, measure: MeasureIndex, territory: TerritoryIndex) -> Option<&Series> {
        self.series.get(measure.at())?.get(territory.at())?.as_ref()
    }

    /// Replaces the register rows that feed a measure.
    pub fn set_register(&mut self, measure: MeasureIndex, rows: Vec<(TerritoryIndex, RegisterRow)>) {
        self.registers.retain(|(m, _), _| *m != measure);
        self.extents.remove(&measure);
        let begins = rows.iter().map(|(_, row)| row.from).min();
        let known = rows.iter().map(|(_, row)| row.known_on).max();
        self.extents.extend(begins.zip(known).map(|extent| (measure, extent)));
        self.editions.insert(measure, editions(&rows).into());
        let mut by_territory: HashMap<TerritoryIndex, Vec<RegisterRow>> = HashMap::new();
        for (territory, row) in rows {
            by_territory.entry(territory).or_default().push(row);
        }
        for (territory, rows) in by_territory {
            self.registers.insert((measure, territory), rows.into());
        }
    }

    /// What is known of one measure in one territory, if anything is.
    pub(crate) fn of(&self, measure: MeasureIndex, territory: TerritoryIndex) -> Option<SeriesView<'_>> {
        Some(self.stored(measure, territory)?.view(&self.facts, measure, territory))
    }

    /// The observations of one measure in one territory, by the end of their periods.
    pub fn series(
        &self,
        measure: MeasureIndex,
        territory: TerritoryIndex,
    ) -> impl DoubleEndedIterator<Item = Observation> {
        self.of(measure, territory).into_iter().flat_map(SeriesView::iter).map(Observed::unpacked)
    }

    /// What observations have in common, by number.
    pub(crate) fn facts(&self) -> &[Fact] {
        self.facts.all()
    }

    /// Whether an observation with this id is there, of this measure, territory and period.
    pub fn has(&self, id: i64, measure: MeasureIndex, territory: TerritoryIndex, period: Period) -> bool {
        self.of(measure, territory).is_some_and(|series| series.of(period).iter().any(|o| o.id() == id))
    }

    /// The register rows behind one measure in one territory.
    pub fn register(&self, measure: MeasureIndex, territory: TerritoryIndex) -> &[RegisterRow] {
        self.registers.get(&(measure, territory)).map_or(&[], |rows| rows)
    }

    /// The first day that the register behind a measure speaks of, and the day on which it was last known.
    pub fn register_extent(&self, measure: MeasureIndex) -> Option<(NaiveDate, NaiveDate)> {
        self.extents.get(&measure).copied()
    }

    /// What the register behind a measure was made of.
    pub(crate) fn register_editions(&self, measure: MeasureIndex) -> &[Edition] {
        self.editions.get(&measure).map_or(&[], |editions| editions)
    }

    /// Whether the register behind a measure has a row that was not invented.
    pub fn register_has_real_rows(&self, measure: MeasureIndex) -> bool {
        let of_measure = self.registers.iter().filter(|((m, _), _)| *m == measure);
        of_measure.flat_map(|(_, rows)| rows.iter()).any(|row| row.origin != Origin::Sample)
    }

    /// How many observations of one measure.
    pub(crate) fn observations_of(&self, measure: MeasureIndex) -> usize {
        let series = self.series.get(measure.at()).into_iter().flat_map(|of| of.iter().flatten());
        series.map(Series::len).sum()
    }

    /// Every observation of one measure, by territory and the end of its period.
    pub fn of_measure(&self, measure: MeasureIndex) -> impl Iterator<Item = Observation> {
        let territories = self.series.get(measure.at()).map_or(0, |of_measure| of_measure.len());
        (0..).map(TerritoryIndex).take(territories).flat_map(move |territory| self.series(measure, territory))
    }

    /// Every observation, by measure, territory and the end of its period.
    pub fn observations(&self) -> impl Iterator<Item = Observation> {
        (0..).map(MeasureIndex).take(self.series.len()).flat_map(|measure| self.of_measure(measure))
    }

    /// How many observations.
    pub fn len(&self) -> usize {
        (0..).map(MeasureIndex).take(self.series.len()).map(|measure| self.observations_of(measure)).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The first row of each publication, origin and source.
fn editions(rows: &[(TerritoryIndex, RegisterRow)]) -> Vec<Edition> {
    let edition = |(_, row): &(TerritoryIndex, RegisterRow)| Edition {
        publication: row.publication,
        origin: row.origin,
        source: row.source,
        known_on: row.known_on,
    };
    let mut editions: Vec<Edition> = rows.iter().map(edition).collect();
    editions.sort_unstable();
    editions.dedup_by_key(|e| (e.publication, e.origin, e.source));
    editions
}
