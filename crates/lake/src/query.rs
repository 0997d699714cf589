use std::time::Duration;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Float64Type, Int64Type};
use datafusion::error::DataFusionError;
use datafusion::execution::context::SQLOptions;
use datafusion::prelude::{DataFrame, SessionContext};
use datafusion::sql::parser::DFParser;
use futures::StreamExt;
use rust_decimal::Decimal;

use crate::session::current_view;
use crate::{Lake, LakeError};

/// What a query may use.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct QueryLimits {
    pub rows: usize,
    pub memory_bytes: usize,
    pub time: Duration,
}

impl Default for QueryLimits {
    fn default() -> Self {
        Self { rows: 100_000, memory_bytes: 512 << 20, time: Duration::from_secs(30) }
    }
}

impl QueryLimits {
    /// What comes of some work, unless it takes longer than it may.
    pub(crate) async fn within<T>(
        self,
        work: impl Future<Output = Result<T, LakeError>>,
    ) -> Result<T, LakeError> {
        match tokio::time::timeout(self.time, work).await {
            Ok(result) => result,
            Err(_) => Err(LakeError::TooLong { seconds: self.time.as_secs() }),
        }
    }
}

/// How a column is best shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ColumnKind {
    Text,
    Integer,
    Number,
    Date,
}

/// One value of a result.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Value {
    Null,
    Text(String),
    Integer(i64),
    Decimal(Decimal),
    Number(f64),
}

impl Value {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The rows of a result.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct QueryRows {
    pub columns: Vec<(String, ColumnKind)>,
    pub rows: Vec<Vec<Value>>,
    /// Whether there were more rows than asked for.
    pub cut: bool,
}

/// More rows than any table has.
const BARRIER: usize = i64::MAX as usize;

impl Lake {
    /// Answers one reading statement over the visible rows of all tables.
    pub async fn query(&self, sql: &str, limits: QueryLimits) -> Result<QueryRows, LakeError> {
        self.query_over(sql, limits, &[]).await
    }

    /// The same where some tables show only what a statement of ours, by the table's name, lets through: what the
    /// statement leaves out cannot be reached by any name.
    pub async fn query_over(
        &self,
        sql: &str,
        limits: QueryLimits,
        shown: &[(String, String)],
    ) -> Result<QueryRows, LakeError> {
        limits.within(self.run(sql, limits, shown)).await
    }

    async fn run(
        &self,
        sql: &str,
        limits: QueryLimits,
        shown: &[(String, String)],
    ) -> Result<QueryRows, LakeError> {
        let frame = self.frame(sql, limits, shown).await?;
        let schema = frame.schema().as_arrow().clone();
        let mut result = QueryRows {
            columns: schema.fields().iter().map(|f| (f.name().clone(), kind(f.data_type()))).collect(),
            ..QueryRows::default()
        };
        let mut stream = frame.execute_stream().await?;
        while let Some(batch) = stream.next().await {
            append(&batch?, limits.rows, &mut result)?;
            if result.cut {
                break;
            }
        }
        Ok(result)
    }

    /// The statement over the visible rows of the tables that it names, not run yet.
    pub(crate) async fn frame(
        &self,
        sql: &str,
        limits: QueryLimits,
        shown: &[(String, String)],
    ) -> Result<DataFrame, LakeError> {
        // Opening a table reads its log, so only those are opened that the statement can mean.
        let lower = sql.to_lowercase();
        let lists_tables = lower.contains("information_schema") || lower.trim_start().starts_with("show");
        let wanted = |name: &str| lists_tables || lower.contains(name);
        let context = self.catalogue(limits.memory_bytes, wanted).await?;
        for (name, statement) in shown {
            if context.table_exist(name.as_str())? {
                // Nothing is pushed below a limit: else a condition of the user's would be tried on rows that he may
                // not see, and an error (a cast, a division by nought) would tell him of them.
                let frame = context.sql(statement).await?.limit(0, Some(BARRIER))?;
                // The statement keeps hold of the whole table; nobody else finds it.
                context.deregister_table(name.as_str())?;
                context.register_table(name.as_str(), frame.into_view())?;
            }
        }
        for name in self.table_names()? {
            if name.starts_with("register_") && (lists_tables || lower.contains(&current_view(&name))) {
                let view = current_view(&name);
                let latest = latest(&name, came_at_once(&context, &name).await?);
                // Views are made by us; what the user sends may not make any.
                let frame = context.sql(&latest).await?;
                context.register_table(view.as_str(), frame.into_view())?;
            }
        }
        reading(&context, sql).await
    }
}

/// Whether all rows of a table are of one publication, so that none can have replaced another.
async fn came_at_once(context: &SessionContext, name: &str) -> Result<bool, LakeError> {
    let asked = format!("SELECT min(publication) AS first, max(publication) AS last FROM {name}");
    let found = context.sql(&asked).await?.collect().await?;
    let number = |column: usize| -> Option<i64> {
        let batch = found.first().filter(|batch| batch.num_rows() > 0)?;
        let numbers = batch.column(column).as_primitive_opt::<Int64Type>()?;
        numbers.is_valid(0).then(|| numbers.value(0))
    };
    Ok(number(0).is_some() && number(0) == number(1))
}

/// The rows of a register that nothing later replaced. A version that holds from no day on withdraws its row. Only what
/// came after the first publication can replace anything, so that a great table that came at once is not held against
/// itself.
fn latest(name: &str, at_once: bool) -> String {
    let there = format!("SELECT * FROM {name} WHERE valid_from IS NOT NULL");
    if at_once {
        return there;
    }
    format!(
        "{there} AND NOT EXISTS (SELECT 1 FROM {name} AS later \
         WHERE later.publication > (SELECT min(publication) FROM {name}) \
         AND later.row_id = {name}.row_id AND later.publication > {name}.publication)"
    )
}

/// The one reading statement that a text holds; anything else is refused before it is run.
async fn reading(context: &SessionContext, sql: &str) -> Result<DataFrame, LakeError> {
    let mut statements = DFParser::parse_sql(sql)?;
    let count = statements.len();
    let Some(statement) = statements.pop_front().filter(|_| count == 1) else {
        return Err(LakeError::SeveralStatements(count));
    };
    let plan = context.state().statement_to_plan(statement).await?;
    let options = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    options.verify_plan(&plan).map_err(|_| LakeError::NotReadOnly)?;
    Ok(context.execute_logical_plan(plan).await?)
}

fn kind(of: &DataType) -> ColumnKind {
    match of {
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, _) => ColumnKind::Date,
        DataType::Decimal128(_, _) | DataType::Float32 | DataType::Float64 => ColumnKind::Number,
        of if of.is_integer() => ColumnKind::Integer,
        _ => ColumnKind::Text,
    }
}

fn append(batch: &RecordBatch, most: usize, result: &mut QueryRows) -> Result<(), LakeError> {
    let columns: Vec<Vec<Value>> = batch.columns().iter().map(values).collect::<Result<_, _>>()?;
    for row in 0..batch.num_rows() {
        if result.rows.len() == most {
            result.cut = true;
            return Ok(());
        }
        result.rows.push(columns.iter().map(|column| column[row].clone()).collect());
    }
    Ok(())
}

fn values(array: &ArrayRef) -> Result<Vec<Value>, LakeError> {
    let of = array.data_type();
    let failed = |error| LakeError::from(DataFusionError::from(error));
    if let DataType::Decimal128(_, scale) = of
        && let Some(decimals) = array.as_primitive_opt::<Decimal128Type>()
    {
        let scale = u32::try_from(*scale).unwrap_or(0);
        let value = |v: i128| {
            Decimal::try_from_i128_with_scale(v, scale).map_or(Value::Null, |d| Value::Decimal(d.normalize()))
        };
        return Ok(decimals.iter().map(|v| v.map_or(Value::Null, value)).collect());
    }
    if of.is_integer() {
        let cast = cast(array, &DataType::Int64).map_err(failed)?;
        return Ok(cast
            .as_primitive::<Int64Type>()
            .iter()
            .map(|v| v.map_or(Value::Null, Value::Integer))
            .collect());
    }
    if of.is_floating() {
        let cast = cast(array, &DataType::Float64).map_err(failed)?;
        return Ok(cast
            .as_primitive::<Float64Type>()
            .iter()
            .map(|v| v.map_or(Value::Null, Value::Number))
            .collect());
    }
    let cast = cast(array, &DataType::Utf8).map_err(failed)?;
    let text = cast.as_string::<i32>();
    Ok((0..text.len())
        .map(|n| if text.is_null(n) { Value::Null } else { Value::Text(text.value(n).to_owned()) })
        .collect())
}
