//! Whether a grouping keeps together what is alike.

use thiserror::Error;

use crate::dense::Dense;

/// The share of between-cluster values that the stricter comparison has to beat.
const STRICT: f64 = 0.95;

/// Validation scores of a grouping of industries, each a share between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterScore {
    /// Clusters whose mean similarity within exceeds the mean of their similarities to other clusters,
    pub clusters_over_mean: f64,
    /// and clusters where it exceeds the 95th percentile of these.
    pub clusters_over_percentile: f64,
    /// The same for industries: to their own cluster, against to each of the others.
    pub industries_over_mean: f64,
    /// And with the percentile.
    pub industries_over_percentile: f64,
    /// The mean of all four.
    pub overall: f64,
}

/// A grouping that does not name one cluster for each industry, or has fewer than two clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{named} industries are grouped into {clusters} clusters, and {industries} are compared")]
#[allow(missing_docs)]
pub struct WrongGrouping {
    pub named: usize,
    pub clusters: usize,
    pub industries: usize,
}

/// The scores of Delgado, Porter and Stern (2016), section 4: relatedness within a cluster (WCR) is the mean similarity
/// of pairs of its industries, between clusters (BCR) that of pairs across. A cluster of one industry has no WCR: it
/// is counted and never exceeds.
///
/// # Errors
/// [`WrongGrouping`] if there is nothing to compare.
pub fn cluster_score(similarity: &Dense, cluster: &[u32]) -> Result<ClusterScore, WrongGrouping> {
    let clusters = cluster.iter().max().map_or(0, |most| *most as usize + 1);
    let mut members = vec![Vec::new(); clusters.min(cluster.len() + 1)];
    let industries = similarity.columns();
    let wrong = WrongGrouping { named: cluster.len(), clusters, industries };
    if cluster.len() != industries || similarity.rows() != industries || clusters > industries {
        return Err(wrong);
    }
    cluster.iter().enumerate().for_each(|(industry, own)| members[*own as usize].push(industry));
    members.retain(|list| !list.is_empty());
    if members.len() < 2 {
        return Err(wrong);
    }
    let mean = |from: &[usize], to: &[usize]| {
        let pairs = from.iter().flat_map(|a| to.iter().filter(move |b| *b != a).map(move |b| (*a, *b)));
        let (mut sum, mut count) = (0.0, 0.0);
        pairs.for_each(|(a, b)| {
            sum += similarity.value(a, b);
            count += 1.0;
        });
        (count > 0.0).then(|| sum / count)
    };
    let compare = |from: &[usize], own: usize| {
        let others = members.iter().enumerate().filter(|(other, _)| *other != own);
        let between: Vec<f64> = others.filter_map(|(_, list)| mean(from, list)).collect();
        exceeds(mean(from, &members[own]), between)
    };
    let of_clusters = share(members.iter().enumerate().map(|(own, list)| compare(list, own)));
    let of_industries = share(
        members
            .iter()
            .enumerate()
            .flat_map(|(own, list)| list.iter().map(move |one| (own, *one)))
            .map(|(own, one)| compare(&[one], own)),
    );
    Ok(ClusterScore {
        clusters_over_mean: of_clusters.0,
        clusters_over_percentile: of_clusters.1,
        industries_over_mean: of_industries.0,
        industries_over_percentile: of_industries.1,
        overall: (of_clusters.0 + of_clusters.1 + of_industries.0 + of_industries.1) / 4.0,
    })
}

/// Whether what lies within exceeds the mean, and the percentile, of what lies between.
fn exceeds(within: Option<f64>, mut between: Vec<f64>) -> (bool, bool) {
    let Some(within) = within else { return (false, false) };
    between.sort_by(f64::total_cmp);
    let mean = between.iter().sum::<f64>() / between.len() as f64;
    (within > mean, within > quantile(&between, STRICT))
}

/// Between the two values around it in proportion, as most packages do (type 7 of Hyndman and Fan).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = sorted[place.floor() as usize];
    let above = sorted[place.ceil() as usize];
    below + (above - below) * place.fract()
}

fn share(cases: impl Iterator<Item = (bool, bool)>) -> (f64, f64) {
    let (mut first, mut second, mut all) = (0.0, 0.0, 0.0);
    for (one, other) in cases {
        first += f64::from(u8::from(one));
        second += f64::from(u8::from(other));
        all += 1.0;
    }
    (first / all, second / all)
}
