use std::collections::{BTreeMap, HashMap};

use lanbai_graphs::diagnosis::{
    Division, Evidence, Pair, Park, Show, Specialised, Structure, Subject, Table, divide, rank,
};
use lanbai_graphs::specialisation::shares;
use lanbai_graphs::{Csr, Entry};
use lanbai_kernel::Origin;
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_lake::{QueryLimits, Value};
use lanbai_plan::Plan;

use super::diagram::{Numbered, bad_weights, row_number};
use crate::evaluate::territory_id;
use crate::view::{DuplicateView, IndustryShare, ParkStructure, StructureOverlap, StructureView};
use crate::{App, AppError, Snapshot, ask};

const ENTERPRISES: &str = "enterprises";
const LIMITS: QueryLimits =
    QueryLimits { rows: 1_000_000, memory_bytes: 1 << 30, time: std::time::Duration::from_secs(30) };
/// Memberships that a source states.
const STATED: f64 = 0.5;

impl App {
    /// 错位分工: what each park says that it is for, held against what its enterprises are, and what parks have in common
    /// and for each other.
    ///
    /// # Errors
    /// If the plan has no such territory, or the lake cannot be read.
    pub async fn structure(&self, territory: &str) -> Result<StructureView, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let asked = ask::one_territory(plan, territory)?;
        let counted = self.enterprises_by_industry(plan).await?;
        let gathered = self.gather(plan, None).await?;
        let numbered = Numbered::new(plan, None, None);
        let parks = parks(self, plan, asked);
        let industries = Industries::of(plan);
        let broken = || AppError::Broken("parks and industries are numbered by the plan");
        let structure = structure(plan, &parks, &industries, &counted).ok_or_else(broken)?;
        let given = gathered.given(plan, &numbered, Some(&structure));
        let declared: Vec<Park> = parks.iter().map(|park| declared(plan, *park, &industries)).collect();
        let division = divide(given, &declared, Specialised::default(), STATED).map_err(|_| broken())?;
        let told = Told {
            snapshot: &snapshot,
            parks: &parks,
            industries: &industries,
            counted: &counted,
            division: &division,
        };
        let duplicates = rank(&division.duplicates, &plan.diagnosis, Show::ALL).map_err(bad_weights)?.entries;
        Ok(StructureView {
            territory: territory.to_owned(),
            overlaps: told.overlaps(),
            duplicates: duplicates
                .iter()
                .filter_map(|entry| told.duplicate(entry.subject, entry.score))
                .collect(),
            parks: (0..parks.len()).map(|park| told.park(park)).collect(),
            sample: counted.sample || division.pairs.iter().any(|pair| pair.basis.is_sample()),
            known_to: counted.known_to.clone(),
            enterprises: counted.all,
            unassigned: counted.unassigned,
        })
    }

    /// How many enterprises each territory has of each industry of the plan: by the industry that the register names,
    /// else by the longest code of the plan that the enterprise's begins with.
    async fn enterprises_by_industry(&self, plan: &Plan) -> Result<Counted, AppError> {
        let Some(table) = self.register_there(ENTERPRISES)? else { return Ok(Counted::default()) };
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

/// The industries of the plan, by number.
struct Industries<'p> {
    ids: Vec<&'p str>,
    at: HashMap<&'p str, u32>,
}

impl<'p> Industries<'p> {
    fn of(plan: &'p Plan) -> Self {
        let ids: Vec<&str> =
            plan.raw.industries.content.industry.iter().map(|one| one.id.get_ref().as_str()).collect();
        Self { at: ids.iter().copied().zip(0..).collect(), ids }
    }
}

/// Enterprises of the parks, by industry; other territories are no part of the whole.
fn structure(
    plan: &Plan,
    parks: &[TerritoryIndex],
    industries: &Industries<'_>,
    counted: &Counted,
) -> Option<Structure> {
    let is_there = |park: &TerritoryIndex| parks.contains(park);
    let of = counted.of.iter().filter(|((park, _), _)| is_there(park));
    let entry = |((park, industry), weight): (&(TerritoryIndex, String), &f64)| {
        Some(Entry { row: park.0, column: *industries.at.get(industry.as_str())?, weight: *weight })
    };
    let entries: Vec<Entry> = of.filter_map(entry).collect();
    Some(Structure {
        values: Csr::from_entries(plan.graph.len(), industries.ids.len(), &entries).ok()?,
        evidence: Vec::new(),
        conventions: lanbai_graphs::complexity::Conventions::default(),
    })
}

/// A park with the industries that it declares, each told by the plan's own source.
fn declared(plan: &Plan, park: TerritoryIndex, industries: &Industries<'_>) -> Park {
    let functions = &plan.territory_text(park).functions;
    let rows = functions.iter().flat_map(|function| {
        let source = function.source.as_ref().and_then(|id| plan.source(id.get_ref())).map(|source| source.0);
        function.industries.iter().filter_map(move |id| {
            let id = id.get_ref();
            let row = row_number(id);
            let evidence =
                Evidence { table: Table::Declaration, row, source, date: None, origin: Origin::Published };
            Some((*industries.at.get(id.as_str())?, evidence))
        })
    });
    Park { territory: park.0, declared: rows.collect() }
}

/// Numbers turned back into what they stand for.
struct Told<'t> {
    snapshot: &'t Snapshot,
    parks: &'t [TerritoryIndex],
    industries: &'t Industries<'t>,
    counted: &'t Counted,
    division: &'t Division,
}

impl Told<'_> {
    fn id(&self, park: usize) -> String {
        territory_id(self.snapshot, self.parks[park])
    }

    fn industry(&self, at: u32) -> String {
        self.industries.ids[at as usize].to_owned()
    }

    /// What a park is, the industry that it is most specialised in first.
    fn park(&self, park: usize) -> ParkStructure {
        let of = |industry: &&str| {
            self.counted.of.get(&(self.parks[park], (*industry).to_owned())).copied().unwrap_or(0.0)
        };
        let values: Vec<f64> = self.industries.ids.iter().map(of).collect();
        let shares = shares(&values);
        let functions: BTreeMap<u32, _> = self
            .division
            .functions
            .iter()
            .filter(|one| one.park == park)
            .map(|one| (one.activity, one))
            .collect();
        let declared = |at: u32| functions.get(&at).is_some_and(|one| one.declared);
        let declares = functions.values().any(|one| one.declared);
        let enterprises: f64 = values.iter().sum();
        let all = || (0_u32..).zip(&values).zip(&shares);
        let in_declared: f64 = all().filter(|((at, _), _)| declared(*at)).map(|(_, share)| share).sum();
        let mut industries: Vec<IndustryShare> = all()
            .filter(|((at, value), _)| **value > 0.0 || declared(*at))
            .map(|((at, value), share)| IndustryShare {
                industry: self.industry(at),
                declared: declared(at),
                enterprises: *value,
                share: *share,
                quotient: self.division.quotients.value(self.parks[park].at(), at as usize),
            })
            .collect();
        industries
            .sort_by(|a, b| b.quotient.total_cmp(&a.quotient).then_with(|| a.industry.cmp(&b.industry)));
        ParkStructure {
            territory: self.id(park),
            declares,
            enterprises,
            in_declared: (declares && enterprises > 0.0).then_some(in_declared),
            industries,
        }
    }

    /// Each pair of parks with enterprises, the most alike first.
    fn overlaps(&self) -> Vec<StructureOverlap> {
        let told = |pair: &Pair| {
            let (one, other) = pair.parks;
            Some(StructureOverlap {
                one: self.id(one),
                other: self.id(other),
                overlap: pair.overlap?,
                declared_by_both: pair.declared_by_both.iter().map(|at| self.industry(*at)).collect(),
                complementarity: pair.complementarity.share,
                links_together: pair.complementarity.together,
                supplies: pair.supplies.0.count + pair.supplies.1.count,
            })
        };
        let mut found: Vec<StructureOverlap> = self.division.pairs.iter().filter_map(told).collect();
        found.sort_by(|a, b| {
            b.overlap.total_cmp(&a.overlap).then_with(|| (&a.one, &a.other).cmp(&(&b.one, &b.other)))
        });
        found
    }

    fn duplicate(&self, subject: Subject, score: f64) -> Option<DuplicateView> {
        let Subject::Activity(activity) = subject else { return None };
        let of = |test: fn(&lanbai_graphs::diagnosis::Function) -> bool| -> Vec<String> {
            let such = self.division.functions.iter().filter(|one| one.activity == activity && test(one));
            such.map(|one| self.id(one.park)).collect()
        };
        Some(DuplicateView {
            industry: self.industry(activity),
            declared_by: of(|one| one.declared),
            specialised: of(|one| one.specialised == Some(true)),
            score,
        })
    }
}
