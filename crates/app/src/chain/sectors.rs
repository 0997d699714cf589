//! Sectors of the input-output tables that the lake has: how much each draws on others and is drawn upon, how much of
//! it is imported, and which segments of the plan's chains it makes.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use lanbai_graphs::answer::{FlowRow, LinkagesAnswer, SectorRow, answer_linkages};
use lanbai_graphs::linkages::{Conventions, Tolerance};
use lanbai_kernel::{Finding, NaiveDate};
use lanbai_lake::{QueryLimits, VisitedRow, register_table};

use super::matrix::{IoFlow, IoSector};
use super::unit_of;
use crate::view::{SectorSegment, SectorView, SectorsView};
use crate::{App, AppError, ask};

const SECTORS: &str = "io-sectors";
const FLOWS: &str = "io-flows";
const SEGMENTS: &str = "segment-sectors";

const LIMITS: QueryLimits =
    QueryLimits { rows: usize::MAX, memory_bytes: 1 << 30, time: Duration::from_secs(30) };

/// One input-output table with what follows from it.
pub(super) struct SectorTable {
    pub table: String,
    pub sectors: Vec<Sector>,
    /// Nothing where the table cannot be computed with; `findings` say why.
    pub linkages: Option<LinkagesAnswer>,
    pub findings: Vec<Finding>,
    /// Which sectors make what a segment makes, by the segment's id.
    pub of_segment: BTreeMap<String, Vec<usize>>,
}

/// A sector as the table has it, in the unit of the table.
pub(super) struct Sector {
    pub of: IoSector,
    pub source: Option<String>,
    pub known_on: Option<NaiveDate>,
    pub origin: String,
}

impl Sector {
    /// Imports over all that there is of it, from here and from abroad.
    pub fn import_share(&self) -> Option<f64> {
        let all = self.of.imports + self.of.gross_output;
        (all > 0.0 && self.of.imports >= 0.0).then(|| self.of.imports / all)
    }

    fn read(row: VisitedRow<'_>) -> Self {
        let text = |column| row.text(column).unwrap_or_default().to_owned();
        let number = |column| row.number(column).unwrap_or(0.0);
        Self {
            of: IoSector {
                code: text(0),
                name: text(1),
                final_use: number(2),
                imports: number(3),
                gross_output: number(4),
                value_added: number(5),
            },
            source: row.text(6).map(str::to_owned),
            known_on: row.day(7),
            origin: text(8),
        }
    }
}

impl SectorTable {
    /// Place of a sector in what is told of linkages, and its import share, weighed by gross output where a segment
    /// has several sectors. The first sector lends its row as evidence.
    pub fn of(&self, segment: &str) -> Option<SegmentSectors<'_>> {
        let sectors = self.of_segment.get(segment)?;
        let weighed = |value: &dyn Fn(usize) -> Option<f64>| -> Option<f64> {
            let weight = |at: usize| self.sectors[at].of.gross_output.max(0.0);
            let all: f64 = sectors.iter().map(|at| weight(*at)).sum();
            let sum: Option<f64> = sectors.iter().map(|at| Some(value(*at)? * weight(*at))).sum();
            sum.filter(|_| all > 0.0).map(|sum| sum / all)
        };
        let linkage = |of: fn(&lanbai_graphs::answer::SectorAnswer) -> f64| {
            let found = self.linkages.as_ref()?;
            weighed(&|at| found.sectors.get(at).map(of)).filter(|linkage| *linkage >= 0.0)
        };
        Some(SegmentSectors {
            first: &self.sectors[*sectors.first()?],
            backward: linkage(|sector| sector.backward),
            forward: linkage(|sector| sector.forward),
            // A table may say anything; what is no share says nothing, and must not spoil the rest of a diagnosis.
            imports: weighed(&|at| self.sectors[at].import_share())
                .filter(|share| (0.0..=1.0).contains(share)),
        })
    }
}

/// What a table says of a segment.
pub(super) struct SegmentSectors<'t> {
    pub first: &'t Sector,
    pub backward: Option<f64>,
    pub forward: Option<f64>,
    pub imports: Option<f64>,
}

impl App {
    /// Sectors of an input-output table with their linkages, import shares and segments; the last table by name if
    /// none is asked for, and an empty answer where the lake has none.
    ///
    /// # Errors
    /// If there is no such table, or the lake cannot be read.
    pub async fn sectors(&self, table: Option<&str>) -> Result<SectorsView, AppError> {
        let tables = self.sector_tables().await?;
        if let Some(asked) = table.filter(|asked| !tables.iter().any(|known| known == asked)) {
            return Err(ask::unknown("table", asked, tables.iter().map(String::as_str)));
        }
        let Some(name) = table.or(tables.last().map(String::as_str)) else {
            return Ok(SectorsView::default());
        };
        let found = self.sector_table(name).await?;
        let snapshot = self.snapshot();
        Ok(view(&found, tables.clone(), &snapshot.plan, self))
    }

    /// The last table by name, if there is any.
    pub(super) async fn last_sectors(&self) -> Result<Option<SectorTable>, AppError> {
        match self.sector_tables().await?.last() {
            Some(name) => self.sector_table(name).await.map(Some),
            None => Ok(None),
        }
    }

    /// The names of all tables, sorted.
    async fn sector_tables(&self) -> Result<Vec<String>, AppError> {
        if self.register_there(SECTORS)?.is_none() || self.register_there(FLOWS)?.is_none() {
            return Ok(Vec::new());
        }
        let mut names = Vec::new();
        let all = format!("SELECT DISTINCT \"table\" FROM {}_current", register_table(SECTORS));
        self.lake.visit(&all, LIMITS, |row| names.extend(row.text(0).map(str::to_owned))).await?;
        names.sort_unstable();
        Ok(names)
    }

    async fn sector_table(&self, table: &str) -> Result<SectorTable, AppError> {
        let of = |register: &str| {
            format!(
                "FROM {}_current WHERE \"table\" = '{}'",
                register_table(register),
                table.replace('\'', "''")
            )
        };
        let mut sectors = Vec::new();
        let asked = format!(
            "SELECT sector, name, final_use, imports, gross_output, value_added, field_source, valid_from, origin {} \
             ORDER BY sector",
            of(SECTORS)
        );
        self.lake.visit(&asked, LIMITS, |row| sectors.push(Sector::read(row))).await?;
        let mut flows = Vec::new();
        let asked = format!("SELECT supplier, \"user\", value {}", of(FLOWS));
        let keep = |row: VisitedRow<'_>| {
            let ends = row.text(0).zip(row.text(1)).map(|(from, to)| (from.to_owned(), to.to_owned()));
            let value = row.number(2).unwrap_or(0.0);
            flows.extend(ends.map(|(supplier, user)| IoFlow { supplier, user, value }));
        };
        self.lake.visit(&asked, LIMITS, keep).await?;
        let of_segment = self.sectors_of_segments(&of(SEGMENTS), &sectors).await?;
        let (linkages, findings) = linkages(&sectors, &flows);
        Ok(SectorTable { table: table.to_owned(), sectors, linkages, findings, of_segment })
    }

    async fn sectors_of_segments(
        &self,
        from: &str,
        sectors: &[Sector],
    ) -> Result<BTreeMap<String, Vec<usize>>, AppError> {
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        if self.register_there(SEGMENTS)?.is_none() {
            return Ok(found);
        }
        let at: HashMap<&str, usize> =
            sectors.iter().zip(0..).map(|(one, at)| (one.of.code.as_str(), at)).collect();
        let asked = format!("SELECT segment, sector {from} ORDER BY segment, sector");
        let keep = |row: VisitedRow<'_>| {
            let (Some(segment), Some(sector)) = (row.text(0), row.text(1).and_then(|code| at.get(code)))
            else {
                return;
            };
            found.entry(segment.to_owned()).or_default().push(*sector);
        };
        self.lake.visit(&asked, LIMITS, keep).await?;
        Ok(found)
    }
}

fn linkages(sectors: &[Sector], flows: &[IoFlow]) -> (Option<LinkagesAnswer>, Vec<Finding>) {
    let rows: Vec<FlowRow<'_>> = flows.iter().map(IoFlow::row).collect();
    let sectors: Vec<SectorRow<'_>> = sectors.iter().map(|sector| sector.of.row()).collect();
    answer_linkages(&rows, &sectors, Conventions::default(), Tolerance::default())
}

fn view(found: &SectorTable, tables: Vec<String>, plan: &lanbai_plan::Plan, app: &App) -> SectorsView {
    let segments = &plan.raw.industries.content.segment;
    let made_by = |at: usize| -> Vec<SectorSegment> {
        let of = found.of_segment.iter().filter(|(_, sectors)| sectors.contains(&at));
        let told = of.filter_map(|(id, _)| segments.iter().find(|segment| segment.id.get_ref() == id));
        told.map(|segment| SectorSegment {
            id: segment.id.get_ref().clone(),
            chain: segment.chain.get_ref().clone(),
            name: (&segment.name).into(),
        })
        .collect()
    };
    let sector = |(at, one): (usize, &Sector)| {
        let linkage = found.linkages.as_ref().and_then(|answer| answer.sectors.get(at));
        SectorView {
            code: one.of.code.clone(),
            name: one.of.name.clone(),
            backward: linkage.map(|of| of.backward),
            forward: linkage.map(|of| of.forward),
            key: linkage.is_some_and(|of| of.key),
            extraction: linkage.map(|of| of.extraction),
            gross_output: one.of.gross_output,
            value_added: one.of.value_added,
            import_share: one.import_share(),
            segments: made_by(at),
        }
    };
    let source = found.sectors.iter().find_map(|one| one.source.as_deref());
    SectorsView {
        table: Some(found.table.clone()),
        tables,
        sectors: found.sectors.iter().enumerate().map(sector).collect(),
        findings: found.findings.iter().map(|finding| app.messages().finding(finding)).collect(),
        source: source.map(str::to_owned),
        known_on: found.sectors.iter().filter_map(|one| one.known_on).max().map(|day| day.to_string()),
        sample: found.sectors.iter().any(|one| one.origin == "sample"),
        unit: unit_of(plan, SECTORS, "gross_output").unwrap_or_default().to_owned(),
        conventions: app.messages().text("linkages-conventions", &[]),
    }
}
