//! A plan held against an older one and what was published under it: what the change would orphan.

use std::path::{Path, PathBuf};

use lanbai_kernel::{Finding, Place};
use lanbai_lake::{Lake, QueryLimits, REGISTER_COMMON, Value, is_table_of, register_column};
use lanbai_plan::{Plan, raw};

use crate::workspace::read_plan_folder;
use crate::{AppError, Workspace};

/// What the plan in `folder` would orphan of `old`: a workspace with its plan and lake, or an older plan's folder.
///
/// # Errors
/// If either cannot be read, or a plan of them has errors.
pub async fn against(folder: &Path, old: &Path) -> Result<Vec<Finding>, AppError> {
    let new = load(folder)?;
    if old.join("plan.toml").is_file() {
        return lost(old.to_owned(), &new);
    }
    let workspace = Workspace::open(old)?;
    let mut findings = lost(workspace.plan_folder(), &new)?;
    findings.extend(orphans(&workspace.lake(), &new).await?);
    Ok(findings)
}

fn load(folder: &Path) -> Result<Plan, AppError> {
    let (plan, findings) = lanbai_plan::load(&read_plan_folder(folder)?);
    plan.ok_or(AppError::Plan(findings))
}

/// What the older plan has and the newer one lost, at the places of the older plan's files.
fn lost(old: PathBuf, new: &Plan) -> Result<Vec<Finding>, AppError> {
    let mut findings = lanbai_plan::against::lost(&load(&old)?, new);
    for finding in &mut findings {
        let name = finding.place.file.as_deref().unwrap_or_default();
        // The file of that name that is being checked is another one, and so is what stands at that span.
        finding.place.file = Some(old.join(name).to_string_lossy().into_owned());
        finding.place.span = None;
    }
    Ok(findings)
}

/// What the lake has and the plan does not know, table by table.
async fn orphans(lake: &Lake, plan: &Plan) -> Result<Vec<Finding>, AppError> {
    let tables = Tables { lake, names: lake.table_names()? };
    let mut findings = Vec::new();
    for (column, is_known) in [
        ("measure", &(|id: &str| plan.measure(id).is_some()) as &dyn Fn(&str) -> bool),
        ("territory", &|id: &str| plan.territory(id).is_some()),
    ] {
        for (id, count) in tables.counts("observations", column).await? {
            if !is_known(&id) {
                let orphan = Finding::warning("data-orphan", Place::default());
                findings.push(orphan.with("id", id).with("count", count));
            }
        }
    }
    let registers = tables.names.iter().filter(|name| name.starts_with("register_"));
    for table in registers {
        let texts = &plan.raw.registers.content.register;
        match texts.iter().find(|register| is_table_of(register, table)) {
            Some(register) => findings.extend(in_register(&tables, plan, table, register).await?),
            None => {
                let count = tables.rows(table, "*").await?;
                let gone = Finding::warning("data-register-gone", Place::default());
                findings.push(gone.with("table", table.as_str()).with("count", count));
            }
        }
    }
    findings.extend(sources(&tables, plan).await?);
    Ok(findings)
}

/// Rows that belong nowhere and fields that nobody asks for any more.
async fn in_register(
    tables: &Tables<'_>,
    plan: &Plan,
    table: &str,
    register: &raw::Register,
) -> Result<Vec<Finding>, AppError> {
    let at = |code| Finding::warning(code, Place::default()).with("register", register.id.get_ref().as_str());
    let fields: Vec<String> =
        register.field.iter().map(|field| register_column(field.id.get_ref())).collect();
    let recorded = tables.columns(table).await?;
    let mut findings = Vec::new();
    for column in &recorded {
        if !fields.contains(column) && !REGISTER_COMMON.contains(&column.as_str()) {
            let count = tables.rows(table, &quoted(column)).await?;
            if count > 0 {
                findings.push(at("data-field-gone").with("id", column.as_str()).with("count", count));
            }
        }
    }
    let territory = register_column(register.territory.get_ref());
    if recorded.contains(&territory) {
        for (id, count) in tables.counts(table, &territory).await? {
            if plan.territory(&id).is_none() {
                findings.push(at("data-orphan-in-register").with("id", id).with("count", count));
            }
        }
    }
    Ok(findings)
}

/// Sources that rows of any table cite and the plan does not have.
async fn sources(tables: &Tables<'_>, plan: &Plan) -> Result<Vec<Finding>, AppError> {
    let mut cited = std::collections::BTreeMap::<String, usize>::new();
    for table in tables.names.iter().filter(|n| *n == "observations" || n.starts_with("register_")) {
        for (id, count) in tables.counts(table, "source").await? {
            *cited.entry(id).or_default() += count;
        }
    }
    cited.retain(|id, _| plan.source(id).is_none());
    let mut titles = std::collections::BTreeMap::new();
    if !cited.is_empty() {
        for row in tables.query("SELECT id, title FROM sources ORDER BY publication").await? {
            if let [Value::Text(id), Value::Text(title)] = row.as_slice() {
                titles.insert(id.clone(), title.clone());
            }
        }
    }
    let finding = |(id, count): (String, usize)| {
        let title = titles.get(&id).map_or("—", String::as_str);
        let gone = Finding::warning("data-source-gone", Place::default()).with("title", title);
        gone.with("id", id).with("count", count)
    };
    Ok(cited.into_iter().map(finding).collect())
}

/// The tables of a lake, asked in SQL.
struct Tables<'l> {
    lake: &'l Lake,
    names: Vec<String>,
}

impl Tables<'_> {
    async fn query(&self, sql: &str) -> Result<Vec<Vec<Value>>, AppError> {
        Ok(self.lake.query(sql, QueryLimits::default()).await?.rows)
    }

    /// The different texts of a column and how many rows have each; none if there is no such table.
    async fn counts(&self, table: &str, column: &str) -> Result<Vec<(String, usize)>, AppError> {
        if !self.names.iter().any(|name| name == table) {
            return Ok(Vec::new());
        }
        let column = quoted(column);
        let sql = format!(
            "SELECT {column}, count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY {column}"
        );
        let rows = self.query(&sql).await?.into_iter().filter_map(|row| match row.as_slice() {
            [Value::Text(text), Value::Integer(count)] => {
                Some((text.clone(), usize::try_from(*count).unwrap_or(0)))
            }
            _ => None,
        });
        Ok(rows.collect())
    }

    /// How many rows fill in a column; `*` is any.
    async fn rows(&self, table: &str, column: &str) -> Result<usize, AppError> {
        let counted = self.query(&format!("SELECT count({column}) FROM {table}")).await?;
        Ok(match counted.first().and_then(|row| row.first()) {
            Some(Value::Integer(count)) => usize::try_from(*count).unwrap_or(0),
            _ => 0,
        })
    }

    async fn columns(&self, table: &str) -> Result<Vec<String>, AppError> {
        let shape =
            self.lake.query(&format!("SELECT * FROM {table} LIMIT 0"), QueryLimits::default()).await?;
        Ok(shape.columns.into_iter().map(|(name, _)| name).collect())
    }
}

fn quoted(column: &str) -> String {
    format!("\"{}\"", column.replace('"', "\"\""))
}
