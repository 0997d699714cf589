use lanbai_reporting::rights::Action;

use super::tell::sentence;
use crate::people::{Caller, Where};
use crate::reporting::written;
use crate::view::{NoticeList, NoticeView};
use crate::{App, AppError};

/// Notices in one answer; what is older is read or past caring.
const MOST: usize = 200;

impl App {
    /// What the caller should know, unread ones first.
    ///
    /// # Errors
    /// Rights.
    pub async fn notices(&self, caller: &Caller) -> Result<NoticeList, AppError> {
        caller.may(Action::KeepOwnAccount, Where::Any, self)?;
        let found = self.store()?.notices_of(&caller.account, MOST).await?;
        let view = |notice: lanbai_store::notices::Notice| NoticeView {
            text: sentence(&notice.code, &notice.arguments),
            code: notice.code,
            id: notice.id,
            about: notice.object,
            told_at: written(notice.created_at),
            read_at: notice.read_at.map(written),
        };
        let items: Vec<NoticeView> = found.into_iter().map(view).collect();
        let unread = items.iter().filter(|notice| notice.read_at.is_none()).count();
        Ok(NoticeList { items, unread })
    }

    /// Notes that the caller has read one of his notices, or all of them.
    ///
    /// # Errors
    /// Rights.
    pub async fn read_notices(&self, caller: &Caller, notice: Option<&str>) -> Result<NoticeList, AppError> {
        caller.may(Action::KeepOwnAccount, Where::Any, self)?;
        self.store()?.mark_read(&caller.account, notice, self.clock().now()).await?;
        self.notices(caller).await
    }
}
