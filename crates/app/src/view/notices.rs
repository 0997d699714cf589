use serde::Serialize;
use utoipa::ToSchema;

use super::Bilingual;

/// 提醒: what someone should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct NoticeView {
    pub id: String,
    pub code: String,
    pub text: Bilingual,
    /// What it speaks of: `submissions/ID`, `supervision/ID` or `owed`.
    pub about: String,
    pub told_at: String,
    pub read_at: Option<String>,
}

/// The notices of an account, unread ones first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct NoticeList {
    pub items: Vec<NoticeView>,
    pub unread: usize,
}

/// Where the caller is written to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MailView {
    /// Nothing while he is not.
    pub address: Option<String>,
    /// Whether this workspace sends mail at all.
    pub sends: bool,
}

/// 催报: whom it reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UrgedView {
    /// Reporters who were told just now; none where they had been today.
    pub told: u64,
    /// Reporters of the territory.
    pub reporters: usize,
}
