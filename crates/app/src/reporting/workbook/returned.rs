use lanbai_kernel::Severity;
use lanbai_reporting::rights::Action;
use lanbai_template::{Key, Language, Mark, write};

use super::super::find::load;
use super::super::judge::Found;
use super::super::may::Deed;
use super::brought::{Brought, bring};
use super::download::name_of;
use super::overlay::Overlay;
use super::standing::standing;
use super::upload::Upload;
use super::{FormFile, apart, broken, said};
use crate::people::Caller;
use crate::view::FindingView;
use crate::{App, AppError, Messages};

impl App {
    /// Sends a file back as the submission's own workbook: what was written into it, with the cells marked and commented
    /// that something is wrong with. Nothing is saved, and nothing but texts comes back: no macros, no formulas, no
    /// links.
    ///
    /// # Errors
    /// What is locked; rights.
    pub async fn returned_workbook(
        &self,
        caller: &Caller,
        submission: &str,
        upload: Upload,
    ) -> Result<FormFile, AppError> {
        let case = load(self, caller, submission).await?;
        self.may_do(caller, &case.standing(), Deed::Save)?;
        let mut brought = bring(self, &case, &upload.file, upload.bytes).await?;
        let now = case.judge(self).await?;
        let overlay = Overlay::of(self, &case, &now, &brought).await?;
        let mut marks = marks(&brought);
        if !brought.is_refused() {
            let found = overlay.judged.found.iter().filter(|found| is_open(found, &brought));
            marks.extend(found.map(|found| Mark {
                spot: brought.spot(&found.finding),
                ..mark(&overlay.judged.worded(&case.at, found), found.finding.severity, brought.language)
            }));
        }
        let raw = brought.raw.take().unwrap_or_else(|| {
            let sees_personal = self.may_at(caller, Action::ReadPersonal, &case.at).is_ok();
            standing(&case, &now, &brought.template, sees_personal)
        });
        let name = format!("{}.xlsx", name_of(&case, brought.language));
        let (template, secret) = (brought.template, *self.people()?.workbook_secret());
        let _turn = self.people()?.workbook_turn().await?;
        let bytes =
            apart(move || write(&template, &raw, &marks, &Key::new(&secret))).await?.map_err(broken)?;
        Ok(FormFile { name, bytes })
    }
}

/// What is wrong with the file itself.
fn marks(brought: &Brought) -> Vec<Mark> {
    let mark = |told: &lanbai_template::Told| Mark {
        spot: told.spot.clone(),
        ..mark(&Messages::shared().finding(&told.finding), told.finding.severity, brought.language)
    };
    brought.told.iter().map(mark).collect()
}

/// Whether somebody still has to do something about it.
fn is_open(found: &Found, brought: &Brought) -> bool {
    match found.finding.severity {
        Severity::Error => true,
        Severity::Warning => {
            let words = found.fields.first().and_then(|field| brought.explanations.get(field));
            words.is_none_or(|words| words.trim().is_empty())
        }
        Severity::Note => false,
    }
}

fn mark(finding: &FindingView, severity: Severity, language: Language) -> Mark {
    Mark {
        spot: lanbai_template::Spot::Workbook,
        severity,
        sentence: said(&finding.message, language),
        hint: said(&finding.hint, language),
    }
}
