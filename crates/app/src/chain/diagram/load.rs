use std::collections::HashMap;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_lake::{QueryLimits, Value, register_table};
use lanbai_plan::Plan;

use crate::{App, AppError};

pub(in crate::chain) const ACTORS: &str = "chain-actors";
pub(in crate::chain) const LINKS: &str = "chain-links";
const PRODUCTS: &str = "chain-products";
pub(super) const REVENUE: &str = "revenue";

/// A chain of a nation has some hundred thousand members and a few times as many supplies.
const LIMITS: QueryLimits =
    QueryLimits { rows: 2_000_000, memory_bytes: 2 << 30, time: std::time::Duration::from_secs(60) };

/// Someone or something that sources name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Actor {
    pub id: String,
    pub name: String,
    /// `enterprise`, `institution`, `platform`, `works` or `group`.
    pub kind: String,
    pub territory: Option<TerritoryIndex>,
    /// As the source says it.
    pub fact: String,
    /// Of a year, in the unit of the plan's field, where a source states it.
    pub revenue: Option<f64>,
    pub ground: Ground,
}

impl Actor {
    /// Whether it makes something, rather than studying it.
    pub fn produces(&self) -> bool {
        matches!(self.kind.as_str(), "enterprise" | "works" | "group")
    }
}

/// What a row rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Ground {
    /// `S`: stated in a source; `G`: general knowledge.
    pub basis: String,
    pub source: Option<String>,
    pub known_on: Option<String>,
    pub origin: String,
    pub note: Option<String>,
}

/// Someone in a segment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    /// Position among the actors.
    pub actor: usize,
    /// Id of the segment.
    pub segment: String,
    pub ground: Ground,
}

/// One thing supplies another: segments or actors, by id.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Supply {
    pub from: String,
    pub to: String,
    /// With its unit, where a source states it.
    pub weight: Option<(f64, String)>,
    pub ground: Ground,
}

/// Something that is made or planned.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Product {
    pub id: String,
    pub name: String,
    pub actor: Option<String>,
    pub segment: Option<String>,
    pub quantity: Option<(f64, String)>,
    /// `operating`, `planned` or `stated`.
    pub state: String,
    pub ground: Ground,
}

/// What is known of some segments.
#[derive(Debug, Clone, Default)]
pub(crate) struct Loaded {
    pub actors: Vec<Actor>,
    pub members: Vec<Member>,
    pub supplies: Vec<Supply>,
    pub products: Vec<Product>,
}

impl Loaded {
    /// Those who stand in a segment.
    pub fn of(&self, segment: &str) -> impl Iterator<Item = (&Actor, &Member)> {
        let members = self.members.iter().filter(move |member| member.segment == segment);
        members.map(|member| (&self.actors[member.actor], member))
    }

    /// First and last day on which what it rests on became known.
    pub fn known(&self) -> Option<(String, String)> {
        let grounds = (self.members.iter().map(|one| &one.ground))
            .chain(self.supplies.iter().map(|one| &one.ground))
            .chain(self.actors.iter().map(|one| &one.ground));
        let days: Vec<&String> = grounds.filter_map(|ground| ground.known_on.as_ref()).collect();
        Some(((*days.iter().min()?).clone(), (*days.iter().max()?).clone()))
    }
}

impl App {
    /// What the lake knows of these segments: who stands in them, what supplies them, what is made there.
    pub(crate) async fn load_segments(&self, plan: &Plan, segments: &[String]) -> Result<Loaded, AppError> {
        let tables = self.lake.table_names()?;
        let is_there = |id: &str| tables.contains(&register_table(id));
        let listed = quoted(segments.iter().map(String::as_str));
        if segments.is_empty() || !is_there(ACTORS) || !is_there(LINKS) {
            return Ok(Loaded::default());
        }
        let (actors, links, products) = (current(ACTORS), current(LINKS), current(PRODUCTS));
        let mut loaded = Loaded::default();
        let members = format!(
            "SELECT {}, l.\"to\", {} FROM {links} l JOIN {actors} a ON a.actor = l.\"from\" \
             WHERE l.kind = 'belongs' AND l.\"to\" IN ({listed}) ORDER BY a.actor, l.\"to\"",
            self.actor_columns().await?,
            ground("l")
        );
        let mut places: HashMap<String, usize> = HashMap::new();
        for row in self.lake.query(&members, LIMITS).await?.rows {
            let cells = Cells(&row);
            let actor = cells.actor(plan, 0);
            let at = *places.entry(actor.id.clone()).or_insert_with(|| {
                loaded.actors.push(actor);
                loaded.actors.len() - 1
            });
            loaded.members.push(Member {
                actor: at,
                segment: cells.text(ACTOR_CELLS),
                ground: cells.ground(ACTOR_CELLS + 1),
            });
        }
        let ends = listed.clone() + ", " + &quoted(loaded.actors.iter().map(|actor| actor.id.as_str()));
        let ends = ends.trim_end_matches(", ");
        let supplies = format!(
            "SELECT l.\"from\", l.\"to\", l.weight, l.unit, {} FROM {links} l \
             WHERE l.kind = 'supplies' AND (l.\"from\" IN ({ends}) OR l.\"to\" IN ({ends})) ORDER BY l.link",
            ground("l")
        );
        loaded.supplies =
            self.lake.query(&supplies, LIMITS).await?.rows.iter().map(|row| Cells(row).supply()).collect();
        if is_there(PRODUCTS) {
            let made = format!(
                "SELECT p.product, p.name, p.actor, p.segment, p.quantity, p.unit, p.state, {} FROM {products} p \
                 WHERE p.segment IN ({listed}) ORDER BY p.product",
                ground("p")
            );
            loaded.products =
                self.lake.query(&made, LIMITS).await?.rows.iter().map(|row| Cells(row).product()).collect();
        }
        Ok(loaded)
    }

    /// One actor with what is known of it: its links of every kind, and its products.
    pub(crate) async fn load_actor(
        &self,
        plan: &Plan,
        id: &str,
    ) -> Result<Option<(Actor, Vec<Link>, Vec<Product>)>, AppError> {
        let tables = self.lake.table_names()?;
        if ![ACTORS, LINKS].iter().all(|id| tables.contains(&register_table(id))) {
            return Ok(None);
        }
        let asked = quoted([id]);
        let columns = self.actor_columns().await?;
        let found = format!("SELECT {columns} FROM {} a WHERE a.actor = {asked}", current(ACTORS));
        let found = self.lake.query(&found, LIMITS).await?;
        let Some(actor) = found.rows.first().map(|row| Cells(row).actor(plan, 0)) else { return Ok(None) };
        let links = format!(
            "SELECT l.\"from\", l.\"to\", l.weight, l.unit, {}, l.kind, f.name, t.name FROM {links} l \
             LEFT JOIN {actors} f ON f.actor = l.\"from\" LEFT JOIN {actors} t ON t.actor = l.\"to\" \
             WHERE l.\"from\" = {asked} OR l.\"to\" = {asked} ORDER BY l.kind, l.link",
            ground("l"),
            links = current(LINKS),
            actors = current(ACTORS),
        );
        let links = self.lake.query(&links, LIMITS).await?.rows.iter().map(|row| Cells(row).link()).collect();
        let mut products = Vec::new();
        if tables.contains(&register_table(PRODUCTS)) {
            let made = format!(
                "SELECT p.product, p.name, p.actor, p.segment, p.quantity, p.unit, p.state, {} FROM {} p \
                 WHERE p.actor = {asked} ORDER BY p.product",
                ground("p"),
                current(PRODUCTS)
            );
            products =
                self.lake.query(&made, LIMITS).await?.rows.iter().map(|row| Cells(row).product()).collect();
        }
        Ok(Some((actor, links, products)))
    }
}

impl App {
    /// What is asked of an actor, as `a`.
    async fn actor_columns(&self) -> Result<String, AppError> {
        // A lake from before the plan asked for it has no such column.
        let is_there = self.columns_of(ACTORS).await?.iter().any(|column| column == REVENUE);
        let revenue = if is_there { "a.revenue" } else { "NULL" };
        Ok(format!("a.actor, a.name, a.kind, a.territory, a.fact, {}, {revenue}", ground("a")))
    }
}

/// A link of one actor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link {
    pub kind: String,
    pub supply: Supply,
    /// Names of the ends, where they are actors.
    pub from_name: Option<String>,
    pub to_name: Option<String>,
}

pub(super) fn current(register: &str) -> String {
    format!("{}_current", register_table(register))
}

const ACTOR_CELLS: usize = 11;
const GROUND_CELLS: usize = 5;

fn ground(table: &str) -> String {
    format!(
        "{table}.basis, {table}.field_source, CAST({table}.valid_from AS VARCHAR), {table}.origin, {table}.note"
    )
}

/// Words as SQL writes them, joined.
fn quoted<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<String> =
        words.into_iter().map(|word| format!("'{}'", word.replace('\'', "''"))).collect();
    words.join(", ")
}

/// One row of an answer.
struct Cells<'r>(&'r [Value]);

impl Cells<'_> {
    fn word(&self, at: usize) -> Option<String> {
        self.0[at].text().map(str::to_owned)
    }

    fn text(&self, at: usize) -> String {
        self.word(at).unwrap_or_default()
    }

    fn amount(&self, at: usize) -> Option<(f64, String)> {
        self.number(at).map(|value| (value, self.text(at + 1)))
    }

    fn number(&self, at: usize) -> Option<f64> {
        match &self.0[at] {
            Value::Decimal(value) => Some(crate::describe::number(*value)),
            _ => None,
        }
    }

    fn ground(&self, at: usize) -> Ground {
        Ground {
            basis: self.text(at),
            source: self.word(at + 1),
            known_on: self.word(at + 2),
            origin: self.text(at + 3),
            note: self.word(at + 4),
        }
    }

    fn actor(&self, plan: &Plan, at: usize) -> Actor {
        Actor {
            id: self.text(at),
            name: self.text(at + 1),
            kind: self.text(at + 2),
            territory: self.word(at + 3).and_then(|id| plan.territory(&id)),
            fact: self.text(at + 4),
            ground: self.ground(at + 5),
            revenue: self.number(at + 5 + GROUND_CELLS),
        }
    }

    fn supply(&self) -> Supply {
        Supply { from: self.text(0), to: self.text(1), weight: self.amount(2), ground: self.ground(4) }
    }

    fn link(&self) -> Link {
        let after = 4 + GROUND_CELLS;
        Link {
            supply: self.supply(),
            kind: self.text(after),
            from_name: self.word(after + 1),
            to_name: self.word(after + 2),
        }
    }

    fn product(&self) -> Product {
        Product {
            id: self.text(0),
            name: self.text(1),
            actor: self.word(2),
            segment: self.word(3),
            quantity: self.amount(4),
            state: self.text(6),
            ground: self.ground(7),
        }
    }
}
