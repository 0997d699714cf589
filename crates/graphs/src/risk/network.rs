//! Firms and what they supply to each other, laid out for cascades.

use thiserror::Error;

use super::essentiality::Class;
use crate::csr::{Csr, Entry, OutOfShape, Pattern};

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

/// An input of a customer. Inputs of one sector that are essential make a group, all that are not make another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input {
    pub(super) supplier: u32,
    /// 1 if what came before belongs to the same group, 0 if a group begins.
    pub(super) carried: f32,
    /// Its share of the essential inputs of its sector, or of all inputs of the customer.
    pub(super) share: f64,
}

/// One network, shared by all cascades over it.
#[derive(Debug, Clone)]
pub struct SupplyNetwork {
    /// The sector of each firm.
    pub(super) sectors: Vec<u32>,
    /// The firms of each sector that sell anything.
    pub(super) sellers: Pattern,
    /// What each firm sells: supplies and final demand (r).
    pub(super) sales: Vec<f64>,
    /// From supplier to customer, the share of the supplier's sales.
    pub(super) customers: Csr,
    /// From customer to supplier, the weight.
    pub(super) suppliers: Csr,
    /// Where the inputs of each customer begin; one more than there are firms.
    pub(super) firm_inputs: Vec<usize>,
    /// The inputs of all customers, group by group.
    pub(super) inputs: Vec<Input>,
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
        let sells = (0..).zip(sectors).zip(&sales).filter(|(_, sales)| **sales > 0.0);
        let sells: Vec<Entry> =
            sells.map(|((firm, sector), _)| Entry { row: *sector, column: firm, weight: 1.0 }).collect();
        let count = sectors.iter().max().map_or(0, |most| *most as usize + 1);
        let (firm_inputs, inputs, by_customer) = inputs(sectors, supplies);
        Ok(Self {
            customers: weights.filtered(|firm, _, weight| Some(share(weight, sales[firm]))),
            suppliers: weights.transposed(),
            sectors: sectors.to_vec(),
            sellers: Csr::from_entries(count, firms, &sells)?.pattern(),
            sales,
            firm_inputs,
            inputs,
            by_customer,
        })
    }

    /// How many firms there are.
    pub fn firms(&self) -> usize {
        self.sectors.len()
    }

    /// The inputs of a firm, group by group.
    pub(super) fn inputs_of(&self, firm: usize) -> &[Input] {
        &self.inputs[self.firm_inputs[firm]..self.firm_inputs[firm + 1]]
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

type Inputs = (Vec<usize>, Vec<Input>, Vec<Supply>);

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
    let (mut firm_inputs, mut inputs) = (vec![0], Vec::new());
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
                inputs.extend(group.iter().enumerate().map(|(at, supply)| Input {
                    supplier: supply.supplier,
                    carried: if at > 0 { 1.0 } else { 0.0 },
                    share: supply.weight / total,
                }));
            }
        }
        firm_inputs.push(inputs.len());
    }
    (firm_inputs, inputs, sorted)
}
