//! How few supply what a firm needs.

use super::essentiality::Class;
use super::network::SupplyNetwork;

/// The supplies of one sector to one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// Who is supplied.
    pub customer: u32,
    /// By which sector.
    pub sector: u32,
    /// How many firms supply.
    pub suppliers: usize,
    /// sum s^2 over their shares (Herfindahl and Hirschman): 1 for a single supplier.
    pub hhi: f64,
    /// Who supplies most; of equals the first.
    pub greatest: u32,
    /// Its share.
    pub greatest_share: f64,
    /// Whether one firm supplies all.
    pub single_source: bool,
    /// Whether that input is essential too.
    pub essential: bool,
}

/// Every customer and input sector, in that order; supplies of weight nought count for nothing.
pub fn concentrations(network: &SupplyNetwork) -> Vec<Concentration> {
    let sector = |supplier: u32| network.sectors[supplier as usize];
    let mut supplies: Vec<_> = network.by_customer.iter().filter(|supply| supply.weight > 0.0).collect();
    supplies.sort_by_key(|supply| (supply.customer, sector(supply.supplier), supply.supplier));
    let mut found = Vec::new();
    for group in
        supplies.chunk_by(|a, b| (a.customer, sector(a.supplier)) == (b.customer, sector(b.supplier)))
    {
        let total: f64 = group.iter().map(|supply| supply.weight).sum();
        let by_supplier = group.chunk_by(|a, b| a.supplier == b.supplier);
        let shares: Vec<(u32, f64)> = by_supplier
            .map(|own| (own[0].supplier, own.iter().map(|supply| supply.weight).sum::<f64>() / total))
            .collect();
        let first = (group[0].supplier, 0.0);
        let greatest = shares.iter().fold(first, |most, share| if share.1 > most.1 { *share } else { most });
        found.push(Concentration {
            customer: group[0].customer,
            sector: sector(group[0].supplier),
            suppliers: shares.len(),
            hhi: shares.iter().map(|(_, share)| share * share).sum(),
            greatest: greatest.0,
            greatest_share: greatest.1,
            single_source: shares.len() == 1,
            essential: group.iter().any(|supply| supply.class == Class::Essential),
        });
    }
    found
}
