//! 报送: forms, what is owed, submissions and who is late.

mod completeness;
mod forms;
mod owed;
mod registers;
mod submissions;
mod workbook;

use axum::http::Method;
use lanbai_reporting::rights::Action;

use super::Route;

pub(crate) use completeness::__path_completeness;
pub(crate) use forms::{__path_form, __path_forms, Forms};
pub(crate) use owed::given;
pub(crate) use owed::{__path_owed, Owed};
pub(crate) use registers::{__path_register_rows, __path_save_rows};
pub(crate) use submissions::{
    __path_begin, __path_correct, __path_explain, __path_save, __path_step, __path_submission,
    __path_submissions,
};
pub(crate) use workbook::{__path_returned, __path_upload, __path_workbook};
pub(crate) use workbook::{attachment, uploaded};

/// Every address of reporting.
pub(super) fn routes() -> Vec<Route> {
    let read = Action::ReadSubmissions;
    vec![
        Route::new(Method::GET, "/forms", read, forms::forms),
        Route::new(Method::GET, "/forms/{id}", read, forms::form),
        Route::new(Method::GET, "/owed", read, owed::owed),
        Route::new(Method::GET, "/submissions", read, submissions::submissions),
        Route::new(Method::POST, "/submissions", Action::SaveDraft, submissions::begin),
        Route::new(Method::GET, "/submissions/{id}", read, submissions::submission),
        Route::new(Method::PATCH, "/submissions/{id}/fields", Action::SaveDraft, submissions::save),
        Route::new(
            Method::PUT,
            "/submissions/{id}/explanations",
            Action::ExplainFinding,
            submissions::explain,
        ),
        Route::new(Method::GET, "/submissions/{id}/registers/{register}", read, registers::register_rows),
        Route::new(
            Method::PATCH,
            "/submissions/{id}/registers/{register}",
            Action::SaveDraft,
            registers::save_rows,
        ),
        Route::new(Method::GET, "/submissions/{id}/workbook", read, workbook::workbook),
        Route::new(Method::POST, "/submissions/{id}/workbook", Action::SaveDraft, workbook::upload),
        Route::new(
            Method::POST,
            "/submissions/{id}/workbook/returned",
            Action::SaveDraft,
            workbook::returned,
        ),
        // Which right a step needs depends on the step: whoever takes any of them reads the submission.
        Route::new(Method::POST, "/submissions/{id}/steps", read, submissions::step),
        Route::new(
            Method::POST,
            "/submissions/{id}/corrections",
            Action::PublishCorrection,
            submissions::correct,
        ),
        Route::new(Method::GET, "/completeness", Action::Urge, completeness::completeness),
    ]
}
