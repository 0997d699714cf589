use serde_json::json;

use crate::accounts::{Subject, login_key};
use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

impl Store {
    /// Ties a person of a provider to the account of that login name, if it was invited, is in use and is nobody
    /// else's; tells its id. The invitation is used up. A password for one use that was never used goes with it: who
    /// comes through the provider need not know it.
    ///
    /// # Errors
    /// `store-taken` if the person has another account.
    pub async fn link_invited(
        &self,
        act: &Act<'_>,
        login: &str,
        subject: &Subject,
    ) -> Result<Option<String>, StoreError> {
        limits::name("issuer", &subject.issuer, limits::KEY)?;
        limits::name("subject", &subject.subject, limits::KEY)?;
        // No database keeps the character, and one refuses to be asked for it.
        if login.contains('\0') {
            return Ok(None);
        }
        let change = self.change(act, "tying a person of a provider to an account").await?;
        // Whoever takes the invitation first has it.
        let sql = "DELETE FROM provider_invitations WHERE expires_at > $2 AND account IN \
            (SELECT id FROM accounts WHERE login = $1 AND disabled_at IS NULL AND external_subject IS NULL) \
            RETURNING account";
        let Some(row) = change.unit.one(sql, values![login_key(login), change.at()]).await? else {
            return Ok(None);
        };
        let account = row.text("account")?;
        let sql = "UPDATE accounts SET external_issuer = $2, external_subject = $3, changed_at = $4, \
            password_hash = CASE WHEN must_change_password = 1 THEN NULL ELSE password_hash END, \
            must_change_password = 0 WHERE id = $1";
        let (issuer, person) = (subject.issuer.as_str(), subject.subject.as_str());
        let values = values![account.as_str(), issuer, person, change.at()];
        change.unit.insert_new(sql, values, || refusal::taken("subject", person)).await?;
        let after = json!({ "issuer": issuer, "subject": person });
        change.done("account.external", &account, None, Some(after)).await?;
        Ok(Some(account))
    }
}
