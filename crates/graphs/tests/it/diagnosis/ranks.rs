//! Weights, ranks, ties, and what is not known.

use lanbai_graphs::diagnosis::{
    BadWeights, Basis, Cell, Criterion, List, Measured, Measurement, Show, Subject, Unknown, Weights, rank,
};

use crate::reference::near;

fn leaders(rows: &[[Option<f64>; 3]]) -> Measured {
    let cell = |value: &Option<f64>| match value {
        Some(value) => Cell::of(*value, Basis::default()),
        None => Cell::unknown(Unknown::NoDatum),
    };
    let subject = |(at, row): (usize, &[Option<f64>; 3])| Measurement {
        subject: Subject::Actor(at as u32),
        ground: Basis::default(),
        cells: row.iter().map(cell).collect(),
        involved: Vec::new(),
    };
    Measured::new(List::Leaders, rows.iter().enumerate().map(subject).collect())
}

/// The first has the greatest size and nothing else is known of it; the second half of everything.
#[test]
fn what_is_hardly_known_does_not_stand_above_what_is_known_better() {
    let list = leaders(&[[Some(10.0), None, None], [Some(5.0), Some(1.0), Some(0.5)]]);
    let ranked = rank(&list, &Weights::even(), Show::default()).expect("weights");
    let [first, second] = &ranked.entries[..] else { panic!("two entries") };
    assert_eq!((first.subject, second.subject), (Subject::Actor(1), Subject::Actor(0)));
    near("known", second.known, 1.0 / 3.0, 1e-12);
    near("mean", second.mean, 1.0, 1e-12);
    near("score", second.score, 1.0 / 3.0, 1e-12);
    near("at best", second.at_best, 1.0, 1e-12);
    assert_eq!(second.parts[1].unknown, Some(Unknown::NoDatum));
    assert_eq!(second.parts[1].normalised, None);
}

#[test]
fn moved_weights_change_ranks_without_measuring() {
    let list = leaders(&[[Some(10.0), Some(1.0), Some(0.0)], [Some(1.0), Some(10.0), Some(0.0)]]);
    let first =
        |weights: &Weights| rank(&list, weights, Show::default()).expect("weights").entries[0].subject;
    let by_size = Weights::even().with(List::Leaders, Criterion::Size, 5.0);
    let by_centrality = Weights::even().with(List::Leaders, Criterion::Centrality, 5.0);
    assert_eq!((first(&by_size), first(&by_centrality)), (Subject::Actor(0), Subject::Actor(1)));
    let entries = rank(&list, &by_size, Show::default()).expect("weights").entries;
    let weights: Vec<f64> = entries[0].parts.iter().map(|part| part.weight).collect();
    near("size", weights[0], 5.0 / 7.0, 1e-12);
    near("all", weights.iter().sum(), 1.0, 1e-12);
}

#[test]
fn equals_share_a_rank_and_stand_in_the_order_of_their_names() {
    let half = [Some(1.0), Some(1.0), Some(1.0)];
    let list = leaders(&[half, [Some(2.0), Some(2.0), Some(2.0)], half, [Some(0.5), Some(0.5), Some(0.5)]]);
    let show = Show { entries: 10, alternatives: 2 };
    let ranked = rank(&list, &Weights::even(), show).expect("weights");
    let found: Vec<(usize, bool, Subject)> =
        ranked.entries.iter().map(|entry| (entry.rank, entry.tied, entry.subject)).collect();
    let of = |rank, tied, at| (rank, tied, Subject::Actor(at));
    assert_eq!(found, [of(1, false, 1), of(2, true, 0), of(2, true, 2), of(4, false, 3)]);
    assert_eq!(ranked.entries[0].alternatives, [Subject::Actor(0), Subject::Actor(2)]);
    let short = rank(&list, &Weights::even(), Show { entries: 1, alternatives: 3 }).expect("weights");
    assert_eq!((short.entries.len(), short.subjects), (1, 4));
    assert_eq!(short.entries[0].alternatives.len(), 3, "those that are not shown are named all the same");
}

#[test]
fn weights_that_say_nothing_are_refused() {
    let list = leaders(&[[Some(1.0), None, None]]);
    let refused = |weights: &Weights| rank(&list, weights, Show::default()).err();
    let (leaders, size) = (List::Leaders, Criterion::Size);
    let negative = Weights::even().with(leaders, size, -1.0);
    assert_eq!(
        refused(&negative),
        Some(BadWeights::BadWeight { list: leaders, criterion: size, weight: -1.0 })
    );
    let other = Weights::even().with(leaders, Criterion::Density, 1.0);
    let criterion = Criterion::Density;
    assert_eq!(refused(&other), Some(BadWeights::NoSuchCriterion { list: leaders, criterion }));
    let none = leaders.criteria().iter().fold(Weights::even(), |all, one| all.with(leaders, *one, 0.0));
    assert_eq!(refused(&none), Some(BadWeights::NoWeight { list: leaders }));
    assert_eq!(refused(&Weights::default()), Some(BadWeights::NoWeight { list: leaders }));
}

#[test]
fn weights_are_read_by_the_names_of_lists_and_criteria() {
    let read: Weights =
        serde_json::from_str(r#"{"new-chains": {"outlook-gain": 2, "density": 1}}"#).expect("read");
    let shares = read.shares(List::NewChains).expect("weights");
    near("gain", shares[0], 2.0 / 3.0, 1e-12);
    assert_eq!(shares[3], 0.0);
}

#[test]
fn every_criterion_of_a_list_is_there_once() {
    for list in List::ALL {
        let mut criteria = list.criteria().to_vec();
        criteria.sort_unstable();
        criteria.dedup();
        assert_eq!(criteria.len(), list.criteria().len(), "{list:?}");
        assert_eq!(serde_json::to_value(list).expect("a word"), list.name());
        for criterion in criteria {
            assert_eq!(serde_json::to_value(criterion).expect("a word"), criterion.name());
        }
    }
}

#[test]
fn scales_by_hand() {
    use lanbai_graphs::diagnosis::{Scale, normalise};
    let raw = [Some(-1.0), Some(0.5), None, Some(2.0)];
    assert_eq!(normalise(Scale::OfGreatest, &raw), [Some(0.0), Some(0.25), None, Some(1.0)]);
    assert_eq!(normalise(Scale::OfGreatest, &[Some(-1.0), Some(0.0)]), [Some(0.0), Some(0.0)]);
    assert_eq!(normalise(Scale::Share, &raw), [Some(0.0), Some(0.5), None, Some(1.0)]);
    let logistic = normalise(Scale::Logistic, &[Some(0.0), Some(3.0_f64.ln()), Some(-f64::MAX)]);
    assert_eq!(logistic[0], Some(0.5));
    near("ln 3", logistic[1].expect("known"), 0.75, 1e-12);
    assert_eq!(logistic[2], Some(0.0));
}
