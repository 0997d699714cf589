//! Whether others could take a firm's place.

use super::network::SupplyNetwork;

/// What the rest of a firm's sector could stand in for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Substitutes {
    /// Other firms of the sector that sell something.
    pub others: usize,
    /// 1 - r_i / sum of r over the sector: the share of the sector's sales that others have; nought if it is alone.
    pub substitutability: f64,
    /// Customers for which it is the only source of an essential input from its sector.
    pub depend_alone: usize,
}

/// For every firm, in the order of firms.
pub fn substitutes(network: &SupplyNetwork) -> Vec<Substitutes> {
    let mut depend = vec![0; network.firms()];
    for case in super::concentrations(network) {
        depend[case.greatest as usize] += usize::from(case.single_source && case.essential);
    }
    let market = |sector: usize| {
        let sellers = network.sellers.targets(sector);
        (sellers.iter().map(|firm| network.sales[*firm as usize]).sum(), sellers.len())
    };
    let markets: Vec<(f64, usize)> = (0..network.sellers.rows()).map(market).collect();
    let of = |(firm, depend_alone): (usize, usize)| {
        let sales = network.sales[firm];
        let (market, sellers) = markets[network.sectors[firm] as usize];
        let others = sellers - usize::from(sales > 0.0);
        let substitutability = if others > 0 { 1.0 - sales / market } else { 0.0 };
        Substitutes { others, substitutability, depend_alone }
    };
    depend.into_iter().enumerate().map(of).collect()
}
