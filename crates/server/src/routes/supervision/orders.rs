use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use lanbai_app::supervision::{NewSupervision, OrderQuestion};
use lanbai_app::view::{OrderList, OrderView};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::Server;
use crate::cache::tagged;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::routes::query::Asked;
use crate::routes::reporting::given;
use crate::sent::Sent;

/// Which orders.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OrdersQuery {
    /// Id of a territory.
    pub territory: Option<String>,
    /// Only those that are not closed.
    pub open: Option<bool>,
}

/// What is to be put under supervision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOrder {
    territory: String,
    /// Id of a task.
    #[schema(required = false)]
    task: Option<String>,
    /// What it is about; may be empty for a cause that waits.
    reason: String,
    /// The last day to answer.
    due_on: String,
    /// `cause` of one that waits for a day.
    #[schema(required = false)]
    cause: Option<String>,
}

/// What a unit answers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewReply {
    measures_taken: String,
}

/// Why an order is closed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewClosing {
    /// The order's version that was seen.
    seen: i64,
    reason: String,
}

/// What is under supervision, by territory and age, and what waits for a day.
#[utoipa::path(get, path = "/api/v1/supervision", tag = "supervision", params(OrdersQuery), responses((status = 200, body = OrderList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn orders(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
    Asked(asked): Asked<OrdersQuery>,
) -> Result<Response, Refused> {
    let question =
        OrderQuestion { territory: given(&asked.territory), open_only: asked.open.unwrap_or(false) };
    tagged(&headers, &server.app.supervision(&caller, question).await?)
}

/// Puts something under supervision.
#[utoipa::path(post, path = "/api/v1/supervision", tag = "supervision", request_body = NewOrder, responses((status = 201, body = OrderView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn open_order(
    State(server): State<Server>,
    By(caller): By,
    Sent(asked): Sent<NewOrder>,
) -> Result<(StatusCode, Json<OrderView>), Refused> {
    let new = NewSupervision {
        territory: &asked.territory,
        task: given(&asked.task),
        reason: &asked.reason,
        due_on: &asked.due_on,
        cause: given(&asked.cause),
    };
    Ok((StatusCode::CREATED, Json(server.app.open_supervision(&caller, new).await?)))
}

/// One order with what was answered.
#[utoipa::path(get, path = "/api/v1/supervision/{id}", tag = "supervision", params(("id" = String, Path,)), responses((status = 200, body = OrderView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn order(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    tagged(&headers, &server.app.supervision_order(&caller, &id).await?)
}

/// Answers an order.
#[utoipa::path(post, path = "/api/v1/supervision/{id}/replies", tag = "supervision", params(("id" = String, Path,)), request_body = NewReply, responses((status = 200, body = OrderView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn reply_to_order(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<NewReply>,
) -> Result<Json<OrderView>, Refused> {
    Ok(Json(server.app.reply_supervision(&caller, &id, &asked.measures_taken).await?))
}

/// Closes an order.
#[utoipa::path(post, path = "/api/v1/supervision/{id}/closing", tag = "supervision", params(("id" = String, Path,)), request_body = NewClosing, responses((status = 200, body = OrderView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn close_order(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<NewClosing>,
) -> Result<Json<OrderView>, Refused> {
    Ok(Json(server.app.close_supervision(&caller, &id, asked.seen, &asked.reason).await?))
}
