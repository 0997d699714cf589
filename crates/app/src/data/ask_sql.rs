use std::time::Duration;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_lake::{LakeError, QueryLimits, is_table_of, register_column};
use lanbai_reporting::rights::{About, Action};

use super::shown::is_in;
use super::tables::json;
use crate::people::Caller;
use crate::view::SqlAnswer;
use crate::{App, AppError};

/// The longest statement, in bytes.
const LONGEST_SQL: usize = 1 << 16;

/// What one statement of someone who is not at the server may use; several run at once.
const LIMITS: QueryLimits =
    QueryLimits { rows: 10_000, memory_bytes: 256 << 20, time: Duration::from_secs(20) };

impl App {
    /// Answers one reading statement over what lies in the caller's scope: rows of the territories that he may ask
    /// about, and what was published anyway.
    ///
    /// # Errors
    /// [`AppError::NotAllowed`] for whoever may ask about no territory; what is wrong with the statement.
    pub async fn ask_sql(&self, caller: &Caller, sql: &str) -> Result<SqlAnswer, AppError> {
        if sql.len() > LONGEST_SQL {
            return Err(AppError::StatementTooLong(sql.len()));
        }
        let shown = self.scoped_tables(caller)?;
        let _turn = self.asking.acquire().await;
        let found = self.lake.query_over(sql, LIMITS, &shown).await.map_err(blamed)?;
        Ok(SqlAnswer {
            columns: self.columns("", &found),
            rows: found.rows.iter().map(|row| row.iter().map(json).collect()).collect(),
            cut: found.cut,
        })
    }

    /// For each table with rows of territories, the statement that lets through what the caller may see.
    fn scoped_tables(&self, caller: &Caller) -> Result<Vec<(String, String)>, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        caller.may_about(Action::QuerySql, About::Any, self, &snapshot)?;
        let may = |t: &TerritoryIndex| {
            caller.may_about(Action::QuerySql, About::Territory(*t), self, &snapshot).is_ok()
        };
        let scope: Vec<TerritoryIndex> =
            (0..).map(TerritoryIndex).take(plan.graph.len()).filter(may).collect();
        let mut shown = Vec::new();
        for name in self.lake.table_names()? {
            let register =
                plan.raw.registers.content.register.iter().position(|text| is_table_of(text, &name));
            let column = match register {
                Some(n) => {
                    let field = plan.registers[n].territory;
                    register_column(plan.register_text(n).field[field].id.get_ref())
                }
                None if name == "observations" => "territory".to_owned(),
                // A register that the plan no longer has says nowhere whom its rows belong to.
                None if name.starts_with("register_") => {
                    shown.push((name.clone(), format!("SELECT * FROM {name} WHERE origin = 'published'")));
                    continue;
                }
                None => continue,
            };
            let condition = is_in(plan, &column, &scope);
            shown.push((name.clone(), format!("SELECT * FROM {name} WHERE {condition}")));
        }
        Ok(shown)
    }
}

/// Tells what is wrong with a statement from what is wrong with the lake.
fn blamed(error: LakeError) -> AppError {
    match error {
        LakeError::Query(_)
        | LakeError::SeveralStatements(_)
        | LakeError::NotReadOnly
        | LakeError::TooLong { .. }
            if !error.is_without_room() =>
        {
            AppError::Statement(error)
        }
        other => AppError::Lake(other),
    }
}
