//! 任务台账: where each node of the plan's tasks stands. The tasks themselves are plan data.

mod list;
mod set_node;

pub use list::TaskNode;
pub use set_node::NodeChange;
