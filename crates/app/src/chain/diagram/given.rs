use std::collections::HashMap;

use lanbai_graphs::diagnosis::{Chain, Evidence, Linkage, Question, Segment, Sourced, Structure, Table};
use lanbai_graphs::{Csr, Entry};
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{NaiveDate, Origin};
use lanbai_lake::{QueryLimits, Value};
use lanbai_plan::Plan;
use lanbai_plan::raw::Stage;

use super::Nearness;
use super::load::Ground;
use super::words::row_number;
use crate::chain::sectors::{Sector, SectorTable};
use crate::{App, AppError};

const LIMITS: QueryLimits =
    QueryLimits { rows: 1_000_000, memory_bytes: 1 << 30, time: std::time::Duration::from_secs(30) };

/// The chains and segments of the plan, by number, with what is known of their activities.
pub(in crate::chain) struct Numbered {
    pub chains: Vec<Chain>,
    pub segments: Vec<Segment>,
    pub structure: Option<Structure>,
}

impl Numbered {
    pub fn new(plan: &Plan, structure: Option<Divisions>, sectors: Option<&SectorTable>) -> Self {
        let file = &plan.raw.industries.content;
        let chain_at: HashMap<&str, u32> =
            (0..).zip(&file.chain).map(|(n, one)| (one.id.get_ref().as_str(), n)).collect();
        let divisions = structure.as_ref().map(|of| &of.columns);
        let told = |segment: &str| sectors.and_then(|table| table.of(segment));
        let segments = file.segment.iter().map(|one| Segment {
            id: one.id.get_ref().clone(),
            chain: chain_at.get(one.chain.get_ref().as_str()).copied().unwrap_or(0),
            stage: Some(match one.stage {
                Stage::Upstream => 0,
                Stage::Midstream => 1,
                Stage::Downstream => 2,
            }),
            activity: one.gbt4754.first().and_then(|code| divisions?.get(division(code)?).copied()),
            linkage: told(one.id.get_ref()).and_then(|of| {
                let value = Linkage { backward: of.backward?, forward: of.forward? };
                Some(Sourced { value, evidence: of_sector(plan, Table::Linkage, of.first) })
            }),
            import_dependence: told(one.id.get_ref()).and_then(|of| {
                Some(Sourced { value: of.imports?, evidence: of_sector(plan, Table::Import, of.first) })
            }),
        });
        Self {
            chains: file.chain.iter().map(|one| Chain { id: one.id.get_ref().clone() }).collect(),
            segments: segments.collect(),
            structure: structure.map(|of| of.structure),
        }
    }
}

/// What a table says of a segment rests on the row of its sector.
fn of_sector(plan: &Plan, table: Table, sector: &Sector) -> Evidence {
    Evidence {
        table,
        row: row_number(&sector.of.code),
        source: sector.source.as_deref().and_then(|id| plan.source(id)).map(|source| source.0),
        date: sector.known_on,
        origin: Origin::from_name(&sector.origin).unwrap_or(Origin::Sample),
    }
}

fn evidence(plan: &Plan, table: Table, row: usize, ground: &Ground) -> Evidence {
    Evidence {
        table,
        row: u32::try_from(row).unwrap_or(u32::MAX),
        source: ground.source.as_deref().and_then(|id| plan.source(id)).map(|source| source.0),
        date: ground.known_on.as_deref().and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()),
        origin: Origin::from_name(&ground.origin).unwrap_or(Origin::Sample),
    }
}

/// The division of a code of GB/T 4754: its first two digits.
fn division(code: &str) -> Option<&str> {
    code.get(..2)
}

/// One chain from one territory: what lies in it, and the counties and cities in which parts of it lie, for sources
/// name no park.
pub(super) fn question(plan: &Plan, chain: &str, asked: TerritoryIndex, day: NaiveDate) -> Option<Question> {
    let chains = &plan.raw.industries.content.chain;
    let at = chains.iter().position(|one| one.id.get_ref() == chain)?;
    let inside = (0..)
        .map(TerritoryIndex)
        .take(plan.graph.len())
        .filter(|t| Nearness::of(plan, Some(*t), asked, day) != Nearness::Elsewhere);
    Some(Question { chain: u32::try_from(at).ok()?, inside: inside.map(|t| t.0).collect() })
}

/// Enterprises by territory and division.
pub(in crate::chain) struct Divisions {
    pub structure: Structure,
    /// The number of each division by its code.
    pub columns: HashMap<String, u32>,
}

impl App {
    /// How many enterprises each territory has of each division of GB/T 4754; `None` where no register says.
    pub(in crate::chain) async fn divisions(&self, plan: &Plan) -> Result<Option<Divisions>, AppError> {
        let Some(table) = self.register_there("enterprises")? else { return Ok(None) };
        let today = self.clock().today();
        let select = format!(
            "SELECT territory, substr(gbt4754, 1, 2) AS division, count(*), max(CAST(known_on AS VARCHAR)), \
             max(CASE WHEN origin = 'sample' THEN 1 ELSE 0 END), max(source) FROM {table}_current \
             WHERE valid_to IS NULL OR valid_to > DATE '{today}' GROUP BY territory, division ORDER BY territory, division"
        );
        let mut columns: HashMap<String, u32> = HashMap::new();
        let (mut entries, mut rows) = (Vec::new(), Vec::new());
        for row in self.lake.query(&select, LIMITS).await?.rows {
            let [
                Value::Text(territory),
                Value::Text(division),
                Value::Integer(count),
                known_on,
                sample,
                source,
            ] = &row[..]
            else {
                continue;
            };
            let Some(at) = plan.territory(territory) else { continue };
            let next = u32::try_from(columns.len()).unwrap_or(u32::MAX);
            let column = *columns.entry(division.clone()).or_insert(next);
            entries.push(Entry {
                row: at.0,
                column,
                weight: f64::from(u32::try_from(*count).unwrap_or(u32::MAX)),
            });
            let text = |value: &Value| value.text().map(str::to_owned);
            let origin = if *sample == Value::Integer(1) { "sample" } else { "reported" };
            let ground = Ground {
                source: text(source),
                known_on: text(known_on),
                origin: origin.to_owned(),
                ..Ground::default()
            };
            rows.push(evidence(plan, Table::Structure, rows.len(), &ground));
        }
        let values = Csr::from_entries(plan.graph.len(), columns.len(), &entries)
            .map_err(|_| AppError::Broken("territories and divisions are numbered by what counts them"))?;
        let structure = Structure {
            values,
            evidence: rows,
            conventions: lanbai_graphs::complexity::Conventions::default(),
        };
        Ok((!columns.is_empty()).then_some(Divisions { structure, columns }))
    }
}
