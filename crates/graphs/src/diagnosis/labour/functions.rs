//! What a park declares, held against its location quotients.

use serde::Serialize;

use super::World;
use crate::diagnosis::given::Basis;

/// An activity that a park declares, is specialised in, or both.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Function {
    /// The park's place among those given.
    pub park: usize,
    /// Which activity.
    pub activity: u32,
    /// Whether the park declares it.
    pub declared: bool,
    /// Its location quotient there: nought where it has none of it, `None` where nothing is known of the park.
    pub quotient: Option<f64>,
    /// Whether that makes it a speciality; `None` where it is not known.
    pub specialised: Option<bool>,
    /// The declaration, and the structure.
    pub basis: Basis,
}

pub(super) fn functions(world: &World<'_>) -> Vec<Function> {
    let whole = Basis::all(&world.structure.evidence);
    let mut found = Vec::new();
    for (at, park) in world.parks.iter().enumerate() {
        let declared = park.declared.iter().map(|one| one.0);
        let mut activities: Vec<u32> = declared.chain(world.specialities(park)).collect();
        activities.sort_unstable();
        activities.dedup();
        found.extend(activities.into_iter().map(|activity| {
            let rows = park.declared.iter().filter(|one| one.0 == activity);
            let mut basis = Basis::all(rows.map(|one| &one.1));
            let declared = basis.count > 0;
            let quotient = world.quotient(park, activity);
            if quotient.is_some() {
                basis.weigh(&whole);
            }
            let specialised = quotient.map(|_| world.is_specialised(park, activity));
            Function { park: at, activity, declared, quotient, specialised, basis }
        }));
    }
    found
}
