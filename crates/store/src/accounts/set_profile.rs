use serde_json::json;

use super::Subject;
use super::account::must_be;
use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

impl Store {
    /// Changes the name that pages show.
    ///
    /// # Errors
    /// `store-unknown`.
    pub async fn rename_account(
        &self,
        act: &Act<'_>,
        id: &str,
        display_name: &str,
    ) -> Result<(), StoreError> {
        limits::name("display-name", display_name, limits::NAME)?;
        let change = self.change(act, "renaming an account").await?;
        let before = must_be(&change.unit, id).await?;
        let sql = "UPDATE accounts SET display_name = $2, changed_at = $3 WHERE id = $1";
        change.unit.execute(sql, values![id, display_name, change.at()]).await?;
        let before = json!({ "display_name": before.display_name });
        let after = json!({ "display_name": display_name });
        change.done("account.rename", id, Some(before), Some(after)).await
    }

    /// Ties the account to a person of an identity provider, or unties it.
    ///
    /// # Errors
    /// `store-unknown`; `store-taken` if that person has another account.
    pub async fn set_external_subject(
        &self,
        act: &Act<'_>,
        id: &str,
        external: Option<&Subject>,
    ) -> Result<(), StoreError> {
        let issuer = external.map(|external| external.issuer.as_str());
        let subject = external.map(|external| external.subject.as_str());
        limits::optional("issuer", issuer, limits::KEY)?;
        limits::optional("subject", subject, limits::KEY)?;
        let change = self.change(act, "tying an account to a provider").await?;
        let before = must_be(&change.unit, id).await?;
        let sql =
            "UPDATE accounts SET external_issuer = $2, external_subject = $3, changed_at = $4 WHERE id = $1";
        let values = values![id, issuer, subject, change.at()];
        change
            .unit
            .insert_new(sql, values, || refusal::taken("subject", subject.unwrap_or_default()))
            .await?;
        let before =
            before.external.map(|external| json!({ "issuer": external.issuer, "subject": external.subject }));
        let after =
            external.map(|external| json!({ "issuer": external.issuer, "subject": external.subject }));
        change.done("account.external", id, before, after).await
    }
}
