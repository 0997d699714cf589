//! The API, grouped by who asks: pages, numbers, data, and what keeps pages up to date.

mod accounts;
mod audit;
mod chains;
mod data;
mod evaluations;
mod exports;
mod geo;
mod imports;
mod notices;
mod pages;
mod problems;
mod provider;
mod query;
mod reporting;
mod session;
mod sql;
mod supervision;

use axum::Router;
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::routing::{MethodFilter, MethodRouter, on};
use lanbai_reporting::rights::Action;

use crate::guard::{Reach, guarded};
use crate::problem::Refused;
use crate::{Server, events, openapi};

pub(crate) use accounts::{
    __path_accounts, __path_create_account, __path_disable_account, __path_enable_account, __path_grant_role,
    __path_hand_over, __path_import_accounts, __path_invite_account, __path_part_account,
    __path_rename_account, __path_reset_password, __path_reset_second_factor, __path_revoke_role,
};
pub(crate) use audit::{__path_audit, __path_verify_audit};
pub(crate) use chains::{
    __path_actor, __path_chain, __path_chains, __path_decide, __path_diagnosis, __path_diagnosis_file,
    __path_flows, __path_sectors, __path_space, __path_stop, __path_structure,
};
pub(crate) use data::{
    __path_conflicts, __path_findings, __path_publications, __path_source, __path_sources, __path_table,
    __path_tables,
};
pub(crate) use data::{Conflicts, Findings, Publications, Sources, Tables};
pub(crate) use evaluations::Evaluations;
pub(crate) use evaluations::{__path_evaluations, __path_explanation};
pub(crate) use exports::{__path_evaluations_file, __path_table_file};
pub(crate) use geo::__path_counties;
pub(crate) use imports::__path_import;
pub(crate) use notices::{
    __path_notices, __path_own_mail, __path_read_notices, __path_set_own_mail, __path_urge,
};
pub(crate) use pages::{__path_clauses, __path_cockpit, __path_indicator, __path_plan, __path_territory};
pub(crate) use problems::Codes;
pub(crate) use problems::{__path_problem, __path_problems};
pub(crate) use provider::{__path_bring_code, __path_come_back, __path_set_out};
pub(crate) use reporting::{
    __path_begin, __path_completeness, __path_correct, __path_explain, __path_form, __path_forms,
    __path_owed, __path_register_rows, __path_returned, __path_save, __path_save_rows, __path_step,
    __path_submission, __path_submissions, __path_upload, __path_workbook,
};
pub(crate) use reporting::{Forms, Owed};
pub(crate) use session::{
    __path_change_password, __path_enrol_second_factor, __path_offer_second_factor, __path_session,
    __path_sign_in, __path_sign_out,
};
pub(crate) use sql::__path_sql;
pub(crate) use supervision::{
    __path_add_evidence, __path_close_order, __path_evidence, __path_open_order, __path_order, __path_orders,
    __path_reply_to_order, __path_set_node, __path_tasks,
};

/// Where the API lies.
pub(crate) const BASE: &str = "/api/v1";

/// One address of the API with what answers there.
pub(crate) struct Route {
    /// Below [`BASE`].
    pub path: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "the document is held against it"))]
    pub method: Method,
    /// What whoever asks must be allowed to do.
    pub action: Action,
    /// Where he must be allowed to.
    pub reach: Reach,
    pub serve: MethodRouter<Server>,
}

impl Route {
    fn new<H: Handler<T, Server>, T: 'static>(
        method: Method,
        path: &'static str,
        action: Action,
        handler: H,
    ) -> Self {
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
        Self { path, method, action, reach: Reach::Handler, serve: on(filter, handler) }
    }

    fn get<H: Handler<T, Server>, T: 'static>(path: &'static str, action: Action, handler: H) -> Self {
        Self::new(Method::GET, path, action, handler)
    }

    /// Only for roles that reach the plan as a whole.
    fn for_the_whole(self) -> Self {
        Self { reach: Reach::Whole, ..self }
    }
}

/// Reads the API's own description.
fn learning<H: Handler<T, Server>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route::new(Method::GET, path, Action::Learn, handler)
}

/// Reads figures.
fn reading<H: Handler<T, Server>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route::new(Method::GET, path, Action::ReadFigures, handler)
}

/// Changes something, or asks for something to be done.
fn posting<H: Handler<T, Server>, T: 'static>(path: &'static str, action: Action, handler: H) -> Route {
    Route::new(Method::POST, path, action, handler)
}

/// Every address of the API; each stands in its document.
pub(crate) fn routes() -> Vec<Route> {
    let mut all = reporting::routes();
    all.extend(accounts::routes());
    all.extend(audit::routes());
    all.extend(chains::routes());
    all.extend(notices::routes());
    all.extend(supervision::routes());
    all.extend([
        reading("/plan", pages::plan),
        reading("/cockpit", pages::cockpit),
        reading("/indicators/{id}", pages::indicator),
        reading("/territories/{id}", pages::territory),
        reading("/clauses", pages::clauses),
        reading("/evaluations", evaluations::evaluations),
        reading("/evaluations/export", exports::evaluations_file),
        reading("/explanations", evaluations::explanation),
        reading("/sources", data::sources),
        reading("/sources/{id}", data::source),
        reading("/findings", data::findings),
        reading("/conflicts", data::conflicts),
        reading("/publications", data::publications),
        reading("/tables", data::tables),
        reading("/tables/{name}", data::table),
        reading("/tables/{name}/export", exports::table_file),
        posting("/sql", Action::QuerySql, sql::sql),
        posting("/imports", Action::ImportFiles, imports::import).for_the_whole(),
        reading("/geo/counties", geo::counties),
        reading("/events", events::events),
        learning("/session", session::session),
        posting("/session", Action::SignIn, session::sign_in),
        Route::new(Method::DELETE, "/session", Action::KeepOwnAccount, session::sign_out),
        posting("/session/password", Action::KeepOwnAccount, session::change_password),
        posting("/session/second-factor", Action::KeepOwnAccount, session::offer_second_factor),
        Route::new(
            Method::PUT,
            "/session/second-factor",
            Action::KeepOwnAccount,
            session::enrol_second_factor,
        ),
        posting("/session/provider", Action::SignIn, provider::set_out),
        posting("/session/provider/return", Action::SignIn, provider::come_back),
        posting("/session/provider/code", Action::SignIn, provider::bring_code),
        learning("/problems", problems::problems),
        learning("/problems/{code}", problems::problem),
        learning("/openapi.json", openapi::document),
    ]);
    all
}

/// Everything below [`BASE`].
pub(crate) fn api(server: &Server) -> Router<Server> {
    let add = |all: Router<Server>, route: Route| all.route(route.path, guarded(&route, server));
    let all = routes().into_iter().fold(Router::new(), add);
    all.fallback(async || Refused::new(StatusCode::NOT_FOUND, "no-such-route", ""))
}
