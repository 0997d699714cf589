use lanbai_store::Act;
use lanbai_store::submissions::Correction;

use super::find::load;
use super::may::Deed;
use crate::people::{Caller, new_id};
use crate::view::BegunView;
use crate::{App, AppError};

impl App {
    /// 更正: begins a draft that replaces an approved submission once it is approved itself, with a reason.
    ///
    /// # Errors
    /// What is not approved yet, or is being corrected already; a missing reason; rights.
    pub async fn correct_submission(
        &self,
        caller: &Caller,
        submission: &str,
        reason: &str,
    ) -> Result<BegunView, AppError> {
        let case = load(self, caller, submission).await?;
        let authority = self.may_do(caller, &case.standing(), Deed::Correct)?;
        let id = new_id("s")?;
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let correction = Correction {
            id: &id,
            supersedes: submission,
            form_version: &case.at.form().version,
            owner: &caller.account,
            reason,
        };
        self.store()?.supersede(&act, &correction).await?;
        Ok(BegunView { submission: id, prefilled: case.fields.len() })
    }
}
