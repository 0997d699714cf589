//! Each list of the small economy in numbers worked out on paper.

use lanbai_graphs::diagnosis::{
    Conventions, Kind, List, Question, Segment, Show, Size, SizeKind, Structure, Subject, Unknown, Weights,
    diagnose, rank,
};
use lanbai_graphs::network::{Damping, page_rank};
use lanbai_graphs::{Csr, Entry, cluster};
use lanbai_kernel::Origin;

use super::world::*;
use crate::reference::{near, threads};

fn check(what: &str, ours: &[Option<f64>], by_hand: &[Option<f64>]) {
    assert_eq!(ours.len(), by_hand.len(), "{what}");
    for (at, (ours, by_hand)) in ours.iter().zip(by_hand).enumerate() {
        match (ours, by_hand) {
            (Some(ours), Some(by_hand)) => near(&format!("{what} {at}"), *ours, *by_hand, 1e-12),
            _ => assert_eq!(ours, by_hand, "{what} {at}"),
        }
    }
}

/// Sales are O1 10, S1 6, F1 9, F2 3, S2 3: 31 in all. With S1 goes F1, whose only input it is: (6 + 9) / 31. With S2
/// goes nobody: 3 / 31. C1 sells to nobody on record, so what stops with it is not known.
#[test]
fn leaders_by_size_centrality_and_what_stops_with_them() {
    let list = World::small().list(List::Leaders);
    assert_eq!(subjects(&list), [Subject::Actor(C1), Subject::Actor(S1), Subject::Actor(S2)]);
    // In the order of names: C1, F1, F2, O1, S1, S2.
    let pairs = [(3, 4, 10.0), (4, 1, 6.0), (1, 0, 9.0), (2, 0, 3.0), (5, 0, 3.0)];
    let both = pairs.iter().flat_map(|(a, b, weight)| [(*a, *b, *weight), (*b, *a, *weight)]);
    let entries: Vec<Entry> = both.map(|(row, column, weight)| Entry { row, column, weight }).collect();
    // A1 makes the same as others and trades with nobody; it stands first in the order of names.
    let shifted: Vec<Entry> =
        entries.iter().map(|one| Entry { row: one.row + 1, column: one.column + 1, ..*one }).collect();
    let graph = Csr::from_entries(7, 7, &shifted).expect("within");
    let ranks = page_rank(&graph, Damping { tolerance: 1e-10, ..Damping::default() }).ranks;
    let (c1, s1, s2) = (ranks[1], ranks[5], ranks[6]);
    check("S1", &raw(&list, Subject::Actor(S1)), &[Some(80.0), Some(s1), Some(15.0 / 31.0)]);
    check("S2", &raw(&list, Subject::Actor(S2)), &[Some(20.0), Some(s2), Some(3.0 / 31.0)]);
    check("C1", &raw(&list, Subject::Actor(C1)), &[Some(50.0), Some(c1), None]);
    // S1 leads: 1, s1 over the greatest, 1. C1 is the most central of the three.
    let greatest = c1.max(s1);
    let ranked = rank(&list, &Weights::even(), Show::default()).expect("weights");
    let order: Vec<Subject> = ranked.entries.iter().map(|entry| entry.subject).collect();
    assert_eq!(order, [Subject::Actor(S1), Subject::Actor(C1), Subject::Actor(S2)]);
    near("S1", ranked.entries[0].score, (1.0 + s1 / greatest + 1.0) / 3.0, 1e-12);
    near("C1", ranked.entries[1].score, (0.625 + c1 / greatest) / 3.0, 1e-12);
    near("C1 at best", ranked.entries[1].at_best, (0.625 + c1 / greatest + 1.0) / 3.0, 1e-12);
    assert_eq!(ranked.entries[0].alternatives, [Subject::Actor(C1), Subject::Actor(S2)]);
}

/// Foil lies between smelt and cell, which are here: 5 of its 5 by weight. Its density is (1/2 + 1/2) / 2.5.
#[test]
fn what_lies_between_present_segments_is_missing_and_the_rest_comes_next() {
    let world = World::small();
    let missing = world.list(List::Missing);
    assert_eq!(subjects(&missing), [Subject::Segment(2)]);
    let foil = raw(&missing, Subject::Segment(2));
    check("foil", &foil, &[Some(1.0), Some(1.0), Some(0.4), Some(0.4), Some(2.0)]);
    let next = world.list(List::Next);
    assert_eq!(subjects(&next), [Subject::Segment(0), Subject::Segment(4)]);
    // Density of ore is (1/2 + 0) / 2; its one link leads to smelt; O1 could come. Of pack only the link is known.
    check("ore", &raw(&next, Subject::Segment(0)), &[Some(0.25), None, Some(1.0), Some(1.0)]);
    check("pack", &raw(&next, Subject::Segment(4)), &[None, None, Some(1.0), Some(0.0)]);
}

#[test]
fn stages_serve_where_a_chain_has_no_links() {
    let mut world = World::small();
    world.links.clear();
    let stage = |(at, segment): (usize, &Segment)| Segment { stage: Some(at as u32), ..segment.clone() };
    world.segments = world.segments.iter().enumerate().map(stage).collect();
    let missing = world.list(List::Missing);
    assert_eq!(subjects(&missing), [Subject::Segment(2)]);
    assert_eq!(raw(&missing, Subject::Segment(2))[0], Some(1.0));
}

#[test]
fn who_could_be_brought_in_is_ranked_by_segment() {
    let diagnosis = World::small().diagnose();
    let (_, list) = diagnosis.candidates.iter().find(|(segment, _)| *segment == 2).expect("foil");
    // F1 trades with S1 and C1, F2 with C1.
    check("F1", &raw(list, Subject::Actor(F1)), &[Some(30.0), Some(4.0), Some(1.0), Some(2.0)]);
    check("F2", &raw(list, Subject::Actor(F2)), &[Some(60.0), None, Some(0.8), Some(1.0)]);
    // (30/60 + 1 + 1 + 1) / 4 beside (1 + unknown + 0.8 + 1/2) / 4.
    let ranked = rank(list, &Weights::even(), Show::default()).expect("weights");
    assert_eq!(ranked.entries[0].subject, Subject::Actor(F1));
    near("F1", ranked.entries[0].score, 0.875, 1e-12);
    near("F2", ranked.entries[1].score, 0.575, 1e-12);
    near("F2 of what is known", ranked.entries[1].mean, 2.3 / 3.0, 1e-12);
}

/// Fitness after one update is diversity over its mean: 2 here, 3 elsewhere, where smelt is too; 2 where cell is.
/// Patents of smelters are 1 on average against 4, margins 0.03 against 0.10.
#[test]
fn segments_that_fall_short_are_to_be_upgraded() {
    let list = World::small().list(List::Upgrade);
    check("smelt", &raw(&list, Subject::Segment(1)), &[Some(1.0 / 3.0), Some(0.75), Some(0.07)]);
    check("cell", &raw(&list, Subject::Segment(3)), &[Some(0.0), None, None]);
    let ranked = rank(&list, &Weights::even(), Show::default()).expect("weights");
    near("smelt", ranked.entries[0].score, (1.0 / 3.0 + 0.75 + 1.0) / 3.0, 1e-12);
    assert_eq!(ranked.entries[1].subject, Subject::Segment(3));
    near("known of cell", ranked.entries[1].known, 1.0 / 3.0, 1e-12);
}

#[test]
fn chains_of_which_nothing_is_here_could_be_built() {
    let list = World::small().list(List::NewChains);
    assert_eq!(subjects(&list), [Subject::Chain(1), Subject::Chain(2)]);
    let (m, n) = (raw(&list, Subject::Chain(1)), raw(&list, Subject::Chain(2)));
    assert_eq!((m[1], m[3]), (Some(0.4), Some(0.0)));
    assert_eq!((n[1], n[3]), (Some(0.25), Some(1.0)));
    let involved = &list.subjects()[1].involved;
    assert_eq!(involved, &[7], "I1 is named");
}

/// S1 buys ore of O1 alone. C1 buys foil of F1 and F2, 9 and 3: 0.75^2 + 0.25^2; and smelt of S2, which is here.
/// With O1 go S1 and F1: (10 + 6 + 9) / 31.
#[test]
fn risks_by_single_sources_concentration_and_what_comes_from_outside() {
    let list = World::small().list(List::Risks);
    assert_eq!(subjects(&list), [Subject::Segment(0), Subject::Segment(1), Subject::Segment(2)]);
    let ore = raw(&list, Subject::Segment(0));
    check("ore", &ore, &[Some(1.0), Some(1.0), None, Some(1.0), Some(25.0 / 31.0)]);
    let smelt = raw(&list, Subject::Segment(1));
    check("smelt", &smelt, &[Some(1.0), Some(1.0), None, Some(0.0), Some(3.0 / 31.0)]);
    let foil = raw(&list, Subject::Segment(2));
    check("foil", &foil, &[Some(0.0), Some(0.625), Some(0.4), Some(1.0), Some(9.0 / 31.0)]);
    assert_eq!(list.subjects()[0].involved, [O1]);
}

/// Two triangles with one link between: of the 7 link ends of the first 6 stay within.
#[test]
fn clusters_are_communities_with_someone_here() {
    let mut world = World::small();
    let ids = ["a", "b", "c", "x", "y", "z"];
    let territory = |at: usize| if at < 2 { HERE } else { ELSEWHERE };
    world.actors = (0..6).map(|at| actor(at, ids[at], Kind::Enterprise, Some(territory(at)))).collect();
    // a, b in ore, c in smelt; x, y, z in cell.
    let segment = [0, 0, 1, 3, 3, 3];
    world.memberships = (0..6).map(|at| membership(at, at as u32, segment[at], 1.0)).collect();
    let pairs = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)];
    world.supplies = pairs.iter().enumerate().map(|(row, (from, to))| supply(row, *from, *to, 1.0)).collect();
    // Ore and smelt go together; foil and cell run against them.
    let structured = structure(&[&[3.0, 3.0, 1.0, 1.0], &[2.0, 2.0, 2.0, 2.0], &[1.0, 1.0, 3.0, 3.0]]);
    world.structure = Some(Structure { ..structured });
    let diagnosis = world.diagnose();
    let list = diagnosis.list(List::Clusters).expect("a list");
    assert_eq!(subjects(list), [Subject::Community(2)], "c has three links, the second triangle is not here");
    check(
        "the first triangle",
        &raw(list, Subject::Community(2)),
        &[Some(2.0), Some(6.0 / 7.0), Some(2.0 / 5.0), Some(1.0)],
    );
    assert_eq!(list.subjects()[0].involved, [2, 0, 1]);
    // Modularity of the halves: 2 (3/7 - (7/14)^2).
    near("modularity", diagnosis.modularity, 2.0 * (3.0 / 7.0 - 0.25), 1e-12);
    // Ore and smelt against cell alone, which has no pair of its own: 1 of 2 clusters, 2 of 3 industries.
    let score = diagnosis.cluster_score.expect("two clusters");
    near("cluster score", score.overall, (0.5 + 2.0 / 3.0) / 2.0, 1e-12);
    let by_hand = lanbai_graphs::Dense::from_rows(3, vec![1.0, 1.0, -1.0, 1.0, 1.0, -1.0, -1.0, -1.0, 1.0]);
    assert_eq!(cluster::cluster_score(&by_hand.expect("a square"), &[0, 0, 1]).ok(), Some(score));
}

#[test]
fn links_count_one_each_where_a_weight_is_not_known() {
    let mut world = World::small();
    assert!(world.diagnose().coverage.weighted);
    world.supplies[4].weight = None;
    let diagnosis = world.diagnose();
    assert!(!diagnosis.coverage.weighted);
    let risks = diagnosis.list(List::Risks).expect("a list");
    near("even", raw(risks, Subject::Segment(2))[1].expect("known"), 0.5, 1e-12);
    world.supplies[4].weight = Some(3.0);
    world.supplies[4].unit = 1;
    assert!(!world.diagnose().coverage.weighted, "units differ");
}

#[test]
fn sizes_in_another_unit_are_not_compared() {
    let mut world = World::small();
    world.actors[C1 as usize].size = Some(Size { kind: SizeKind::Employment, value: 9e9 });
    let list = world.list(List::Leaders);
    assert_eq!(list.subjects()[0].cells[0].raw, Err(Unknown::OtherUnit));
    assert_eq!(raw(&list, Subject::Actor(S1))[0], Some(80.0));
}

#[test]
fn whoever_is_nowhere_is_neither_here_nor_elsewhere() {
    let mut world = World::small();
    world.actors[F2 as usize].territory = None;
    let diagnosis = world.diagnose();
    assert_eq!((diagnosis.coverage.nowhere, diagnosis.coverage.actors), (1, 7));
    let (_, list) = diagnosis.candidates.iter().find(|(segment, _)| *segment == 2).expect("foil");
    assert_eq!(subjects(list), [Subject::Actor(F1)]);
}

#[test]
fn unsure_memberships_are_passed_over() {
    let mut world = World::small();
    world.memberships[2].score = 0.49;
    // Without C1 the cell is not here, and foil no longer lies between.
    assert!(world.list(List::Missing).subjects().is_empty());
}

#[test]
fn an_empty_chain_has_only_new_chains() {
    let mut world = World::small();
    world.memberships.clear();
    world.structure = None;
    let diagnosis = world.diagnose();
    let counts: Vec<usize> = diagnosis.lists.iter().map(|list| list.subjects().len()).collect();
    assert_eq!(counts, [0, 0, 0, 0, 3, 0, 0]);
    let ranked = diagnosis.ranked(&Weights::even(), Show::default()).expect("weights");
    assert!(ranked.lists[4].entries.iter().all(|entry| entry.rank == 1 && entry.tied));
}

#[test]
fn sample_taints_what_rests_on_it() {
    let tainted = |change: &dyn Fn(&mut World), list: List| {
        let mut world = World::small();
        change(&mut world);
        let ranked = rank(&world.list(list), &Weights::even(), Show::default()).expect("weights");
        ranked.entries.iter().map(|entry| (entry.subject, entry.basis.is_sample())).collect::<Vec<_>>()
    };
    assert!(tainted(&|_| {}, List::Leaders).iter().all(|one| !one.1));
    let size = tainted(&|world| world.actors[S2 as usize].evidence.origin = Origin::Sample, List::Leaders);
    let expected = |at| (Subject::Actor(at), at == S2);
    assert_eq!(size, [expected(S1), expected(C1), expected(S2)]);
    // One supply is in everybody's centrality.
    let network = tainted(&|world| world.supplies[0].evidence.origin = Origin::Sample, List::Leaders);
    assert!(network.iter().all(|one| one.1));
    // How grave a loss is decides what stops with whom: everybody's but C1's, with which nothing is known to stop.
    let class = tainted(&|world| world.links[0].evidence.origin = Origin::Sample, List::Leaders);
    assert!(class.iter().all(|(subject, sample)| *sample == (*subject != Subject::Actor(C1))));
    let structure = |world: &mut World| {
        let structure = world.structure.as_mut().expect("there is one");
        structure.evidence[2].origin = Origin::Sample;
    };
    assert!(tainted(&structure, List::Missing).iter().all(|one| one.1));
    let import = |world: &mut World| {
        let known = world.segments[2].import_dependence.as_mut().expect("there is one");
        known.evidence.origin = Origin::Sample;
    };
    let risks = tainted(&import, List::Risks);
    assert!(risks.iter().all(|(subject, sample)| *sample == (*subject == Subject::Segment(2))));
}

#[test]
fn what_cannot_be_read_is_refused() {
    let refused = |change: &dyn Fn(&mut World)| {
        let mut world = World::small();
        change(&mut world);
        let question = Question { chain: 0, inside: vec![HERE] };
        diagnose(world.given(), &question, Conventions::default(), threads()).is_err()
    };
    assert!(!refused(&|_| {}));
    assert!(refused(&|world| world.supplies[0].customer = 99));
    assert!(refused(&|world| world.supplies[0].weight = Some(-1.0)));
    assert!(refused(&|world| world.memberships[0].score = f64::NAN));
    assert!(refused(&|world| world.actors[0].territory = Some(3)));
    assert!(refused(&|world| world.segments[0].activity = Some(4)));
    let world = World::small();
    let nowhere = Question { chain: 0, inside: vec![3] };
    assert!(diagnose(world.given(), &nowhere, Conventions::default(), threads()).is_err());
    let no_chain = Question { chain: 3, inside: vec![HERE] };
    assert!(diagnose(world.given(), &no_chain, Conventions::default(), threads()).is_err());
}
