use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{OpenApi as Document, RefOr};

use crate::problem::Problem;
use crate::{events, routes};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lanbai",
        version = "1",
        description = "Numbers of a development plan, each explained down to its source and clause.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    paths(
        routes::plan,
        routes::cockpit,
        routes::indicator,
        routes::territory,
        routes::clauses,
        routes::evaluations,
        routes::evaluations_file,
        routes::explanation,
        routes::sources,
        routes::source,
        routes::findings,
        routes::conflicts,
        routes::publications,
        routes::tables,
        routes::table,
        routes::table_file,
        routes::chains,
        routes::chain,
        routes::stop,
        routes::actor,
        routes::flows,
        routes::sectors,
        routes::space,
        routes::structure,
        routes::diagnosis,
        routes::decide,
        routes::diagnosis_file,
        routes::sql,
        routes::import,
        routes::counties,
        events::events,
        routes::session,
        routes::sign_in,
        routes::sign_out,
        routes::change_password,
        routes::offer_second_factor,
        routes::enrol_second_factor,
        routes::set_out,
        routes::come_back,
        routes::bring_code,
        routes::forms,
        routes::form,
        routes::owed,
        routes::submissions,
        routes::begin,
        routes::submission,
        routes::save,
        routes::explain,
        routes::step,
        routes::correct,
        routes::register_rows,
        routes::save_rows,
        routes::workbook,
        routes::upload,
        routes::returned,
        routes::completeness,
        routes::accounts,
        routes::create_account,
        routes::import_accounts,
        routes::rename_account,
        routes::disable_account,
        routes::enable_account,
        routes::reset_password,
        routes::reset_second_factor,
        routes::invite_account,
        routes::part_account,
        routes::hand_over,
        routes::grant_role,
        routes::revoke_role,
        routes::audit,
        routes::verify_audit,
        routes::notices,
        routes::read_notices,
        routes::own_mail,
        routes::set_own_mail,
        routes::urge,
        routes::tasks,
        routes::set_node,
        routes::orders,
        routes::open_order,
        routes::order,
        routes::reply_to_order,
        routes::add_evidence,
        routes::evidence,
        routes::close_order,
        routes::problems,
        routes::problem,
        document,
    ),
    components(schemas(
        Problem,
        routes::Sources,
        routes::Findings,
        routes::Conflicts,
        routes::Publications,
        routes::Tables,
        routes::Evaluations,
        routes::Forms,
        routes::Owed,
        routes::Codes
    ))
)]
struct Api;

/// The API's document.
pub fn openapi() -> Document {
    let mut document = Api::openapi();
    if let Some(components) = &mut document.components {
        for (name, schema) in &mut components.schemas {
            // Our answers carry every property, null where there is nothing; only problems leave findings out.
            if let RefOr::T(Schema::Object(object)) = schema
                && name != "Problem"
            {
                object.required = object.properties.keys().cloned().collect();
            }
        }
    }
    document
}

/// This document.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "problems", responses((status = 200, body = Object)))]
pub(crate) async fn document() -> Json<Document> {
    Json(openapi())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::openapi;
    use crate::routes::{BASE, routes};

    #[test]
    fn the_document_and_the_routes_tell_the_same() {
        let served: BTreeSet<String> =
            routes().iter().map(|route| format!("{} {BASE}{}", route.method, route.path)).collect();
        let document = serde_json::to_value(openapi()).expect("JSON");
        let paths = document["paths"].as_object().expect("paths");
        let told = paths.iter().flat_map(|(path, verbs)| {
            let verbs = verbs.as_object().expect("verbs").keys();
            verbs.map(move |verb| format!("{} {path}", verb.to_uppercase()))
        });
        assert_eq!(told.collect::<BTreeSet<_>>(), served);
    }
}
