//! 任务与督办: the ledger of the plan's tasks, and what the plan's rule or the office puts under supervision.

mod cause;
mod close;
mod evidence;
mod find;
mod list;
mod open;
mod reply;
mod set_node;
mod signals;
mod tasks;
mod unit;

pub use evidence::{EvidenceFile, EvidenceSettings};
pub use lanbai_store::tasks::NodeChange;
pub use list::OrderQuestion;
pub use open::NewSupervision;

use crate::reporting::{refusal, refused};
