//! 任务与督办: the ledger of tasks, and what is under supervision.

mod evidence;
mod orders;
mod tasks;

use axum::http::Method;
use lanbai_reporting::rights::Action;

use super::{Route, posting};

pub(crate) use evidence::{__path_add_evidence, __path_evidence};
pub(crate) use orders::{
    __path_close_order, __path_open_order, __path_order, __path_orders, __path_reply_to_order,
};
pub(crate) use tasks::{__path_set_node, __path_tasks};

/// Every address of tasks and supervision.
pub(super) fn routes() -> Vec<Route> {
    let (read, reply) = (Action::ReadSupervision, Action::ReplySupervision);
    vec![
        Route::get("/tasks", read, tasks::tasks),
        Route::new(Method::PUT, "/tasks/{task}/nodes/{node}", Action::SetTaskNode, tasks::set_node),
        Route::get("/supervision", read, orders::orders),
        posting("/supervision", Action::OpenSupervision, orders::open_order),
        Route::get("/supervision/{id}", read, orders::order),
        posting("/supervision/{id}/replies", reply, orders::reply_to_order),
        posting("/supervision/{id}/replies/{number}/files", reply, evidence::add_evidence),
        Route::get("/supervision/{id}/replies/{number}/files/{sha256}", read, evidence::evidence),
        posting("/supervision/{id}/closing", Action::CloseSupervision, orders::close_order),
    ]
}
