use lanbai_reporting::State;
use sea_orm::Value;

use super::submission::{COLUMNS, Submission};
use crate::database::{Page, placeholders};
use crate::{Store, StoreError, limits};

/// Which submissions: those that agree with every part that is given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    /// Of one of these territories: the caller's scope. An empty list is no territory, and finds nothing.
    pub territories: Option<&'a [&'a str]>,
    /// Of that form.
    pub form: Option<&'a str>,
    /// For that period.
    pub period: Option<&'a str>,
    /// In one of these states.
    pub states: Option<&'a [State]>,
    /// Filled in by that account.
    pub owner: Option<&'a str>,
}

impl Store {
    /// Submissions in the order of their ids.
    ///
    /// # Errors
    /// `store-too-many` territories.
    pub async fn submissions(
        &self,
        filter: Filter<'_>,
        page: Page<'_>,
    ) -> Result<Vec<Submission>, StoreError> {
        limits::number("territories", filter.territories.map_or(0, <[_]>::len), limits::CHANGES)?;
        let mut conditions = Conditions::default();
        if let Some(territories) = filter.territories {
            conditions.one_of("territory", territories.iter().map(|&id| id.into()).collect());
        }
        if let Some(states) = filter.states {
            conditions.one_of("state", states.iter().map(|state| state.name().into()).collect());
        }
        for (column, wanted) in [("form", filter.form), ("period", filter.period), ("owner", filter.owner)] {
            if let Some(wanted) = wanted {
                conditions.one_of(column, vec![wanted.into()]);
            }
        }
        let Conditions { mut sql, mut values } = conditions;
        values.push(page.after.unwrap_or_default().into());
        values.push(page.most().into());
        let (after, most) = (values.len() - 1, values.len());
        sql.push_str(&format!("id > ${after} ORDER BY id LIMIT ${most}"));
        let sql = format!("SELECT {COLUMNS} FROM submissions WHERE {sql}");
        let rows = self.reader("listing submissions").all(&sql, values).await?;
        rows.iter().map(Submission::read).collect()
    }
}

/// Conditions that must all hold, each followed by `AND`.
#[derive(Default)]
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    fn one_of(&mut self, column: &'static str, wanted: Vec<Value>) {
        let condition = if wanted.is_empty() {
            "1 = 0 AND ".to_owned()
        } else {
            format!("{column} IN ({}) AND ", placeholders(self.values.len() + 1, wanted.len()))
        };
        self.sql.push_str(&condition);
        self.values.extend(wanted);
    }
}
