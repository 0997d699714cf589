use serde_json::Value as Json;

use crate::database::values;
use crate::{Act, Store, StoreError, limits};

/// Something that an account should know.
#[derive(Debug, Clone, Copy)]
pub struct NewNotice<'a> {
    /// Its id.
    pub id: &'a str,
    /// For whom.
    pub account: &'a str,
    /// What makes it one: a second notice of the same cause to the same account is not written.
    pub cause: &'a str,
    /// The code of its sentence.
    pub code: &'a str,
    /// What the sentence needs.
    pub arguments: &'a Json,
    /// What it speaks of: where a click leads.
    pub object: &'a str,
    /// Where it also goes by mail.
    pub mail_to: Option<&'a str>,
}

impl Store {
    /// Writes notices; gives how many were new. A job that runs twice reminds once.
    ///
    /// # Errors
    /// Limits. Nothing is written then.
    pub async fn notify(&self, act: &Act<'_>, notices: &[NewNotice<'_>]) -> Result<u64, StoreError> {
        limits::number("notices", notices.len(), limits::CHANGES)?;
        let change = self.change(act, "writing notices").await?;
        let mut written = 0;
        for new in notices {
            limits::id("notice", new.id)?;
            limits::name("cause", new.cause, limits::KEY)?;
            limits::name("code", new.code, limits::NAME)?;
            limits::text("object", new.object, limits::KEY)?;
            limits::optional("address", new.mail_to, limits::NAME)?;
            let arguments = new.arguments.to_string();
            limits::text("arguments", &arguments, limits::TEXT)?;
            let sql = "INSERT INTO notices (id, account, cause, code, arguments, object, created_at, mail_to) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (account, cause) DO NOTHING";
            let row = values![
                new.id,
                new.account,
                new.cause,
                new.code,
                arguments,
                new.object,
                change.at(),
                new.mail_to
            ];
            let was_new = change.unit.execute(sql, row).await?;
            if was_new > 0 {
                let after = serde_json::json!({ "code": new.code, "object": new.object });
                change.tell("notice.write", new.account, None, Some(after)).await?;
            }
            written += was_new;
        }
        change.unit.commit().await?;
        Ok(written)
    }
}
