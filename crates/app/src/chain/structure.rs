use std::collections::{BTreeMap, BTreeSet};

use lanbai_graphs::complexity::advantage;
use lanbai_graphs::specialisation::{overlap, shares};
use lanbai_graphs::{Csr, Entry};
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_lake::{QueryLimits, Value, register_table};
use lanbai_plan::Plan;

use crate::evaluate::territory_id;
use crate::view::{DuplicateView, IndustryShare, ParkStructure, StructureOverlap, StructureView};
use crate::{App, AppError, Snapshot, ask};

const ENTERPRISES: &str = "enterprises";
const LIMITS: QueryLimits =
    QueryLimits { rows: 1_000_000, memory_bytes: 1 << 30, time: std::time::Duration::from_secs(30) };

impl App {
    /// 错位分工: what each park says that it is for, held against what its enterprises are, and how alike parks are.
    ///
    /// # Errors
    /// If the plan has no such territory, or the lake cannot be read.
    pub async fn structure(&self, territory: &str) -> Result<StructureView, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let asked = ask::one_territory(plan, territory)?;
        let counted = self.enterprises_by_industry(plan).await?;
        let parks = parks(self, plan, asked);
        let industries: Vec<&str> =
            plan.raw.industries.content.industry.iter().map(|one| one.id.get_ref().as_str()).collect();
        let row = |park: &TerritoryIndex| -> Vec<f64> {
            let of =
                |industry: &&str| counted.of.get(&(*park, (*industry).to_owned())).copied().unwrap_or(0.0);
            industries.iter().map(of).collect()
        };
        let values: Vec<Vec<f64>> = parks.iter().map(row).collect();
        let quotients = quotients(&values, industries.len());
        let structures: Vec<ParkStructure> = parks
            .iter()
            .enumerate()
            .map(|(n, park)| structure_of(&snapshot, *park, &industries, &values[n], &quotients[n]))
            .collect();
        Ok(StructureView {
            territory: territory.to_owned(),
            overlaps: overlaps(&snapshot, &parks, &values),
            duplicates: duplicates(&structures, &industries),
            parks: structures,
            sample: counted.sample,
            known_to: counted.known_to,
            enterprises: counted.all,
            unassigned: counted.unassigned,
        })
    }

    /// How many enterprises each territory has of each industry of the plan: by the industry that the register names,
    /// else by the longest code of the plan that the enterprise's begins with.
    async fn enterprises_by_industry(&self, plan: &Plan) -> Result<Counted, AppError> {
        let table = register_table(ENTERPRISES);
        if !self.lake.table_names()?.contains(&table) {
            return Ok(Counted::default());
        }
        let today = self.clock().today();
        let select = format!(
            "SELECT territory, industry, gbt4754, count(*), max(CAST(known_on AS VARCHAR)), \
             max(CASE WHEN origin = 'sample' THEN 1 ELSE 0 END) FROM {table}_current \
             WHERE valid_to IS NULL OR valid_to > DATE '{today}' GROUP BY territory, industry, gbt4754"
        );
        let mut counted = Counted::default();
        for row in self.lake.query(&select, LIMITS).await?.rows {
            let [territory, industry, code, Value::Integer(count), known_on, sample] = &row[..] else {
                continue;
            };
            let word = |value: &Value| value.text().filter(|text| !text.is_empty()).map(str::to_owned);
            let count = f64::from(u32::try_from(*count).unwrap_or(u32::MAX));
            counted.all += count;
            counted.sample |= *sample == Value::Integer(1);
            counted.known_to = counted.known_to.take().max(word(known_on));
            let named = word(industry).filter(|id| is_industry(plan, id));
            let found = named.or_else(|| word(code).and_then(|code| by_code(plan, &code)));
            let at = word(territory).and_then(|id| plan.territory(&id));
            match (at, found) {
                (Some(at), Some(industry)) => *counted.of.entry((at, industry)).or_default() += count,
                _ => counted.unassigned += count,
            }
        }
        Ok(counted)
    }
}

#[derive(Debug, Default)]
struct Counted {
    of: BTreeMap<(TerritoryIndex, String), f64>,
    all: f64,
    /// Of no industry of the plan, or of no territory of it.
    unassigned: f64,
    sample: bool,
    known_to: Option<String>,
}

fn is_industry(plan: &Plan, id: &str) -> bool {
    plan.raw.industries.content.industry.iter().any(|one| one.id.get_ref() == id)
}

fn by_code(plan: &Plan, code: &str) -> Option<String> {
    let all = plan.raw.industries.content.industry.iter();
    let prefixes = all.flat_map(|one| one.gbt4754.iter().map(move |prefix| (prefix, one.id.get_ref())));
    let fits = prefixes.filter(|(prefix, _)| code.starts_with(prefix.as_str()));
    fits.max_by_key(|(prefix, _)| prefix.len()).map(|(_, id)| id.clone())
}

/// The leaves below a territory by its plan memberships.
pub(super) fn parks(app: &App, plan: &Plan, asked: TerritoryIndex) -> Vec<TerritoryIndex> {
    let view = plan.graph.view(MembershipKind::Plan, app.clock().today());
    view.territories_of(view.leaves(asked)).collect()
}

/// Location quotients of each park, the parks together being the whole.
fn quotients(values: &[Vec<f64>], industries: usize) -> Vec<Vec<f64>> {
    let entries: Vec<Entry> = (0_u32..)
        .zip(values)
        .flat_map(|(row, of)| {
            (0_u32..).zip(of).map(move |(column, weight)| Entry { row, column, weight: *weight })
        })
        .filter(|entry| entry.weight > 0.0)
        .collect();
    let mut found = vec![vec![0.0; industries]; values.len()];
    if let Ok(values) = Csr::from_entries(values.len(), industries, &entries) {
        for (row, column, quotient) in advantage(&values).iter() {
            found[row][column] = *quotient;
        }
    }
    found
}

fn structure_of(
    snapshot: &Snapshot,
    park: TerritoryIndex,
    industries: &[&str],
    values: &[f64],
    quotients: &[f64],
) -> ParkStructure {
    let text = snapshot.plan.territory_text(park);
    let declared: BTreeSet<&str> =
        text.functions.iter().flat_map(|one| &one.industries).map(|id| id.get_ref().as_str()).collect();
    let shares = shares(values);
    let in_declared: f64 = industries
        .iter()
        .zip(&shares)
        .filter(|(id, _)| declared.contains(**id))
        .map(|(_, share)| share)
        .sum();
    let enterprises: f64 = values.iter().sum();
    let mut rows: Vec<IndustryShare> = industries
        .iter()
        .enumerate()
        .filter(|(n, id)| values[*n] > 0.0 || declared.contains(**id))
        .map(|(n, id)| IndustryShare {
            industry: (*id).to_owned(),
            declared: declared.contains(id),
            enterprises: values[n],
            share: shares[n],
            quotient: quotients[n],
        })
        .collect();
    rows.sort_by(|a, b| b.quotient.total_cmp(&a.quotient).then_with(|| a.industry.cmp(&b.industry)));
    ParkStructure {
        territory: territory_id(snapshot, park),
        declares: !declared.is_empty(),
        enterprises,
        in_declared: (!declared.is_empty() && enterprises > 0.0).then_some(in_declared),
        industries: rows,
    }
}

/// Each pair of parks with enterprises, the most alike first.
fn overlaps(snapshot: &Snapshot, parks: &[TerritoryIndex], values: &[Vec<f64>]) -> Vec<StructureOverlap> {
    let declared = |park: TerritoryIndex| -> BTreeSet<&str> {
        let functions = snapshot.plan.territory_text(park).functions.iter();
        functions.flat_map(|one| &one.industries).map(|id| id.get_ref().as_str()).collect()
    };
    let mut found = Vec::new();
    for one in 0..parks.len() {
        for other in one + 1..parks.len() {
            let Some(overlap) = overlap(&values[one], &values[other]) else { continue };
            let (mine, theirs) = (declared(parks[one]), declared(parks[other]));
            found.push(StructureOverlap {
                one: territory_id(snapshot, parks[one]),
                other: territory_id(snapshot, parks[other]),
                overlap,
                declared_by_both: mine.intersection(&theirs).map(|id| (*id).to_owned()).collect(),
            });
        }
    }
    found.sort_by(|a, b| {
        b.overlap.total_cmp(&a.overlap).then_with(|| (&a.one, &a.other).cmp(&(&b.one, &b.other)))
    });
    found
}

/// Industries that several parks say they are for, those of the most first.
fn duplicates(parks: &[ParkStructure], industries: &[&str]) -> Vec<DuplicateView> {
    let of = |industry: &&str| {
        let is = |park: &&ParkStructure, test: fn(&IndustryShare) -> bool| {
            park.industries.iter().any(|one| one.industry == **industry && test(one))
        };
        let ids = |test: fn(&IndustryShare) -> bool| -> Vec<String> {
            parks.iter().filter(|park| is(park, test)).map(|park| park.territory.clone()).collect()
        };
        DuplicateView {
            industry: (**industry).to_owned(),
            declared_by: ids(|one| one.declared),
            specialised: ids(|one| one.quotient >= 1.0),
        }
    };
    let mut found: Vec<DuplicateView> =
        industries.iter().map(of).filter(|one| one.declared_by.len() > 1).collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.declared_by.len()));
    found
}
