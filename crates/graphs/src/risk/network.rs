//! Firms and what they supply to each other, laid out for cascades.

use thiserror::Error;

use super::essentiality::Class;
use crate::csr::{Csr, Entry, OutOfShape};

/// A supply of one firm to another: weight in money a year, or any unit that is the same for all.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Supply {
    pub supplier: u32,
    pub customer: u32,
    pub weight: f64,
    pub class: Class,
}

/// Why no network can be made.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[allow(missing_docs)]
pub enum BadNetwork {
    #[error(transparent)]
    NoSuchFirm(#[from] OutOfShape),
    #[error("supply {at} weighs {weight}, which is negative or no number")]
    BadWeight { at: usize, weight: f64 },
    #[error("{firms} firms have {demands} final demands, or one is negative or no number")]
    BadDemand { firms: usize, demands: usize },
}

/// One network, shared by all cascades over it.
#[derive(Debug, Clone)]
pub struct SupplyNetwork {
    /// The sector of each firm.
    pub(super) sectors: Vec<u32>,
    /// The firms of each sector.
    pub(super) members: Vec<Vec<u32>>,
    /// What each firm sells: supplies and final demand (r).
    pub(super) sales: Vec<f64>,
    /// The share of sales that goes to final demand.
    pub(super) final_share: Vec<f64>,
    /// From supplier to customer, the share of the supplier's sales.
    pub(super) customers: Csr,
    /// From customer to supplier, the weight.
    pub(super) suppliers: Csr,
    /// Where the groups of each customer's inputs begin in `group_ends`.
    pub(super) groups: Vec<usize>,
    /// Where each group ends in `inputs`.
    pub(super) group_ends: Vec<usize>,
    /// Supplier, and its share of the group: of the inputs from its sector if they are essential, else of all inputs
    /// of the customer.
    pub(super) inputs: Vec<(u32, f64)>,
    /// The supplies as they were given, by customer.
    pub(super) by_customer: Vec<Supply>,
}

impl SupplyNetwork {
    /// `sectors` holds one number a firm; `final_demand` what each firm sells outside the network, or nothing at all
    /// if that is not known.
    ///
    /// # Errors
    /// [`BadNetwork`] if a supply names no firm, or something is negative or no number.
    pub fn new(sectors: &[u32], final_demand: &[f64], supplies: &[Supply]) -> Result<Self, BadNetwork> {
        let firms = sectors.len();
        let right = |value: f64| value.is_finite() && value >= 0.0;
        let demands = final_demand.len();
        if (demands != 0 && demands != firms) || !final_demand.iter().all(|value| right(*value)) {
            return Err(BadNetwork::BadDemand { firms, demands });
        }
        if let Some((at, bad)) = supplies.iter().enumerate().find(|(_, supply)| !right(supply.weight)) {
            return Err(BadNetwork::BadWeight { at, weight: bad.weight });
        }
        let entry =
            |supply: &Supply| Entry { row: supply.supplier, column: supply.customer, weight: supply.weight };
        let entries: Vec<Entry> = supplies.iter().map(entry).collect();
        let weights = Csr::from_entries(firms, firms, &entries)?;
        let mut sales = weights.row_sums();
        sales.iter_mut().zip(final_demand).for_each(|(sales, demand)| *sales += demand);
        let share = |value: f64, sales: f64| if sales > 0.0 { value / sales } else { 0.0 };
        let final_share =
            (0..firms).map(|firm| share(final_demand.get(firm).copied().unwrap_or(0.0), sales[firm]));
        let mut members = vec![Vec::new(); sectors.iter().max().map_or(0, |most| *most as usize + 1)];
        (0_u32..).zip(sectors).for_each(|(firm, sector)| members[*sector as usize].push(firm));
        let (groups, group_ends, inputs, by_customer) = inputs(sectors, supplies);
        Ok(Self {
            customers: weights.filtered(|firm, _, weight| Some(share(weight, sales[firm]))),
            suppliers: weights.transposed(),
            final_share: final_share.collect(),
            sectors: sectors.to_vec(),
            members,
            sales,
            groups,
            group_ends,
            inputs,
            by_customer,
        })
    }

    /// How many firms there are.
    pub fn firms(&self) -> usize {
        self.sectors.len()
    }

    /// All supplies, by customer.
    pub fn supplies(&self) -> &[Supply] {
        &self.by_customer
    }

    /// What each firm sells: its supplies and its final demand.
    pub fn sales(&self) -> &[f64] {
        &self.sales
    }
}

type Inputs = (Vec<usize>, Vec<usize>, Vec<(u32, f64)>, Vec<Supply>);

/// Each customer's inputs in groups, one for every sector whose supply is essential and one for all that is not.
fn inputs(sectors: &[u32], supplies: &[Supply]) -> Inputs {
    // Essential supplies are kept apart by sector; the others make one group whatever their sector.
    let key = |supply: &Supply| match supply.class {
        Class::Essential => (0, sectors[supply.supplier as usize]),
        Class::NonEssential => (1, 0),
        Class::None => (2, 0),
    };
    let mut sorted = supplies.to_vec();
    sorted.sort_by_key(|supply| (supply.customer, key(supply), supply.supplier));
    let (mut groups, mut group_ends, mut inputs) = (vec![0], Vec::new(), Vec::new());
    let mut rest = sorted.as_slice();
    for firm in 0..sectors.len() {
        let (own, others) = rest.split_at(rest.partition_point(|supply| supply.customer as usize <= firm));
        rest = others;
        let all: f64 = own.iter().map(|supply| supply.weight).sum();
        for group in own.chunk_by(|a, b| key(a) == key(b)) {
            let total = match group[0].class {
                Class::Essential => group.iter().map(|supply| supply.weight).sum(),
                Class::NonEssential => all,
                Class::None => continue,
            };
            if total > 0.0 {
                inputs.extend(group.iter().map(|supply| (supply.supplier, supply.weight / total)));
                group_ends.push(inputs.len());
            }
        }
        groups.push(group_ends.len());
    }
    (groups, group_ends, inputs, sorted)
}
