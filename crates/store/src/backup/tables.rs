use sea_orm::DbBackend;

use crate::StoreError;
use crate::database::{Unit, values};

/// A table that goes into a backup.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Columns that give its rows an order that both databases agree on.
    pub(super) order: &'static [&'static str],
    /// The column whose numbers the database gives.
    pub(super) identity: Option<&'static str>,
    /// Whether a restore finds rows in it that a migration put there.
    pub(super) begins_filled: bool,
}

const fn table(name: &'static str, order: &'static [&'static str]) -> Table {
    Table { name, order, identity: None, begins_filled: false }
}

const fn numbered(name: &'static str) -> Table {
    Table { name, order: &["id"], identity: Some("id"), begins_filled: false }
}

/// Every table of the backup; what others refer to comes before them. Left out are `schema_versions`, which migrating
/// writes, and `sessions` and `provider_sign_ins`: one that has ended since must not come to life again.
pub(super) const TABLES: [Table; 27] = [
    table("accounts", &["id"]),
    table("mail_addresses", &["account"]),
    table("grants", &["account", "role", "territory"]),
    table("provider_invitations", &["account"]),
    numbered("login_attempts"),
    numbered("audit"),
    table("audit_waiting", &["audit"]),
    table("audit_chain", &["sequence"]),
    table("audit_heads", &["sequence", "signed_at", "public_key"]),
    Table { name: "leases", order: &["name"], identity: None, begins_filled: true },
    table("submissions", &["id"]),
    table("fields", &["submission", "field"]),
    table("field_asides", &["submission", "field", "entered_by"]),
    table("explanations", &["submission", "finding"]),
    table("register_rows", &["submission", "register", "row_id"]),
    table("decisions", &["submission", "version"]),
    table("evidence", &["sha256"]),
    table("evidence_links", &["object", "sha256", "name"]),
    table("publications", &["number"]),
    numbered("outbox"),
    table("pairings", &["publication", "place"]),
    table("notices", &["id"]),
    table("task_nodes", &["task", "node"]),
    table("supervision_orders", &["id"]),
    table("supervision_replies", &["supervision_order", "number"]),
    table("recommendation_decisions", &["recommendation", "number"]),
    table("recommendation_standings", &["recommendation", "number"]),
];

/// A column and whether it holds numbers.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) is_number: bool,
}

/// The columns of a table, in its order.
pub(super) async fn columns(unit: &Unit, table: &str) -> Result<Vec<Column>, StoreError> {
    let sql = match unit.backend() {
        DbBackend::Sqlite => "SELECT name, type AS kind FROM pragma_table_info($1) ORDER BY cid",
        _ => {
            "SELECT column_name::text AS name, data_type::text AS kind FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
        }
    };
    let rows = unit.all(sql, values![table]).await?;
    let read = |row: &crate::database::Row| {
        let is_number = row.text("kind")?.to_uppercase().contains("INT");
        Ok(Column { name: row.text("name")?, is_number })
    };
    rows.iter().map(read).collect()
}
