//! How much a sector needs what another supplies.

use serde::{Deserialize, Serialize};

/// What the loss of an input does to whoever uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Nothing (0).
    None,
    /// Output falls by its share of all inputs (1).
    #[default]
    NonEssential,
    /// Output falls as far as the input does (2).
    Essential,
}

impl Class {
    /// From the numbers of the published matrix.
    pub fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::None),
            1 => Some(Self::NonEssential),
            2 => Some(Self::Essential),
            _ => None,
        }
    }
}

/// The class of every pair of sectors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Essentiality {
    sectors: usize,
    classes: Vec<Class>,
}

impl Essentiality {
    /// Row by row: the supplier's sector is the row, the customer's the column. `None` if it is not square.
    pub fn new(sectors: usize, classes: Vec<Class>) -> Option<Self> {
        (classes.len() == sectors * sectors).then_some(Self { sectors, classes })
    }

    /// How many sectors it knows.
    pub fn sectors(&self) -> usize {
        self.sectors
    }

    /// The class of a supply between two sectors; non-essential beyond the sectors that it knows.
    pub fn class(&self, supplier: u32, customer: u32) -> Class {
        let (supplier, customer) = (supplier as usize, customer as usize);
        if supplier.max(customer) >= self.sectors {
            return Class::default();
        }
        self.classes[supplier * self.sectors + customer]
    }
}
