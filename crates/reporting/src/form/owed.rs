use chrono::NaiveDate;
use lanbai_kernel::territory::{Graph, MembershipKind, TerritoryIndex};

/// Who owes a form.
#[derive(Debug, Clone)]
pub struct Owed {
    /// The territories that may owe it, in the order of the plan.
    pub candidates: Vec<TerritoryIndex>,
    /// Only those that belong to it, by memberships of a kind; all candidates where it is not given.
    pub within: Option<(TerritoryIndex, MembershipKind)>,
}

impl Owed {
    /// Who owes it for a period that ends on a day: memberships of that day decide.
    pub fn on(&self, graph: &Graph, day: NaiveDate) -> Vec<TerritoryIndex> {
        let Some((whole, kind)) = self.within else { return self.candidates.clone() };
        let members = graph.view(kind, day).descendants(&[whole]);
        self.candidates.iter().copied().filter(|candidate| members.binary_search(candidate).is_ok()).collect()
    }

    /// The parts of a territory whose values add up to its own: those below it that owe the form and have nobody who
    /// owes it below themselves, by memberships of a kind. Whoever belongs to two parts counts once.
    pub fn parts(
        &self,
        graph: &Graph,
        kind: MembershipKind,
        territory: TerritoryIndex,
        day: NaiveDate,
    ) -> Vec<TerritoryIndex> {
        let view = graph.view(kind, day);
        let mut owing = self.on(graph, day);
        owing.sort_unstable();
        let owes = |territory: &TerritoryIndex| owing.binary_search(territory).is_ok();
        let below = view.descendants(&[territory]).into_iter().filter(owes);
        below.filter(|part| !view.descendants(&[*part]).iter().any(owes)).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use lanbai_kernel::territory::{Graph, Membership, MembershipKind, TerritoryIndex};

    use super::Owed;

    #[test]
    fn who_left_owes_nothing_more() {
        let day = |year| NaiveDate::from_ymd_opt(year, 12, 31).expect("a date");
        let member = |child, to| Membership {
            child: TerritoryIndex(child),
            parent: TerritoryIndex(0),
            kind: MembershipKind::Plan,
            from: day(2019),
            to,
        };
        let graph = Graph::new(4, vec![member(1, None), member(2, Some(day(2022)))]);
        let candidates: Vec<_> = (1..4).map(TerritoryIndex).collect();
        let owed = Owed { candidates, within: Some((TerritoryIndex(0), MembershipKind::Plan)) };
        assert_eq!(owed.on(&graph, day(2021)), [TerritoryIndex(1), TerritoryIndex(2)]);
        assert_eq!(owed.on(&graph, day(2022)), [TerritoryIndex(1)]);
        let listed = Owed { within: None, ..owed };
        assert_eq!(listed.on(&graph, day(2022)).len(), 3);
    }

    #[test]
    fn a_part_of_two_parts_counts_once() {
        // 0 over 1 and 2, which share 3; 2 also has 4, which owes nothing.
        let day = NaiveDate::from_ymd_opt(2024, 12, 31).expect("a date");
        let edges = [(1, 0), (2, 0), (3, 1), (3, 2), (4, 2)].map(|(child, parent)| Membership {
            child: TerritoryIndex(child),
            parent: TerritoryIndex(parent),
            kind: MembershipKind::Plan,
            from: NaiveDate::MIN,
            to: None,
        });
        let graph = Graph::new(5, edges.to_vec());
        let owed = Owed { candidates: [3, 0, 2].map(TerritoryIndex).to_vec(), within: None };
        let parts = |of| owed.parts(&graph, MembershipKind::Plan, TerritoryIndex(of), day);
        assert_eq!(parts(0), [TerritoryIndex(3)], "2 stands for its own part");
        assert_eq!(parts(2), [TerritoryIndex(3)]);
        assert!(parts(3).is_empty());
    }
}
