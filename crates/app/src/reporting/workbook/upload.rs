use lanbai_kernel::Severity;
use lanbai_store::Act;
use lanbai_store::submissions::{FieldChange, RowChange};

use super::super::accounts::AccountNames;
use super::super::find::{Case, load};
use super::super::may::Deed;
use super::brought::{Brought, bring};
use super::overlay::Overlay;
use crate::people::Caller;
use crate::view::{RegisterChangeView, UploadChange, UploadReport};
use crate::{App, AppError, Messages};

/// A file that was filled in.
pub struct Upload {
    /// As its owner called it.
    pub file: String,
    #[allow(missing_docs)]
    pub bytes: Vec<u8>,
}

impl App {
    /// Reads a form's file (our Excel template, or CSV) into a draft, or tells what it would change. A file is taken
    /// whole or not at all; what it leaves empty stays as it is in the draft. `seen` are the contents of the draft that
    /// the preview was shown for: if someone has saved since, nothing is taken and the changes are told anew.
    ///
    /// # Errors
    /// What is locked; rights. What is wrong with the file is in the report.
    pub async fn upload_form(
        &self,
        caller: &Caller,
        submission: &str,
        upload: Upload,
        seen: Option<i64>,
    ) -> Result<UploadReport, AppError> {
        let case = load(self, caller, submission).await?;
        let authority = self.may_do(caller, &case.standing(), Deed::Save)?;
        let brought = bring(self, &case, &upload.file, upload.bytes).await?;
        let now = case.judge(self).await?;
        let overlay = Overlay::of(self, &case, &now, &brought).await?;
        let can_be_saved = !brought.is_refused() && overlay.judged.entries.findings.is_empty();
        let is_as_seen = seen == Some(case.submission.contents);
        let saves = can_be_saved && is_as_seen;
        if saves {
            self.keep(caller, &authority, &case, &brought, &overlay).await?;
        }
        let changes = overlay.fields.iter().map(|(key, after)| UploadChange {
            key: key.clone(),
            before: now.entries.shown(key),
            after: after.clone(),
        });
        let registers = overlay.registers.iter().map(|change| RegisterChangeView {
            register: change.register.clone(),
            key: change.field.clone(),
            added: change.added,
            changed: change.changed,
            removed: change.removed,
        });
        let names = AccountNames::default();
        let told = brought.told.iter().map(|told| Messages::shared().finding(&told.finding));
        // Of a file that is not taken nobody learns how it would stand.
        let found = if brought.is_refused() {
            Vec::new()
        } else {
            overlay.judged.view(&case.at, &case.explanations, &names)
        };
        Ok(UploadReport {
            file: upload.file,
            saved: saves,
            can_be_saved,
            changed_meanwhile: can_be_saved && seen.is_some() && !is_as_seen,
            contents: self.store()?.submission(submission).await?.map_or(0, |stored| stored.contents),
            changes: changes.collect(),
            registers: registers.collect(),
            kept: overlay.kept,
            findings: told.collect(),
            found,
        })
    }

    /// Saves what a file brings, each field and row for itself, and explains what it explains.
    async fn keep(
        &self,
        caller: &Caller,
        authority: &str,
        case: &Case,
        brought: &Brought,
        overlay: &Overlay,
    ) -> Result<(), AppError> {
        let store = self.store()?;
        let id = case.submission.id.as_str();
        let act = Act { by: &caller.account, authority, at: self.clock().now() };
        let version =
            |key: &str| case.fields.iter().find(|one| one.field == *key).map_or(0, |one| one.version);
        let changes: Vec<FieldChange<'_>> = overlay
            .fields
            .iter()
            .map(|(field, content)| FieldChange { field, content, seen: version(field) })
            .collect();
        if !changes.is_empty() {
            store.save_fields(&act, id, &changes).await?;
        }
        for register in &overlay.registers {
            let rows = register.rows.iter().map(|(row_id, content, seen)| RowChange {
                register: &register.register,
                row_id,
                content: content.as_ref(),
                seen: *seen,
            });
            // The store takes so many in one go.
            for some in rows.collect::<Vec<_>>().chunks(5_000) {
                store.save_register_rows(&act, id, some).await?;
            }
        }
        for found in overlay.judged.found.iter().filter(|one| one.finding.severity == Severity::Warning) {
            let words = found.fields.first().and_then(|field| brought.explanations.get(field));
            let known = case.explanations.iter().find(|one| one.finding == found.key);
            let is_new = |words: &&String| known.is_none_or(|one| one.content != **words);
            if let Some(words) = words.filter(|words| !words.trim().is_empty()).filter(is_new) {
                store.explain_finding(&act, id, &found.key, words.trim()).await?;
            }
        }
        Ok(())
    }
}
