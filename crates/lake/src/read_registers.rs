use std::collections::HashMap;

use datafusion::arrow::array::Array;
use futures::StreamExt;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, NaiveDate, Origin};
use lanbai_measures::{MeasureIndex, RegisterRow, SourceIndex};
use lanbai_plan::{Plan, Register, RegisterFeedSpec, raw};
use xxhash_rust::xxh3::xxh3_64;

use crate::columns::{Columns, TextColumn};
use crate::read_observations::{day, decimal};
use crate::schema::register_column;
use crate::session::ALL;
use crate::{Lake, LakeError};

/// The table of a register.
pub fn register_table(id: &str) -> String {
    format!("register_{}", id.replace('-', "_"))
}

/// Whether a table holds rows of that register, under its id or one that it had before.
pub fn is_table_of(register: &raw::Register, table: &str) -> bool {
    tables_of(register).any(|name| name == table)
}

/// The tables that rows of a register may stand in: of its id, and of those that it had before.
fn tables_of(register: &raw::Register) -> impl Iterator<Item = String> {
    std::iter::once(register.id.get_ref()).chain(&register.formerly).map(|id| register_table(id))
}

/// What feeds one measure: rows by territory.
pub type Fed = Vec<(MeasureIndex, Vec<(TerritoryIndex, RegisterRow)>)>;

/// Where things of registers belong by what was published last of them, by register and key.
#[derive(Debug, Default)]
pub struct Holders(HashMap<(usize, u64), Holder>);

/// Where one thing belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Whose row it is.
    pub territory: TerritoryIndex,
    /// The last day on which the row holds; none where it has no end.
    pub to: Option<NaiveDate>,
}

impl Holders {
    /// Where the thing of that key belongs; nothing where nobody has it.
    pub fn of(&self, register: usize, key: &str) -> Option<Holder> {
        self.0.get(&(register, xxh3_64(key.as_bytes()))).copied()
    }
}

/// What the registers say.
#[derive(Debug, Default)]
pub struct RegisterRows {
    /// Where each thing belongs.
    pub holders: Holders,
    /// The rows that feed measures.
    pub fed: Fed,
    /// The rows that confidential measures rest on; their thing is the respondent.
    pub respondents: Fed,
}

impl Lake {
    /// The rows of every register, as the measures that they feed, or that rest on them, need them. A register that
    /// feeds nothing and stands in no form is left where it is: a nation's chains have millions of rows.
    ///
    /// Of several rows with one id each stands until the next was published.
    pub async fn register_rows(&self, plan: &Plan) -> Result<RegisterRows, LakeError> {
        let mut found = RegisterRows::default();
        for register in (0..plan.registers.len()).filter(|register| is_asked(plan, *register)) {
            let mut rows = self.rows_of_register(plan, register, &mut found.holders).await?;
            // Nothing at all where the register has no table.
            let feeds = plan.registers[register].feeds.len().min(rows.len());
            found.respondents.extend(rows.split_off(feeds));
            found.fed.extend(rows);
        }
        Ok(found)
    }

    /// For each feed of the register, and then for each measure that rests on it, its rows.
    async fn rows_of_register(
        &self,
        plan: &Plan,
        register: usize,
        holders: &mut Holders,
    ) -> Result<Fed, LakeError> {
        let mut versions: HashMap<String, Vec<Entry>> = HashMap::new();
        let mut is_there = false;
        for name in tables_of(plan.register_text(register)) {
            let Some(rows) = self.visible(&name, ALL).await? else { continue };
            is_there = true;
            let mut stream = rows.execute_stream().await?;
            while let Some(batch) = stream.next().await {
                let batch = batch?;
                let columns = Columns::new(&name, &batch);
                decode(plan, register, &columns, batch.num_rows(), &mut versions)?;
            }
        }
        if !is_there {
            return Ok(Vec::new());
        }
        let ordered = versions.into_values().map(in_order);
        let mut entries: Vec<Entry> = Vec::new();
        for versions in ordered {
            if let Some(last) = versions.last().filter(|last| !last.is_withdrawn) {
                let holder = Holder { territory: last.territory, to: last.to };
                holders.0.insert((register, last.key), holder);
            }
            entries.extend(versions);
        }
        entries.sort_by_key(|entry| (entry.key, entry.publication));
        let fed = specs(&plan.registers[register]).enumerate().map(|(n, feed)| {
            let rows =
                entries.iter().filter_map(|entry| entry.rows[n].clone().map(|row| (entry.territory, row)));
            (feed.measure, rows.collect())
        });
        Ok(fed.collect())
    }
}

/// Whether a measure rests on a register, or a form asks for its rows and so whose each thing is.
fn is_asked(plan: &Plan, register: usize) -> bool {
    let mut fields =
        plan.raw.forms.content.form.iter().flat_map(|form| &form.section).flat_map(|part| &part.field);
    let named = |field: &raw::FormField| field.register.as_ref().and_then(|id| plan.register(id.get_ref()));
    specs(&plan.registers[register]).next().is_some() || fields.any(|field| named(field) == Some(register))
}

/// What its rows are asked for.
fn specs(register: &Register) -> impl Iterator<Item = &RegisterFeedSpec> {
    register.feeds.iter().chain(&register.respondents)
}

/// The versions of one row, each told when the next one replaced it.
fn in_order(mut versions: Vec<Entry>) -> Vec<Entry> {
    versions.sort_by_key(|entry| entry.publication);
    for n in 1..versions.len() {
        let next = (versions[n].publication, versions[n].known_on);
        let replaced = versions[n - 1].rows.iter_mut().flatten();
        replaced.for_each(|row| row.superseded = Some(next));
    }
    versions
}

/// One version of an entry: where it belongs and what it gives each measure that the register feeds.
struct Entry {
    key: u64,
    publication: u32,
    known_on: NaiveDate,
    territory: TerritoryIndex,
    to: Option<NaiveDate>,
    is_withdrawn: bool,
    rows: Vec<Option<RegisterRow>>,
}

fn decode(
    plan: &Plan,
    register: usize,
    columns: &Columns<'_>,
    rows: usize,
    versions: &mut HashMap<String, Vec<Entry>>,
) -> Result<(), LakeError> {
    let text = plan.register_text(register);
    let resolved = &plan.registers[register];
    let field = |n: usize| -> String { register_column(text.field[n].id.get_ref()) };
    let ids = columns.text("row_id")?;
    let territory = columns.named_text(&field(resolved.territory))?;
    let (from, to) = (columns.date("valid_from")?, columns.date("valid_to")?);
    let (origin, source) = (columns.text("origin")?, columns.text("source")?);
    let (known_on, publication) = (columns.date("known_on")?, columns.long("publication")?);
    let feeds: Vec<FeedColumns<'_>> =
        specs(resolved).map(|feed| FeedColumns::new(feed, columns, &field)).collect::<Result<_, _>>()?;
    for n in 0..rows {
        let Some(territory) = territory.get(n).and_then(|id| plan.territory(id)) else { continue };
        let id = ids.get(n).unwrap_or_default();
        let number = u32::try_from(publication.value(n)).unwrap_or(u32::MAX);
        let known_on = day(known_on.value(n));
        // A version that holds from no day on withdraws the row: it ends the version before and stands for nothing.
        let is_withdrawn = from.is_null(n);
        let row = |thing: u64, amount: Decimal| RegisterRow {
            thing,
            from: day(from.value(n)),
            to: to.is_valid(n).then(|| day(to.value(n))),
            amount,
            origin: origin.get(n).and_then(Origin::from_name).unwrap_or(Origin::Sample),
            source: source.get(n).and_then(|id| plan.source(id)).unwrap_or(SourceIndex(u32::MAX)),
            known_on,
            publication: number,
            superseded: None,
        };
        let rows = feeds
            .iter()
            .map(|feed| feed.taken(n, id).filter(|_| !is_withdrawn))
            .map(|taken| taken.map(|(thing, amount)| row(thing, amount)))
            .collect();
        let key = xxh3_64(id.as_bytes());
        let to = to.is_valid(n).then(|| day(to.value(n)));
        let entry = Entry { key, publication: number, known_on, territory, to, is_withdrawn, rows };
        versions.entry(id.to_owned()).or_default().push(entry);
    }
    Ok(())
}

/// The columns that one feed looks at.
struct FeedColumns<'f> {
    spec: &'f RegisterFeedSpec,
    of: Of<'f>,
    filter: Option<TextColumn>,
}

enum Of<'f> {
    Row,
    Thing(TextColumn),
    Amount(&'f datafusion::arrow::array::Decimal128Array),
}

impl<'f> FeedColumns<'f> {
    fn new(
        spec: &'f RegisterFeedSpec,
        columns: &Columns<'f>,
        field: &dyn Fn(usize) -> String,
    ) -> Result<Self, LakeError> {
        let of = match spec.of {
            None => Of::Row,
            Some(n) => match columns.named_decimal(&field(n)) {
                Some(amounts) => Of::Amount(amounts),
                None => Of::Thing(columns.named_text(&field(n))?),
            },
        };
        let filter = match &spec.filter {
            Some((n, _)) => Some(columns.named_text(&field(*n))?),
            None => None,
        };
        Ok(Self { spec, of, filter })
    }

    /// The thing and the amount that a row gives this feed; `None` if the row is not of its kind.
    fn taken(&self, row: usize, id: &str) -> Option<(u64, Decimal)> {
        if let (Some(column), Some((_, wanted))) = (&self.filter, &self.spec.filter)
            && column.get(row) != Some(wanted.as_str())
        {
            return None;
        }
        match &self.of {
            Of::Row => Some((xxh3_64(id.as_bytes()), Decimal::ONE)),
            Of::Thing(column) => Some((xxh3_64(column.get(row)?.as_bytes()), Decimal::ONE)),
            Of::Amount(amounts) if amounts.is_valid(row) => {
                Some((xxh3_64(id.as_bytes()), decimal(amounts.value(row)).checked_mul(self.spec.factor)?))
            }
            Of::Amount(_) => None,
        }
    }
}
