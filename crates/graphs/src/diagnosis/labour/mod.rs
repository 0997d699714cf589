//! 错位分工: what each park says that it is for against what it is, and what two parks have in common or for each other.

mod duplicates;
mod functions;
mod pairs;

use serde::Serialize;

pub use functions::Function;
pub use pairs::{Complementarity, Pair, Supplies};

use super::given::{BadGiven, Evidence, Given, Part, Structure};
use super::measured::Measured;
use crate::complexity::advantage;
use crate::csr::Csr;

/// A park with the functions that it declares.
#[derive(Debug, Clone, PartialEq)]
pub struct Park {
    /// Where it is: a row of [`Structure`], and where its actors are.
    pub territory: u32,
    /// Activities, each with the row that declares it.
    pub declared: Vec<(u32, Evidence)>,
}

/// How parks divide the labour.
#[derive(Debug, Clone, PartialEq)]
pub struct Division {
    /// Location quotients (Balassa 1965): territories are rows, activities columns; nothing where there is nothing.
    pub quotients: Csr,
    /// For each park what it declares or is specialised in, by park and activity.
    pub functions: Vec<Function>,
    /// Each pair of parks once, in the order in which parks are given.
    pub pairs: Vec<Pair>,
    /// Activities that several parks have or declare.
    pub duplicates: Measured,
}

/// A location quotient at which a park counts as specialised.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Specialised(pub f64);

impl Default for Specialised {
    fn default() -> Self {
        Self(1.0)
    }
}

/// Holds parks against each other. Location quotients are relative to all rows of the structure; memberships less sure
/// than `least_score` are passed over.
///
/// # Errors
/// [`BadGiven`] if something names what is not there, or no structure is given.
pub fn divide(
    given: Given<'_>,
    parks: &[Park],
    specialised: Specialised,
    least_score: f64,
) -> Result<Division, BadGiven> {
    given.check()?;
    let structure = given.structure.ok_or(BadGiven::NoSuchNumber { part: Part::Structure, at: 0 })?;
    for (at, park) in parks.iter().enumerate() {
        let is_there = |activity: u32| (activity as usize) < structure.values.columns();
        if park.territory >= given.territories || !park.declared.iter().all(|one| is_there(one.0)) {
            return Err(BadGiven::NoSuchNumber { part: Part::Park, at });
        }
    }
    let world = World { structure, quotients: advantage(&structure.values), parks, specialised };
    Ok(Division {
        quotients: world.quotients.clone(),
        functions: functions::functions(&world),
        pairs: pairs::pairs(&given, &world, least_score),
        duplicates: duplicates::duplicates(&world),
    })
}

struct World<'w> {
    structure: &'w Structure,
    quotients: Csr,
    parks: &'w [Park],
    specialised: Specialised,
}

impl World<'_> {
    /// Nought where a park has nothing of an activity; `None` where nothing is known of the park.
    fn quotient(&self, park: &Park, activity: u32) -> Option<f64> {
        let row = park.territory as usize;
        let is_known = self.quotients.degree(row) > 0;
        is_known.then(|| self.quotients.value(row, activity as usize))
    }

    fn is_specialised(&self, park: &Park, activity: u32) -> bool {
        self.quotient(park, activity).is_some_and(|quotient| quotient >= self.specialised.0)
    }

    /// Activities that a park is specialised in.
    fn specialities<'s>(&'s self, park: &'s Park) -> impl Iterator<Item = u32> + 's {
        let row = self.quotients.targets(park.territory as usize).iter().copied();
        row.filter(|activity| self.is_specialised(park, *activity))
    }
}
