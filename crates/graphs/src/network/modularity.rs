//! How much more is linked within groups than chance would link.

use crate::csr::Csr;

/// Q = sum_c (in_c / 2m - gamma (tot_c / 2m)^2) of Newman and Girvan (2004), gamma being the resolution.
///
/// `graph` is undirected with every link both ways; a loop stands once and counts twice. Nought without links.
pub fn modularity(graph: &Csr, community: &[u32], resolution: f64) -> f64 {
    let count = community.iter().max().map_or(0, |most| *most as usize + 1);
    let (mut within, mut total) = (vec![0.0; count], vec![0.0; count]);
    for (node, other, weight) in graph.iter() {
        let weight = if node == other { 2.0 * weight } else { *weight };
        total[community[node] as usize] += weight;
        if community[node] == community[other] {
            within[community[node] as usize] += weight;
        }
    }
    let all: f64 = total.iter().sum();
    if all <= 0.0 {
        return 0.0;
    }
    within.iter().zip(&total).map(|(within, total)| within / all - resolution * (total / all).powi(2)).sum()
}
