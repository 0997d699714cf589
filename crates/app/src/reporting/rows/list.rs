use std::collections::BTreeMap;

use lanbai_intake::FieldKind;
use lanbai_plan::Plan;
use lanbai_reporting::rights::Action;
use lanbai_store::submissions::RegisterRow;

use super::super::accounts::AccountNames;
use super::super::find::{Case, load};
use super::before::Before;
use super::check::text;
use super::{Asked, must_fit};
use crate::people::Caller;
use crate::view::{Named, RegisterColumnView, RegisterRowView, RegisterRowsView};
use crate::{App, AppError, Messages};

/// What stands in place of what a reader may not see.
pub(in crate::reporting) const MASKED: &str = "＊＊＊";

impl App {
    /// The rows of one register in a submission, and what each may hold.
    ///
    /// # Errors
    /// What the form does not ask for; rights.
    pub async fn register_rows(
        &self,
        caller: &Caller,
        submission: &str,
        register: &str,
    ) -> Result<RegisterRowsView, AppError> {
        let case = load(self, caller, submission).await?;
        self.rows_view(caller, &case, register).await
    }

    /// The same of a submission that is loaded.
    pub(in crate::reporting) async fn rows_view(
        &self,
        caller: &Caller,
        case: &Case,
        register: &str,
    ) -> Result<RegisterRowsView, AppError> {
        let plan = case.at.plan();
        let asked = must_fit(&case.at, register)?;
        let sees_personal = self.may_at(caller, Action::ReadPersonal, &case.at).is_ok();
        let own: Vec<&RegisterRow> =
            case.register_rows.iter().filter(|row| row.register == asked.register.id).collect();
        let before = Before::read(self, case, &asked).await?;
        let withdrawn = before.withdrawn(&asked, &own);
        let people = own.iter().chain(&withdrawn).map(|row| row.entered_by.as_str());
        let names = AccountNames::read(self.store()?, people).await?;
        let view = |row: &RegisterRow, state: &str| RegisterRowView {
            id: row.row_id.clone(),
            cells: cells(&asked, row, sees_personal),
            version: row.version,
            entered_by: names.of(&row.entered_by),
            state: Some(state.to_owned()),
        };
        Ok(RegisterRowsView {
            register: asked.register.id.clone(),
            contents: case.submission.contents,
            columns: asked.columns.iter().map(|n| column(plan, &asked, *n)).collect(),
            rows: own.iter().map(|row| view(row, before.state(case, &asked, row))).collect(),
            withdrawn: withdrawn.iter().map(|row| view(row, "withdrawn")).collect(),
        })
    }
}

/// A row's cells by their columns.
pub(super) fn cells(asked: &Asked, row: &RegisterRow, sees_personal: bool) -> BTreeMap<String, String> {
    let all = asked.columns.iter().map(|n| {
        let field = &asked.register.fields[*n];
        let cell = text(row, &field.id);
        let is_masked = !sees_personal && !cell.is_empty() && asked.personal.contains(n);
        (field.id.clone(), if is_masked { MASKED.to_owned() } else { cell.to_owned() })
    });
    all.collect()
}

fn column(plan: &Plan, asked: &Asked, n: usize) -> RegisterColumnView {
    let field = &asked.register.fields[n];
    let (kind, unit) = match &field.kind {
        FieldKind::Text => ("text", None),
        FieldKind::Date => ("date", None),
        FieldKind::Number(unit) => ("number", unit.map(|unit| unit.to_string())),
        FieldKind::Territory => ("choice", None),
        FieldKind::Code(_) => ("choice", None),
    };
    RegisterColumnView {
        id: field.id.clone(),
        name: (&field.name).into(),
        kind: kind.to_owned(),
        required: asked.is_required(plan, n),
        is_key: n == asked.register.key,
        personal: asked.personal.contains(&n),
        unit_name: unit.as_deref().map(|unit| Messages::shared().unit(unit)),
        choices: asked
            .choices(plan, n)
            .into_iter()
            .map(|(id, name)| Named { id, name: (&name).into() })
            .collect(),
    }
}
