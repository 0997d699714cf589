//! All that the lake knows of chains, as a diagnosis reads it: numbered while it passes by, for a nation has a million
//! enterprises and some million supplies.

use std::sync::Arc;
use std::time::Duration;

use lanbai_graphs::diagnosis::{
    Actor, Given, Kind, Membership, SegmentLink, Size, SizeKind, Structure, Supply, Table,
};
use lanbai_graphs::risk::Class;
use lanbai_lake::{QueryLimits, VisitedRow, Visitor, register_table};
use lanbai_plan::Plan;

use super::given::Numbered;
use super::load::{ACTORS, LINKS, current};
use super::words::{Numbers, Words};
use crate::{App, AppError};

const LIMITS: QueryLimits =
    QueryLimits { rows: usize::MAX, memory_bytes: 2 << 30, time: Duration::from_secs(60) };

/// Actors with what links them, by number.
#[derive(Debug, Default)]
pub(in crate::chain) struct Gathered {
    pub actors: Vec<Actor>,
    /// The name of each actor.
    pub names: Vec<Box<str>>,
    pub memberships: Vec<Membership>,
    pub supplies: Vec<Supply>,
    pub segment_links: Vec<SegmentLink>,
}

impl App {
    /// Every actor with the segments of the plan that it belongs to, and what supplies what: everywhere, or only who
    /// supplies a chain or is supplied by it, which of a nation is little.
    pub(in crate::chain) async fn gather(
        &self,
        plan: &Arc<Plan>,
        chain: Option<&str>,
    ) -> Result<Gathered, AppError> {
        let mut gathered = Gathered::default();
        if self.register_there(ACTORS)?.is_none() || self.register_there(LINKS)?.is_none() {
            return Ok(gathered);
        }
        let words = Words::of(plan);
        let asked = self.asks_for_actors().await?;
        let actors = || Actors { words: words.clone(), found: Vec::new() };
        let numbers = gathered.number(self.lake.visit_beside(&asked, LIMITS, actors).await?);
        let members =
            || Memberships { words: words.clone(), numbers: Arc::clone(&numbers), found: Vec::new() };
        let found = self.lake.visit_beside(&asks_for_links("belongs"), LIMITS, members).await?;
        gathered.memberships = found.into_iter().flat_map(|part| part.found).collect();
        let near = chain.map(|chain| Arc::new(gathered.members(plan, chain)));
        let supplies = || Supplies {
            words: words.clone(),
            numbers: Arc::clone(&numbers),
            near: near.clone(),
            found: Gathered::default(),
        };
        gathered.join(self.lake.visit_beside(&asks_for_links("supplies"), LIMITS, supplies).await?);
        Ok(gathered)
    }

    async fn asks_for_actors(&self) -> Result<String, AppError> {
        // A lake from before the plan asked for them has no such columns.
        let there = self.columns_of(ACTORS).await?;
        let sizes = ["revenue", "employees", "patents", "margin"]
            .map(|name| if there.iter().any(|one| one == name) { name } else { "NULL" });
        Ok(format!(
            "SELECT actor, field_source, valid_from, origin, name, kind, territory, {} FROM {}",
            sizes.join(", "),
            current(ACTORS)
        ))
    }

    /// The columns of a register's table.
    pub(in crate::chain) async fn columns_of(&self, register: &str) -> Result<Vec<String>, AppError> {
        let none = format!("SELECT * FROM {} LIMIT 0", register_table(register));
        Ok(self.lake.query(&none, LIMITS).await?.columns.into_iter().map(|(name, _)| name).collect())
    }
}

fn asks_for_links(kind: &str) -> String {
    format!(
        "SELECT link, field_source, valid_from, origin, \"from\", \"to\", weight, unit FROM {} WHERE kind = '{kind}'",
        current(LINKS)
    )
}

impl Gathered {
    /// All of it as the engine takes it.
    pub fn given<'g>(
        &'g self,
        plan: &Plan,
        numbered: &'g Numbered,
        structure: Option<&'g Structure>,
    ) -> Given<'g> {
        Given {
            territories: u32::try_from(plan.graph.len()).unwrap_or(u32::MAX),
            chains: &numbered.chains,
            segments: &numbered.segments,
            segment_links: &self.segment_links,
            actors: &self.actors,
            memberships: &self.memberships,
            supplies: &self.supplies,
            structure,
        }
    }

    /// Takes up actors in the order in which they were found, each once.
    fn number(&mut self, parts: Vec<Actors>) -> Arc<Numbers> {
        let count = parts.iter().map(|part| part.found.len()).sum();
        let mut numbers = Numbers::with_capacity(count);
        self.actors.reserve(count);
        self.names.reserve(count);
        for (actor, name) in parts.into_iter().flat_map(|part| part.found) {
            if numbers.add(&actor.id) {
                self.actors.push(actor);
                self.names.push(name);
            }
        }
        Arc::new(numbers)
    }

    /// Those who belong to a segment of a chain.
    fn members(&self, plan: &Plan, chain: &str) -> Numbers {
        let segments = plan.raw.industries.content.segment.iter();
        let is_own: Vec<bool> = segments.map(|one| one.chain.get_ref() == chain).collect();
        let own = self.memberships.iter().filter(|one| is_own[one.segment as usize]);
        Numbers::of(own.map(|one| self.actors[one.actor as usize].id.as_str()))
    }

    /// Takes up who supplies whom.
    fn join(&mut self, parts: Vec<Supplies>) {
        self.supplies.reserve(parts.iter().map(|part| part.found.supplies.len()).sum());
        for Supplies { found, .. } in parts {
            self.supplies.extend(found.supplies);
            self.segment_links.extend(found.segment_links);
        }
    }
}

/// The actors of a part of the register, each with its name.
struct Actors {
    words: Words,
    found: Vec<(Actor, Box<str>)>,
}

impl Visitor for Actors {
    fn see(&mut self, row: VisitedRow<'_>) {
        let Some(id) = row.text(0) else { return };
        let size = |kind, column| row.number(column).map(|value| Size { kind, value });
        let actor = Actor {
            id: id.to_owned(),
            kind: match row.text(5) {
                Some("institution") => Kind::Institution,
                Some("platform") => Kind::Platform,
                _ => Kind::Enterprise,
            },
            territory: row.text(6).and_then(|id| self.words.territory(id)),
            size: size(SizeKind::Revenue, 7).or_else(|| size(SizeKind::Employment, 8)),
            patents: row.number(9),
            margin: row.number(10).map(|percent| percent / 100.0),
            evidence: self.words.evidence(Table::Actor, row),
        };
        self.found.push((actor, row.text(4).unwrap_or(id).into()));
    }
}

/// Of a part of the register of links, who belongs to which segment.
struct Memberships {
    words: Words,
    numbers: Arc<Numbers>,
    found: Vec<Membership>,
}

impl Visitor for Memberships {
    fn see(&mut self, row: VisitedRow<'_>) {
        let (Some(from), Some(to)) = (row.text(4), row.text(5)) else { return };
        let Some((actor, segment)) = self.numbers.find(from).zip(self.words.segment(to)) else { return };
        let evidence = self.words.evidence(Table::Membership, row);
        self.found.push(Membership { actor, segment, score: 1.0, evidence });
    }
}

/// Of a part of the register of links, who supplies whom.
struct Supplies {
    words: Words,
    numbers: Arc<Numbers>,
    /// If only supplies from or to some are wanted: those.
    near: Option<Arc<Numbers>>,
    found: Gathered,
}

impl Visitor for Supplies {
    fn see(&mut self, row: VisitedRow<'_>) {
        let (Some(from), Some(to)) = (row.text(4), row.text(5)) else { return };
        let ends = self.words.segment(from).zip(self.words.segment(to));
        if let Some(ends) = ends.filter(|_| !self.numbers.has(from) || !self.numbers.has(to)) {
            return self.segment(ends, row);
        }
        // Most supplies of a nation end here; only then are their ends looked for among a million.
        if self.near.as_ref().is_some_and(|near| !near.has(from) && !near.has(to)) {
            return;
        }
        let Some((supplier, customer)) = self.numbers.find(from).zip(self.numbers.find(to)) else { return };
        let weight = row.number(6);
        let unit = self.words.unit(weight.and(row.text(7)).unwrap_or_default());
        let evidence = self.words.evidence(Table::Supply, row);
        self.found.supplies.push(Supply { supplier, customer, weight, unit, evidence });
    }
}

impl Supplies {
    fn segment(&mut self, (from, to): (u32, u32), row: VisitedRow<'_>) {
        let evidence = self.words.evidence(Table::SegmentLink, row);
        // What is lost if an input is missing is stated nowhere; none is taken for dispensable.
        self.found.segment_links.push(SegmentLink {
            from,
            to,
            weight: None,
            class: Class::Essential,
            evidence,
        });
    }
}
