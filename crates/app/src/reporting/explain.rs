use lanbai_store::Act;

use super::find::load;
use super::may::Deed;
use super::{refusal, refused};
use crate::people::Caller;
use crate::view::SubmissionView;
use crate::{App, AppError};

impl App {
    /// Explains a soft finding; an empty text takes the explanation back.
    ///
    /// # Errors
    /// If there is no such finding; what is locked; rights.
    pub async fn explain_finding(
        &self,
        caller: &Caller,
        submission: &str,
        finding: &str,
        content: &str,
    ) -> Result<SubmissionView, AppError> {
        let case = load(self, caller, submission).await?;
        let authority = self.may_do(caller, &case.standing(), Deed::Explain)?;
        let judged = case.judge(self).await?;
        let takes_back = content.trim().is_empty();
        if !takes_back && judged.found.iter().all(|found| found.key != finding) {
            let seen: String = finding.chars().take(80).collect();
            return refused(refusal("reporting-no-such-finding").with("seen", seen));
        }
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        self.store()?.explain_finding(&act, submission, finding, content).await?;
        self.submission(caller, submission).await
    }
}
