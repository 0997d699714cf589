use serde::Serialize;
use utoipa::ToSchema;

use super::Bilingual;

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

/// What an authenticator needs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SecondFactorView {
    /// The secret, to be typed.
    pub secret: String,
    /// The same as an address, to be shown as a QR code.
    pub address: String,
}
