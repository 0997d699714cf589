use std::path::PathBuf;

use lanbai_kernel::{Finding, InvalidPeriod};
use lanbai_lake::LakeError;

use crate::Messages;
use crate::messages::same;
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
    /// The product's own message files are broken.
    #[error("message file: {0}")]
    Messages(String),
    /// A file that was handed in could not be read.
    #[error(transparent)]
    Intake(#[from] lanbai_intake::IntakeError),
    /// Too many questions at once.
    #[error("{asked} questions at once; at most {limit} are answered, ask for fewer territories or periods")]
    TooMany {
        /// How many were asked.
        asked: usize,
        /// How many are answered.
        limit: usize,
    },
    /// A part of the product stopped working.
    #[error("{0}")]
    Broken(&'static str),
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
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown-id",
            Self::Period(_) => "not-a-period",
            Self::Day(_) => "not-a-day",
            Self::MixedUnion(_) => "mixed-union",
            Self::TooMany { .. } => "too-many-questions",
            Self::Intake(_) => "unreadable-file",
            Self::Lake(LakeError::Busy) => "busy",
            Self::Lake(LakeError::ValueTooLong(_)) => "value-too-long",
            _ => "internal",
        }
    }

    /// What its sentence needs.
    pub fn arguments(&self) -> Vec<(&'static str, Bilingual)> {
        let mut arguments = vec![("seen", same(&self.seen()))];
        match self {
            Self::Unknown { kind, nearest, .. } => {
                arguments.push(("kind", Messages::shared().text(&format!("kind-{kind}"), &[])));
                arguments.push(("nearest", same(nearest.as_deref().unwrap_or("—"))));
            }
            Self::TooMany { limit, .. } => arguments.push(("limit", same(&limit.to_string()))),
            _ => {}
        }
        arguments
    }

    fn seen(&self) -> String {
        match self {
            Self::Unknown { id, .. } => id.clone(),
            Self::Period(InvalidPeriod(text)) | Self::Day(text) | Self::MixedUnion(text) => text.clone(),
            Self::TooMany { asked, .. } => asked.to_string(),
            Self::Lake(LakeError::ValueTooLong(value)) => value.clone(),
            Self::Intake(lanbai_intake::IntakeError::Read(cause)) => cause.to_string(),
            _ => String::new(),
        }
    }
}
