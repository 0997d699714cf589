//! A form as a file: handed out, filled in offline, taken in through the same checks as what is typed.

mod brought;
mod download;
mod made;
mod overlay;
mod register_text;
mod returned;
mod standing;
mod text;
mod upload;

pub use upload::Upload;

use lanbai_template::{Language, TemplateError, Words};

use crate::view::Bilingual;
use crate::{AppError, Messages};

/// A file to hand out.
pub struct FormFile {
    /// What it is called, without folder.
    pub name: String,
    #[allow(missing_docs)]
    pub bytes: Vec<u8>,
}

/// The words of one language.
fn words(language: Language) -> Words {
    Words::look_up(|key| said(&Messages::shared().text(key, &[]), language))
}

fn said(text: &Bilingual, language: Language) -> String {
    match language {
        Language::Chinese => text.zh.clone(),
        Language::English => text.en.clone(),
    }
}

fn broken(error: TemplateError) -> AppError {
    tracing::error!(error = format!("{error:?}"), "a workbook could not be made");
    AppError::Broken("a workbook could not be made")
}

/// Work of seconds on a thread of its own, so that other requests are answered meanwhile.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Broken("reading a form's file stopped"))
}
