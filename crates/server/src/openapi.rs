use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{OpenApi as Document, RefOr};

use crate::problem::Problem;
use crate::routes;

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
        routes::explanation,
        routes::sources,
        routes::source,
        routes::findings,
        routes::conflicts,
        routes::publications,
        routes::tables,
        routes::table,
        routes::import,
    ),
    components(schemas(
        Problem,
        routes::Sources,
        routes::Findings,
        routes::Conflicts,
        routes::Publications,
        routes::Tables,
        routes::Evaluations
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

/// `/api/v1/openapi.json`.
pub(crate) async fn document() -> Json<Document> {
    Json(openapi())
}
