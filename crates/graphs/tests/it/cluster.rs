//! Scores of groupings, by hand.

use lanbai_graphs::Dense;
use lanbai_graphs::cluster::{cluster_score, combined, input_output, locational_correlation};

use crate::reference::near;

/// Industries 0 and 1 alike, 2 and 3 alike, and next to nothing between.
fn two_pairs() -> Dense {
    let rows = vec![1.0, 0.9, 0.1, 0.2, 0.9, 1.0, 0.3, 0.1, 0.1, 0.3, 1.0, 0.8, 0.2, 0.1, 0.8, 1.0];
    Dense::from_rows(4, rows).expect("a square")
}

#[test]
fn what_is_alike_together_scores_all_and_torn_apart_none() {
    let right = cluster_score(&two_pairs(), &[0, 0, 1, 1]).expect("a score");
    assert_eq!((right.overall, right.clusters_over_percentile, right.industries_over_mean), (1.0, 1.0, 1.0));
    let wrong = cluster_score(&two_pairs(), &[0, 1, 0, 1]).expect("a score");
    assert_eq!(wrong.overall, 0.0);
}

/// One cluster right, one of a single industry, which exceeds nothing: 1 of 3 clusters, 2 of 4 industries.
#[test]
fn a_cluster_of_one_is_counted() {
    let found = cluster_score(&two_pairs(), &[0, 0, 1, 2]).expect("a score");
    near("clusters", found.clusters_over_mean, 1.0 / 3.0, 1e-15);
    near("industries", found.industries_over_percentile, 0.5, 1e-15);
    near("overall", found.overall, (1.0 / 3.0 + 0.5) / 2.0, 1e-15);
}

#[test]
fn one_cluster_or_too_few_names_are_refused() {
    assert!(cluster_score(&two_pairs(), &[0, 0, 0, 0]).is_err());
    assert!(cluster_score(&two_pairs(), &[0, 1]).is_err());
    assert!(cluster_score(&two_pairs(), &[0, 0, 1, u32::MAX]).is_err());
}

#[test]
fn similarities_by_hand() {
    // Industry 1 is industry 0 doubled, 2 runs against it, 3 is the same everywhere.
    let values =
        Dense::from_rows(4, vec![1.0, 2.0, 3.0, 5.0, 2.0, 4.0, 2.0, 5.0, 3.0, 6.0, 1.0, 5.0]).expect("rows");
    let found = locational_correlation(&values);
    near("alike", found.value(0, 1), 1.0, 1e-15);
    near("against", found.value(0, 2), -1.0, 1e-15);
    assert_eq!((found.value(0, 3), found.value(3, 3)), (0.0, 1.0));
    // 0 sells 6 of its 10 to 1, which buys 8 in all.
    let flows = Dense::from_rows(3, vec![0.0, 6.0, 4.0, 0.0, 0.0, 1.0, 0.0, 2.0, 0.0]).expect("a square");
    let linked = input_output(&flows);
    near("bought", linked.value(0, 1), 0.75, 1e-15);
    near("either way", linked.value(1, 0), 0.75, 1e-15);
    let mixed = combined(&[linked.clone(), linked]).expect("a mean");
    let off: f64 = (0..3)
        .flat_map(|a| (0..3).filter(move |b| *b != a).map(move |b| (a, b)))
        .map(|(a, b)| mixed.value(a, b))
        .sum();
    near("standardised", off, 0.0, 1e-12);
    assert!(combined(&[]).is_none());
}
