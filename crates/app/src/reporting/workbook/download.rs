use lanbai_reporting::form::FieldKind;
use lanbai_reporting::rights::Action;
use lanbai_template::{Key, Language, write};

use super::super::find::{Case, load};
use super::super::rows::must_fit;
use super::standing::standing;
use super::{FormFile, apart, broken, made, register_text, said, text};
use crate::people::Caller;
use crate::{App, AppError};

impl App {
    /// The Excel template of a submission, with the last periods' values and what is filled in already.
    ///
    /// # Errors
    /// If there is no such submission that the caller may read.
    pub async fn form_workbook(
        &self,
        caller: &Caller,
        submission: &str,
        language: Language,
    ) -> Result<FormFile, AppError> {
        let case = load(self, caller, submission).await?;
        let judged = case.judge(self).await?;
        let template = made::template(self, &case, language).await?;
        let sees_personal = self.may_at(caller, Action::ReadPersonal, &case.at).is_ok();
        let raw = standing(&case, &judged, &template, sees_personal);
        let secret = *self.people()?.workbook_secret();
        let _turn = self.people()?.workbook_turn().await?;
        let bytes = apart(move || write(&template, &raw, &[], &Key::new(&secret))).await?.map_err(broken)?;
        Ok(FormFile { name: format!("{}.xlsx", name_of(&case, language)), bytes })
    }

    /// The same as CSV: one field a row; or the rows of one register of the form.
    ///
    /// # Errors
    /// If there is no such submission that the caller may read; a register that the form does not ask for.
    pub async fn form_text(
        &self,
        caller: &Caller,
        submission: &str,
        register: Option<&str>,
        language: Language,
    ) -> Result<FormFile, AppError> {
        let case = load(self, caller, submission).await?;
        let judged = case.judge(self).await?;
        let template = made::template(self, &case, language).await?;
        let sees_personal = self.may_at(caller, Action::ReadPersonal, &case.at).is_ok();
        let raw = standing(&case, &judged, &template, sees_personal);
        let name = name_of(&case, language);
        let Some(register) = register else {
            return Ok(FormFile { name: format!("{name}.csv"), bytes: text::write(&template, &raw)? });
        };
        let asked = must_fit(&case.at, register)?;
        let field = case.at.form().fields().find(|field| match &field.kind {
            FieldKind::Register { register } => **register == *asked.register.id,
            _ => false,
        });
        let key = field.map_or(register, |field| &*field.key);
        let called = safe(&said(&(&asked.register.name).into(), language));
        let view = self.rows_view(caller, &case, register).await?;
        let bytes = register_text::write(&template, &raw, key, &view)?;
        Ok(FormFile { name: format!("{name}-{called}.csv"), bytes })
    }
}

/// What the file of a submission is called: who reports what of when.
pub(super) fn name_of(case: &Case, language: Language) -> String {
    let at = &case.at;
    let parts = [said(&at.form_named().name, language), said(&at.territory_named().name, language)];
    safe(&format!("{}-{}-{}", parts[0], parts[1], at.period))
}

/// A name without what file systems do not bear.
fn safe(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || "-.（）()".contains(c) { c } else { '_' }).collect()
}
