use lanbai_app::{AppError, chain};

/// Whether a loop that goes on for ever is failing: told once for each time that it begins to, not at every turn.
#[derive(Default)]
pub(crate) struct Failing(bool);

impl Failing {
    /// Notes how a turn went; `what` is what could not be done.
    pub fn note<T>(&mut self, turn: &Result<T, AppError>, what: &str) {
        if let Err(error) = turn
            && !self.0
        {
            tracing::error!(error = chain(error), "{what}");
        }
        self.0 = turn.is_err();
    }
}
