use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use lanbai_assign::Classification;
use lanbai_graphs::network::cycles;
use lanbai_graphs::{Csr, Labels};
use lanbai_intake::{Batch, RegisterBatch, RegisterColumn};
use lanbai_kernel::{Decimal, Finding, Place};
use lanbai_lake::{Lake, QueryLimits, Value, register_column, register_table};
use lanbai_plan::Plan;
use lanbai_plan::raw::{self, Field};

use crate::AppError;

/// Findings that are told; more of them would tell no more.
const MOST_FINDINGS: usize = 200;
const LIMITS: QueryLimits =
    QueryLimits { rows: 10_000_000, memory_bytes: 1 << 30, time: std::time::Duration::from_secs(60) };

/// Words of a register's rows that name something else, held against what there is: nothing is taken over that leads
/// to nobody, and nothing is mended in silence.
#[derive(Default)]
pub(super) struct References {
    named: Vec<Named>,
    /// Keys of the file's own rows, by register.
    own: BTreeMap<usize, HashSet<String>>,
    arcs: Vec<Arc>,
    findings: Vec<Finding>,
}

struct Named {
    line: u32,
    register: usize,
    field: usize,
    word: String,
    /// The edition that the row names, where its code is of one.
    edition: Option<String>,
}

struct Arc {
    line: u32,
    register: usize,
    from: String,
    to: String,
}

impl References {
    /// Takes in a batch. Costs nothing for registers that name nothing else.
    pub fn take(&mut self, plan: &Plan, batch: &Batch, file: &str) {
        let Batch::Register(batch) = batch else { return };
        let text = plan.register_text(batch.register);
        let own = text_of(&batch.columns[plan.registers[batch.register].key]);
        self.own.entry(batch.register).or_default().extend(own.flatten().cloned());
        let edition = text.field.iter().position(|field| field.id.get_ref() == "edition");
        for (n, field) in text.field.iter().enumerate() {
            self.take_words(batch, n, field, edition);
            self.take_numbers(batch, n, field, file);
        }
        if let Some(acyclic) = &text.acyclic {
            self.take_arcs(batch, text, acyclic);
        }
    }

    fn take_words(&mut self, batch: &RegisterBatch, n: usize, field: &Field, edition: Option<usize>) {
        if field.refers_to.is_empty() {
            return;
        }
        for (row, word) in text_of(&batch.columns[n]).enumerate() {
            let Some(word) = word else { continue };
            let edition = edition.and_then(|at| text_of(&batch.columns[at]).nth(row).flatten().cloned());
            let line = batch.line[row];
            self.named.push(Named { line, register: batch.register, field: n, word: word.clone(), edition });
        }
    }

    fn take_numbers(&mut self, batch: &RegisterBatch, n: usize, field: &Field, file: &str) {
        let (Some(least), RegisterColumn::Number(values)) = (field.at_least, &batch.columns[n]) else {
            return;
        };
        let Ok(least) = Decimal::try_from(least) else { return };
        for (row, value) in values.iter().enumerate() {
            if let Some(value) = value.filter(|value| *value < least) {
                let place = Place::file(file).line(batch.line[row]).column(field.id.get_ref().as_str());
                let told = Finding::error("data-below-least", place).with("seen", value.to_string());
                self.findings.push(told.with("least", least.to_string()));
            }
        }
    }

    fn take_arcs(&mut self, batch: &RegisterBatch, text: &raw::Register, acyclic: &raw::Acyclic) {
        let at = |id: &str| text.field.iter().position(|field| field.id.get_ref() == id);
        let (Some(from), Some(to)) = (at(acyclic.from.get_ref()), at(acyclic.to.get_ref())) else { return };
        let filter = acyclic.r#where.as_ref().and_then(|one| Some((at(one.field.get_ref())?, &one.equals)));
        for row in 0..batch.line.len() {
            let is_taken = filter
                .is_none_or(|(n, value)| word_at(&text.field[n], &batch.columns[n], row) == Some(value));
            let word = |n: usize| word_at(&text.field[n], &batch.columns[n], row).cloned();
            if let (true, Some(from), Some(to)) = (is_taken, word(from), word(to)) {
                self.arcs.push(Arc { line: batch.line[row], register: batch.register, from, to });
            }
        }
    }

    /// What is wrong with the rows: words that name nothing, codes of another edition, what owns itself in the end.
    pub async fn findings(
        mut self,
        lake: &Lake,
        plan: &Plan,
        folder: &Path,
        file: &str,
    ) -> Result<Vec<Finding>, AppError> {
        let mut known = Known::default();
        for named in &self.named {
            let field = &plan.register_text(named.register).field[named.field];
            let mut found = false;
            for target in &field.refers_to {
                found = found || known.has(lake, plan, folder, target.get_ref(), named, &self.own).await?;
            }
            if !found {
                self.findings.push(known.refusal(field, named, file));
            }
        }
        let cyclic = cyclic(lake, plan, &self.arcs, file).await?;
        self.findings.extend(cyclic);
        self.findings.sort_by_key(|finding| finding.place.line);
        if let Some(more @ 1..) = self.findings.len().checked_sub(MOST_FINDINGS) {
            self.findings.truncate(MOST_FINDINGS);
            self.findings.push(Finding::note("intake-more-findings", Place::file(file)).with("count", more));
        }
        Ok(self.findings)
    }
}

/// What there is, read when it is first asked for.
#[derive(Default)]
struct Known {
    keys: BTreeMap<usize, HashSet<String>>,
    classes: Option<Vec<Classification>>,
}

impl Known {
    async fn has(
        &mut self,
        lake: &Lake,
        plan: &Plan,
        folder: &Path,
        target: &str,
        named: &Named,
        own: &BTreeMap<usize, HashSet<String>>,
    ) -> Result<bool, AppError> {
        let word = named.word.as_str();
        Ok(match target {
            "segment" => plan.raw.industries.content.segment.iter().any(|one| one.id.get_ref() == word),
            "source" => plan.source(word).is_some(),
            "edition" => editions(plan).any(|one| one.id.get_ref() == word),
            "class" => {
                let classes = self.classes.get_or_insert_with(|| classes(plan, folder));
                let edition = named.edition.as_deref().or_else(|| default_edition(plan));
                classes.iter().any(|one| Some(one.edition()) == edition && one.title(word).is_some())
            }
            register => {
                let Some(n) = plan.register(register) else { return Ok(false) };
                if own.get(&n).is_some_and(|keys| keys.contains(word)) {
                    return Ok(true);
                }
                let known = match self.keys.entry(n) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(place) => place.insert(keys(lake, plan, n).await?),
                };
                known.contains(word)
            }
        })
    }

    /// A code that another edition has is told apart from one that nobody has.
    fn refusal(&self, field: &Field, named: &Named, file: &str) -> Finding {
        let place = Place::file(file).line(named.line).column(field.id.get_ref().as_str());
        let is_code = field.refers_to.iter().any(|target| target.get_ref() == "class");
        let other =
            self.classes.iter().flatten().filter(|_| is_code).find(|one| one.title(&named.word).is_some());
        match other {
            Some(other) => Finding::error("data-code-of-another-edition", place)
                .with("seen", named.word.as_str())
                .with("edition", other.edition()),
            None => Finding::error("data-names-nothing", place).with("seen", named.word.as_str()).with(
                "expected",
                field.refers_to.iter().map(|target| target.get_ref().as_str()).collect::<Vec<_>>().join(", "),
            ),
        }
    }
}

fn editions(plan: &Plan) -> impl Iterator<Item = &raw::Edition> {
    plan.raw.assignment.content.edition.iter()
}

fn default_edition(plan: &Plan) -> Option<&str> {
    plan.raw.assignment.content.rule.as_ref().map(|rule| rule.edition.get_ref().as_str())
}

/// The classifications that the plan's folder has; one that cannot be read has no codes, and `lanbai check` says why.
pub(crate) fn classes(plan: &Plan, folder: &Path) -> Vec<Classification> {
    let read = |one: &raw::Edition| {
        let table = std::fs::read(folder.join(one.file.get_ref())).ok()?;
        Classification::read(one.id.get_ref(), one.file.get_ref(), &table).0
    };
    editions(plan).filter_map(read).collect()
}

/// The keys of a register's rows in the lake.
async fn keys(lake: &Lake, plan: &Plan, register: usize) -> Result<HashSet<String>, AppError> {
    let table = register_table(plan.register_text(register).id.get_ref());
    let mut keys = HashSet::new();
    if lake.table_names()?.contains(&table) {
        let sql = format!("SELECT DISTINCT row_id FROM {table}_current");
        keys.extend(
            lake.query(&sql, LIMITS)
                .await?
                .rows
                .into_iter()
                .filter_map(|row| row.first()?.text().map(str::to_owned)),
        );
    }
    Ok(keys)
}

/// Whoever owns itself in the end, through rows of the file and those that the lake has.
async fn cyclic(lake: &Lake, plan: &Plan, arcs: &[Arc], file: &str) -> Result<Vec<Finding>, AppError> {
    let mut findings = Vec::new();
    for register in arcs.iter().map(|arc| arc.register).collect::<BTreeSet<_>>() {
        let of_file: Vec<&Arc> = arcs.iter().filter(|arc| arc.register == register).collect();
        let mut all: Vec<(String, String)> = recorded(lake, plan, register).await?;
        all.extend(of_file.iter().map(|arc| (arc.from.clone(), arc.to.clone())));
        let labels = Labels::sorted(all.iter().flat_map(|(from, to)| [from.as_str(), to.as_str()]));
        let entry = |(from, to): &(String, String)| {
            Some(lanbai_graphs::Entry { row: labels.find(from)?, column: labels.find(to)?, weight: 1.0 })
        };
        let entries: Vec<lanbai_graphs::Entry> = all.iter().filter_map(entry).collect();
        let Ok(graph) = Csr::from_entries(labels.len(), labels.len(), &entries) else { continue };
        for group in cycles(&graph.filtered(|_, _, _| Some(()))) {
            let names: Vec<&str> = group.iter().map(|n| labels.names()[*n as usize].as_str()).collect();
            let within = |arc: &&&Arc| names.contains(&arc.from.as_str()) && names.contains(&arc.to.as_str());
            // A ring that the lake had before is told by no row of this file.
            if let Some(arc) = of_file.iter().find(within) {
                let place = Place::file(file).line(arc.line);
                findings.push(Finding::error("data-cycle", place).with("names", names.join(" → ")));
            }
        }
    }
    Ok(findings)
}

async fn recorded(lake: &Lake, plan: &Plan, register: usize) -> Result<Vec<(String, String)>, AppError> {
    let text = plan.register_text(register);
    let table = register_table(text.id.get_ref());
    let Some(acyclic) = &text.acyclic else { return Ok(Vec::new()) };
    if !lake.table_names()?.contains(&table) {
        return Ok(Vec::new());
    }
    let column = |id: &str| format!("\"{}\"", register_column(id));
    let filter = acyclic.r#where.as_ref().map_or_else(String::new, |one| {
        format!(" WHERE {} = '{}'", column(one.field.get_ref()), one.equals.replace('\'', "''"))
    });
    let (from, to) = (column(acyclic.from.get_ref()), column(acyclic.to.get_ref()));
    let sql = format!("SELECT {from}, {to} FROM {table}_current{filter}");
    let pair = |row: Vec<Value>| match &row[..] {
        [Value::Text(from), Value::Text(to)] => Some((from.clone(), to.clone())),
        _ => None,
    };
    Ok(lake.query(&sql, LIMITS).await?.rows.into_iter().filter_map(pair).collect())
}

fn text_of(column: &RegisterColumn) -> impl Iterator<Item = Option<&String>> {
    let values = match column {
        RegisterColumn::Text(values) => values.as_slice(),
        _ => &[],
    };
    values.iter().map(Option::as_ref)
}

fn word_at<'c>(field: &'c Field, column: &'c RegisterColumn, row: usize) -> Option<&'c String> {
    match column {
        RegisterColumn::Text(values) => values[row].as_ref(),
        RegisterColumn::Code(values) => field.code_at(values[row]?),
        _ => None,
    }
}
