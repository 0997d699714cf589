use std::fmt;
use std::path::Path;

use lanbai_app::view::Bilingual;
use lanbai_app::{AppError, Messages, io_reason, same};
use lanbai_server::ServeError;

/// Why a command could not be tried, by the code under which its sentence stands in the message files.
#[derive(Debug)]
pub(crate) struct Refusal {
    code: &'static str,
    arguments: Vec<(&'static str, Bilingual)>,
}

impl Refusal {
    /// A refusal; `seen` is what was given.
    pub fn new(code: &'static str, seen: impl ToString) -> Self {
        Self { code, arguments: Vec::new() }.with("seen", seen)
    }

    /// One more argument of its sentence, alike in both languages.
    pub fn with(self, name: &'static str, text: impl ToString) -> Self {
        self.with_words(name, same(&text.to_string()))
    }

    /// One more argument of its sentence.
    pub fn with_words(mut self, name: &'static str, words: Bilingual) -> Self {
        self.arguments.push((name, words));
        self
    }

    /// A file or folder that the system refused.
    pub fn path(path: &Path, error: &std::io::Error) -> Self {
        Self::new("unusable-path", path.display()).with_words("reason", io_reason(error))
    }

    /// What stopped a command, whatever it was.
    pub fn of(error: &anyhow::Error) -> (Bilingual, Bilingual) {
        for cause in error.chain() {
            if let Some(refusal) = cause.downcast_ref::<Self>() {
                return refusal.told();
            }
            if let Some(known) = cause.downcast_ref::<AppError>().filter(|known| known.code() != "internal") {
                return (known.message(), known.hint());
            }
            if let Some(ServeError::Listen { address, source }) = cause.downcast_ref() {
                return Self::new("cannot-listen", address).with_words("reason", io_reason(source)).told();
            }
        }
        Self::new("failed", format!("{error:#}")).told()
    }

    /// What went wrong and what to do, in both languages.
    pub fn told(&self) -> (Bilingual, Bilingual) {
        let messages = Messages::shared();
        (messages.text(self.code, &self.arguments), messages.hint(self.code, &self.arguments))
    }
}

/// In English, for logs.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told().0.en)
    }
}

impl std::error::Error for Refusal {}
