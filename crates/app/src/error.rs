use std::path::PathBuf;

use lanbai_kernel::{Finding, InvalidPeriod, Severity};
use lanbai_lake::LakeError;
use lanbai_reporting::Role;
use lanbai_reporting::rights::Action;
use lanbai_store::StoreError;

use crate::Messages;
use crate::messages::{io_reason, same};
use crate::view::Bilingual;

/// Why a use case could not be tried, or what was asked does not exist.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The folder holds no workspace.
    #[error("`{0}` is no workspace; make one with `lanbai init --plan FOLDER` or `lanbai demo`")]
    NoWorkspace(PathBuf),
    /// The folder already holds something.
    #[error("`{0}` is not empty; choose another folder")]
    NotEmpty(PathBuf),
    /// A file could not be read or written.
    #[error("cannot use `{path}`")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The plan has errors.
    #[error("the plan has errors; `lanbai check` lists them")]
    Plan(Vec<Finding>),
    /// The lake could not do it.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// An id that the plan does not have.
    #[error("the plan has no {kind} `{id}`{}", suggestion(.nearest.as_deref()))]
    Unknown {
        /// What kind of thing.
        kind: &'static str,
        /// What was asked for.
        id: String,
        /// The most similar id that exists.
        nearest: Option<String>,
    },
    /// A period that cannot be read.
    #[error(transparent)]
    Period(#[from] InvalidPeriod),
    /// A day that cannot be read.
    #[error("`{0}` is not a day; write it as 2023-02-23")]
    Day(String),
    /// Territories that follow different kinds of membership cannot be joined.
    #[error(
        "`{0}` joins territories of different memberships; join only plan territories or only administrative ones"
    )]
    MixedUnion(String),
    /// A union was asked for the page of one territory.
    #[error("`{0}` is a union; the page of a territory shows one")]
    UnionPage(String),
    /// The product's own message files are broken.
    #[error("message file: {0}")]
    Messages(String),
    /// A file that was handed in could not be read.
    #[error(transparent)]
    Intake(#[from] lanbai_intake::IntakeError),
    /// A filter of a table that cannot be read, or that asks a number to be a word.
    #[error("`{0}` is no filter; write `column:text` or `column=value`")]
    Filter(String),
    /// A place between the pages of a table that this table does not have.
    #[error("`{0}` is no cursor; hand back `next_cursor` as it is")]
    Cursor(String),
    /// Too many questions at once.
    #[error("{asked} questions at once; at most {limit} are answered, ask for fewer territories or periods")]
    TooMany {
        /// How many were asked.
        asked: usize,
        /// How many are answered.
        limit: usize,
    },
    /// The plan has no rule by which enterprises are assigned to segments.
    #[error("the plan does not say how enterprises are assigned to segments")]
    NoAssignment,
    /// Weights of a diagnosis that cannot be read or used.
    #[error("`{0}` is no weight; write `list.criterion:weight`, separated by commas")]
    Weights(String),
    /// A statement over the tables that is longer than 64 KiB.
    #[error("a statement of {0} bytes; at most 65,536 are read")]
    StatementTooLong(usize),
    /// A statement over the tables that cannot be answered.
    #[error("the statement cannot be answered")]
    Statement(#[source] LakeError),
    /// A part of the product stopped working.
    #[error("{0}")]
    Broken(&'static str),
    /// The settings of the workspace cannot be read.
    #[error("`{path}` cannot be read")]
    Settings {
        /// Where they stand.
        path: PathBuf,
        /// Why.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// The store refused, or could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Someone may not do what he asked for.
    #[error("{}: `{}`", .0.code, .0.action.name())]
    NotAllowed(Box<NotAllowed>),
    /// Mail cannot leave, or the settings for it are none.
    #[error("mail: {0}")]
    Mail(String),
    /// What someone does about accounts cannot be done: the finding says why and what to do.
    #[error("refused: {}", .0.code)]
    Refused(Box<Finding>),
}

/// What someone may not do, and what he would need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAllowed {
    /// What he asked for.
    pub action: Action,
    /// Under which its sentence stands: `not-signed-in`, `not-allowed`, `not-allowed-there`, or a duty of his own that
    /// comes first.
    pub code: &'static str,
    /// The roles that could.
    pub roles: Vec<Role>,
}

/// An error with everything that caused it.
pub fn chain(error: &dyn std::error::Error) -> String {
    std::iter::successors(error.source(), |cause| cause.source())
        .fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default()
}

impl AppError {
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    /// The code under which its sentence stands in the message files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown-id",
            Self::Period(_) => "not-a-period",
            Self::Day(_) => "not-a-day",
            Self::MixedUnion(_) => "mixed-union",
            Self::UnionPage(_) => "union-has-no-page",
            Self::TooMany { .. } => "too-many-questions",
            Self::Weights(_) => "not-a-weight",
            Self::NoAssignment => "no-assignment",
            Self::StatementTooLong(_) => "statement-too-long",
            Self::Statement(error) => lake_code(error),
            Self::Intake(_) => "unreadable-file",
            Self::Filter(_) => "not-a-filter",
            Self::Cursor(_) => "not-a-cursor",
            Self::NoWorkspace(_) => "no-workspace",
            Self::NotEmpty(_) => "folder-not-empty",
            Self::File { .. } => "unusable-path",
            Self::Plan(_) => "plan-refused",
            Self::Lake(error) => lake_code(error),
            Self::Settings { .. } => "settings-refused",
            Self::Store(error) => store_code(error),
            Self::NotAllowed(refused) => refused.code,
            Self::Refused(finding) => finding.code,
            Self::Mail(_) => "mail-failed",
            Self::Messages(_) | Self::Broken(_) => "internal",
        }
    }

    /// What went wrong, as the message files say it.
    pub fn message(&self) -> Bilingual {
        match self.finding() {
            Some(finding) => Messages::shared().finding(finding).message,
            None => Messages::shared().text(self.code(), &self.arguments()),
        }
    }

    /// The finding, where that is how it was told.
    fn finding(&self) -> Option<&Finding> {
        match self {
            Self::Store(error) => error.finding(),
            Self::Refused(finding) => Some(finding),
            _ => None,
        }
    }

    /// What to do, as the message files say it.
    pub fn hint(&self) -> Bilingual {
        if let Some(finding) = self.finding() {
            return Messages::shared().finding(finding).hint;
        }
        match self {
            Self::Unknown { nearest: None, .. } => Messages::shared().text("nothing-near", &[]),
            _ => Messages::shared().hint(self.code(), &self.arguments()),
        }
    }

    /// What its sentences need.
    fn arguments(&self) -> Vec<(&'static str, Bilingual)> {
        let mut arguments = vec![("seen", same(&self.seen()))];
        match self {
            Self::Unknown { kind, nearest, .. } => {
                arguments.push(("kind", Messages::shared().text(&format!("kind-{kind}"), &[])));
                arguments.extend(nearest.as_deref().map(|nearest| ("nearest", same(nearest))));
            }
            Self::TooMany { limit, .. } => arguments.push(("limit", same(&limit.to_string()))),
            Self::File { source, .. } | Self::Lake(LakeError::Folder { source, .. }) => {
                arguments.push(("reason", io_reason(source)));
            }
            Self::NotAllowed(refused) => {
                let messages = Messages::shared();
                let roles =
                    refused.roles.iter().map(|role| messages.text(&format!("role-{}", role.name()), &[]));
                arguments.push(("action", messages.text(&format!("action-{}", refused.action.name()), &[])));
                arguments.push(("roles", messages.listed(roles)));
            }
            Self::Lake(LakeError::Shape { column, .. }) => arguments.push(("column", same(column))),
            _ => {}
        }
        arguments
    }

    fn seen(&self) -> String {
        match self {
            Self::Unknown { id, .. } => id.clone(),
            Self::Period(InvalidPeriod(text))
            | Self::Day(text)
            | Self::MixedUnion(text)
            | Self::UnionPage(text)
            | Self::Filter(text)
            | Self::Weights(text)
            | Self::Cursor(text) => text.clone(),
            Self::TooMany { asked, .. } => asked.to_string(),
            Self::StatementTooLong(bytes) => bytes.to_string(),
            Self::NoAssignment => String::new(),
            Self::NoWorkspace(path) | Self::NotEmpty(path) | Self::File { path, .. } => {
                path.display().to_string()
            }
            Self::Plan(findings) => {
                findings.iter().filter(|f| f.severity == Severity::Error).count().to_string()
            }
            Self::Lake(error) | Self::Statement(error) => lake_seen(error),
            Self::Intake(lanbai_intake::IntakeError::Read(cause)) => cause.to_string(),
            Self::Messages(text) | Self::Mail(text) => text.clone(),
            Self::Settings { path, source } => format!("{}: {}", path.display(), source.message()),
            Self::Store(_) | Self::Refused(_) => String::new(),
            Self::NotAllowed(refused) => refused.action.name().to_owned(),
            Self::Broken(text) => (*text).to_owned(),
        }
    }
}

fn store_code(error: &StoreError) -> &'static str {
    match error {
        _ if error.is_without_room() => "disk-full",
        StoreError::Refused(finding) => finding.code,
        StoreError::Newer { .. } => "store-newer",
        _ => "store-failed",
    }
}

fn lake_code(error: &LakeError) -> &'static str {
    if error.is_without_room() {
        return "disk-full";
    }
    match error {
        LakeError::Busy => "busy",
        LakeError::ValueTooLong(_) => "value-too-long",
        LakeError::Folder { .. } => "unusable-path",
        LakeError::Table { .. } => "lake-failed",
        LakeError::Query(_) => "query-failed",
        LakeError::SeveralStatements(0) => "query-empty",
        LakeError::SeveralStatements(_) => "query-several",
        LakeError::NotReadOnly => "query-not-reading",
        LakeError::TooLong { .. } => "query-too-long",
        LakeError::Shape { .. } => "lake-other-version",
    }
}

fn lake_seen(error: &LakeError) -> String {
    match error {
        LakeError::ValueTooLong(value) => value.clone(),
        LakeError::Folder { path, .. } => path.display().to_string(),
        LakeError::Query(_) => error.detail(),
        LakeError::Table { .. } => format!("{error}: {}", error.detail()),
        LakeError::SeveralStatements(count) => count.to_string(),
        LakeError::TooLong { seconds } => seconds.to_string(),
        LakeError::Shape { table, .. } => table.clone(),
        LakeError::Busy | LakeError::NotReadOnly => String::new(),
    }
}
