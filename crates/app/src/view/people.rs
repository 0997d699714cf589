use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, FindingView};

/// Who is signed in, what he may do and why not.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SessionView {
    /// Null where nobody is signed in, and so are the three below.
    pub account: Option<String>,
    pub login: Option<String>,
    pub name: Option<String>,
    /// What every request that changes something carries in the header `x-lanbai-token`.
    pub token: Option<String>,
    pub roles: Vec<HeldView>,
    /// What must be done first: `change-password` or `enrol-second-factor`.
    pub duty: Option<String>,
    /// Every action.
    pub rights: Vec<RightView>,
    /// Whether everybody may read figures.
    pub open_reading: bool,
    /// The ready accounts of a demo; empty elsewhere, and for whoever is signed in.
    pub demo_accounts: Vec<DemoAccountView>,
    /// What people call the identity provider through which they may sign in; null where there is none.
    pub provider: Option<Bilingual>,
}

/// A role that someone holds for a territory and what lies under it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct HeldView {
    pub role: String,
    pub role_name: Bilingual,
    pub territory: String,
    pub territory_name: Bilingual,
}

/// Whether an action is open to someone, for some territory at least.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct RightView {
    pub action: String,
    pub allowed: bool,
    /// Why not.
    pub reason: Option<Bilingual>,
    /// What to do.
    pub hint: Option<Bilingual>,
}

/// A ready account of a demo.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DemoAccountView {
    pub login: String,
    pub password: String,
    pub role: String,
    pub role_name: Bilingual,
    pub territory: String,
    pub territory_name: Bilingual,
}

/// Where a browser goes to have an identity provider vouch for its owner.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct DepartureView {
    pub address: String,
}

/// What an authenticator needs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SecondFactorView {
    /// The secret, to be typed.
    pub secret: String,
    /// The same as an address, to be shown as a QR code.
    pub address: String,
}

/// An account that was made or reset, with its password for one use: nobody can read that again.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct MadeAccountView {
    pub id: String,
    pub login: String,
    pub name: String,
    pub password: String,
}

/// What came of a list of accounts: all of them were made, or something is wrong and none was.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct AccountImportView {
    pub made: Vec<MadeAccountView>,
    pub findings: Vec<FindingView>,
}

/// An account.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct AccountView {
    pub id: String,
    pub login: String,
    pub name: String,
    pub disabled_at: Option<String>,
    pub must_change_password: bool,
    pub has_second_factor: bool,
    /// Whether a person of the identity provider is tied to it.
    pub has_provider: bool,
    /// Until when the person of its login name there may be tied to it; null where nobody invited it.
    pub invited_until: Option<String>,
    pub created_at: String,
    pub roles: Vec<HeldView>,
}

/// One page of accounts.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct AccountPage {
    pub items: Vec<AccountView>,
    /// How many there are on all pages.
    pub total: usize,
    pub next_cursor: Option<String>,
}

/// What went from one account to another.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct HandOverView {
    pub submissions: Vec<String>,
    /// Inputs that had been set aside.
    pub asides: u64,
}

/// A row of the audit log.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct AuditRowView {
    pub id: String,
    /// Its place in the chain; null for a moment after it was written.
    pub sequence: Option<i64>,
    pub at: String,
    pub by: String,
    /// Null for a job of the product.
    pub by_login: Option<String>,
    pub authority: String,
    pub action: String,
    pub action_name: Bilingual,
    pub object: String,
    /// Where the object is an account.
    pub object_login: Option<String>,
    /// As JSON.
    pub before: Option<String>,
    pub after: Option<String>,
}

/// One page of the audit log.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct AuditPage {
    pub items: Vec<AuditRowView>,
    pub next_cursor: Option<String>,
}

/// What was found when the audit log's chain was worked out again.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct AuditVerificationView {
    pub rows: i64,
    /// Signed heads that agree.
    pub anchors: usize,
    pub holds: bool,
    pub fault: Option<Bilingual>,
    /// The signed end of a chain that holds: kept elsewhere, it is an anchor.
    #[schema(value_type = Object)]
    pub head: Option<serde_json::Value>,
}
