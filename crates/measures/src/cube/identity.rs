use std::fmt::Debug;

use super::Observation;

/// How a lake makes the id of an observation out of what it states. Ids that follow from their rows need no room.
pub trait Identity: Debug + Send + Sync {
    /// The id of such an observation, whatever id it carries.
    fn id_of(&self, observation: &Observation) -> i64;
}
