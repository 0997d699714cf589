use std::collections::HashMap;

use lanbai_graphs::diagnosis::{
    Actor as GivenActor, Chain, Evidence, Kind, Membership, Question, Segment, SegmentLink, Structure,
    Supply, Table,
};
use lanbai_graphs::risk::Class;
use lanbai_graphs::{Csr, Entry};
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{NaiveDate, Origin};
use lanbai_lake::{QueryLimits, Value, register_table};
use lanbai_plan::Plan;
use lanbai_plan::raw::Stage;

use super::load::{Ground, Loaded};
use super::{Actor, Nearness};
use crate::{App, AppError};

const LIMITS: QueryLimits =
    QueryLimits { rows: 1_000_000, memory_bytes: 1 << 30, time: std::time::Duration::from_secs(30) };

/// What a diagnosis reads, by small numbers: chains, segments and territories as the plan has them, actors as they
/// were loaded.
pub(super) struct Numbered {
    pub chains: Vec<Chain>,
    pub segments: Vec<Segment>,
    pub segment_links: Vec<SegmentLink>,
    pub actors: Vec<GivenActor>,
    pub memberships: Vec<Membership>,
    pub supplies: Vec<Supply>,
    pub structure: Option<Structure>,
}

impl Numbered {
    pub fn new(plan: &Plan, loaded: &Loaded, structure: Option<Divisions>) -> Self {
        let file = &plan.raw.industries.content;
        let chain_at: HashMap<&str, u32> =
            (0..).zip(&file.chain).map(|(n, one)| (one.id.get_ref().as_str(), n)).collect();
        let segment_at: HashMap<&str, u32> =
            (0..).zip(&file.segment).map(|(n, one)| (one.id.get_ref().as_str(), n)).collect();
        let actor_at: HashMap<&str, u32> =
            (0..).zip(&loaded.actors).map(|(n, one)| (one.id.as_str(), n)).collect();
        let divisions = structure.as_ref().map(|of| &of.columns);
        let segments = file.segment.iter().map(|one| Segment {
            id: one.id.get_ref().clone(),
            chain: chain_at.get(one.chain.get_ref().as_str()).copied().unwrap_or(0),
            stage: Some(match one.stage {
                Stage::Upstream => 0,
                Stage::Midstream => 1,
                Stage::Downstream => 2,
            }),
            activity: one.gbt4754.first().and_then(|code| divisions?.get(division(code)?).copied()),
            linkage: None,
            import_dependence: None,
        });
        let evidence = |table, row: usize, ground: &Ground| evidence(plan, table, row, ground);
        let (mut segment_links, mut supplies) = (Vec::new(), Vec::new());
        let mut units: Vec<&str> = Vec::new();
        for (row, one) in loaded.supplies.iter().enumerate() {
            if let (Some(from), Some(to)) =
                (segment_at.get(one.from.as_str()), segment_at.get(one.to.as_str()))
            {
                let evidence = evidence(Table::SegmentLink, row, &one.ground);
                // What is lost if an input is missing is stated nowhere; none is taken for dispensable.
                segment_links.push(SegmentLink {
                    from: *from,
                    to: *to,
                    weight: None,
                    class: Class::Essential,
                    evidence,
                });
            }
            if let (Some(supplier), Some(customer)) =
                (actor_at.get(one.from.as_str()), actor_at.get(one.to.as_str()))
            {
                let unit = one.weight.as_ref().map_or("", |(_, unit)| unit.as_str());
                let at = units.iter().position(|known| *known == unit).unwrap_or_else(|| {
                    units.push(unit);
                    units.len() - 1
                });
                supplies.push(Supply {
                    supplier: *supplier,
                    customer: *customer,
                    weight: one.weight.as_ref().map(|(value, _)| *value),
                    unit: u16::try_from(at).unwrap_or(u16::MAX),
                    evidence: evidence(Table::Supply, row, &one.ground),
                });
            }
        }
        Self {
            chains: file.chain.iter().map(|one| Chain { id: one.id.get_ref().clone() }).collect(),
            segments: segments.collect(),
            segment_links,
            supplies,
            actors: loaded
                .actors
                .iter()
                .enumerate()
                .map(|(n, one)| actor(one, evidence(Table::Actor, n, &one.ground)))
                .collect(),
            memberships: loaded
                .members
                .iter()
                .enumerate()
                .filter_map(|(n, one)| {
                    Some(Membership {
                        actor: u32::try_from(one.actor).ok()?,
                        segment: *segment_at.get(one.segment.as_str())?,
                        score: 1.0,
                        evidence: evidence(Table::Membership, n, &one.ground),
                    })
                })
                .collect(),
            structure: structure.map(|of| of.structure),
        }
    }
}

fn actor(one: &Actor, evidence: Evidence) -> GivenActor {
    GivenActor {
        id: one.id.clone(),
        kind: match one.kind.as_str() {
            "institution" => Kind::Institution,
            "platform" => Kind::Platform,
            _ => Kind::Enterprise,
        },
        territory: one.territory.map(|t| t.0),
        size: None,
        patents: None,
        margin: None,
        evidence,
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
pub(super) struct Divisions {
    structure: Structure,
    columns: HashMap<String, u32>,
}

impl App {
    /// How many enterprises each territory has of each division of GB/T 4754; `None` where no register says.
    pub(super) async fn divisions(&self, plan: &Plan) -> Result<Option<Divisions>, AppError> {
        let table = register_table("enterprises");
        if !self.lake.table_names()?.contains(&table) {
            return Ok(None);
        }
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
