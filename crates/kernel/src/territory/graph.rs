use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::View;

/// A territory's place in the graph that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TerritoryIndex(pub u32);

impl TerritoryIndex {
    /// As an index into a slice with one entry a territory.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// Which of the two orders of the world a membership belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MembershipKind {
    /// 规划口径: parks, bases and zones of a plan.
    Plan,
    /// 行政口径: counties, cities and provinces.
    Administrative,
}

/// `child` belongs to `parent` from a day (included) to a day (not included).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Membership {
    pub child: TerritoryIndex,
    pub parent: TerritoryIndex,
    pub kind: MembershipKind,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

impl Membership {
    /// Whether it holds on that day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// All territories of a plan and their memberships. Views are worked out once per kind and stretch of time.
#[derive(Debug)]
pub struct Graph {
    territories: usize,
    memberships: Vec<Membership>,
    changes: Vec<NaiveDate>,
    views: Mutex<HashMap<(MembershipKind, usize), Arc<View>>>,
}

impl Graph {
    /// A graph of `territories` nodes. Memberships must be free of cycles; plan checks see to that before.
    pub fn new(territories: usize, memberships: Vec<Membership>) -> Self {
        let changes: BTreeSet<NaiveDate> =
            memberships.iter().flat_map(|m| [Some(m.from), m.to]).flatten().collect();
        Self { territories, memberships, changes: changes.into_iter().collect(), views: Mutex::default() }
    }

    /// How many territories.
    pub const fn len(&self) -> usize {
        self.territories
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.territories == 0
    }

    /// Every membership, of both kinds and all times.
    pub fn memberships(&self) -> &[Membership] {
        &self.memberships
    }

    /// The graph of one kind on one day.
    pub fn view(&self, kind: MembershipKind, day: NaiveDate) -> Arc<View> {
        let stretch = self.changes.partition_point(|change| *change <= day);
        let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        let build = || {
            let held = self.memberships.iter().filter(|m| m.kind == kind && m.holds_on(day));
            Arc::new(View::new(self.territories, held))
        };
        Arc::clone(views.entry((kind, stretch)).or_insert_with(build))
    }
}
