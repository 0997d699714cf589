use lanbai_reporting::rights::Action;
use lanbai_store::Act;

use super::{another, refused};
use crate::people::Caller;
use crate::view::HandOverView;
use crate::{App, AppError};

impl App {
    /// 移交: gives every draft of one account to another.
    pub async fn hand_over(&self, caller: &Caller, from: &str, to: &str) -> Result<HandOverView, AppError> {
        let (_, authority) = another(self, caller, Action::HandOver, from).await?;
        another(self, caller, Action::HandOver, to).await?;
        if from == to {
            return Err(refused("account-same"));
        }
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let handed = self.store()?.hand_over(&act, from, to).await?;
        Ok(HandOverView { submissions: handed.submissions, asides: handed.asides })
    }
}
