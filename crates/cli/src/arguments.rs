use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use lanbai_app::view::Bilingual;

/// Runs the development plan of an innovation zone and explains every number down to its source and clause.
#[derive(Debug, Parser)]
#[command(name = "lanbai", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Folder of the workspace.
    #[arg(long, global = true, default_value = "lanbai-workspace", value_name = "DIR")]
    pub workspace: PathBuf,
    /// Language of names and sentences.
    #[arg(long, global = true, value_enum, default_value_t = Language::Zh)]
    pub lang: Language,
    /// What to log to standard error, such as `info` or `lanbai_lake=debug`.
    #[arg(long, global = true, default_value = "warn", value_name = "FILTER")]
    pub log: String,
    /// Log as JSON.
    #[arg(long, global = true)]
    pub log_json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Language {
    /// The text in this language.
    pub fn of(self, text: &Bilingual) -> &str {
        match self {
            Self::Zh => &text.zh,
            Self::En => &text.en,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SqlFormat {
    Table,
    Json,
    Csv,
    /// Typed as the tables are.
    Parquet,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a workspace from a shipped plan with its published figures and sample data, and serve it.
    Demo(Demo),
    /// Make a workspace from a plan's folder, or from a shipped plan.
    Init(Init),
    /// Check a plan's folder and the figures that ship with it.
    Check(Check),
    /// Import CSV, XLSX or Parquet files: each file wholly or not at all.
    Import(Import),
    /// Evaluate indicators: value, target, path, light.
    Eval(Questions),
    /// Explain numbers: formula, steps, observations, sources, clauses.
    Explain(Questions),
    /// Ask the tables with a reading SQL statement.
    Sql(Sql),
    /// Write a table to an XLSX or CSV file, with headings that people read.
    Export(Export),
    /// Compute industry chains from plain files, without a workspace.
    #[command(subcommand)]
    Chain(Chain),
    /// Look after the log of who changed what.
    #[command(subcommand)]
    Audit(Audit),
    /// Copy a workspace, with what people report, into a folder, while it is in use.
    Backup(Backup),
    /// Make a workspace of a backup, and prove it.
    Restore(Restore),
    /// Serve the API and the web pages.
    Serve(Serve),
    /// Print the API's OpenAPI document.
    Openapi,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Folder of the demo's workspace; an existing one is served as it is.
    #[arg(long, default_value = "lanbai-demo", value_name = "DIR")]
    pub dir: PathBuf,
    /// Which shipped plan.
    #[arg(long, default_value = "lanbai")]
    pub plan: String,
    /// Make the workspace and stop.
    #[arg(long)]
    pub no_serve: bool,
    /// Leave out the sample data.
    #[arg(long)]
    pub no_sample: bool,
    #[command(flatten)]
    pub serve: Serve,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// A plan's folder, or the id of a shipped plan.
    #[arg(long, default_value = "lanbai", value_name = "FOLDER|ID")]
    pub plan: String,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The plan's folder; the workspace's own if not said.
    pub folder: Option<PathBuf>,
    /// An older plan's folder, or a workspace: list what its plan and its data have and this plan would lose.
    #[arg(long, value_name = "OLD")]
    pub against: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The files.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Tell what would happen and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The register that the files belong to, where their headings do not tell.
    #[arg(long, value_name = "ID")]
    pub register: Option<String>,
    /// Origin of rows that state none: published, reported, derived or sample.
    #[arg(long)]
    pub origin: Option<String>,
    /// Source of rows that name none.
    #[arg(long, value_name = "ID")]
    pub source: Option<String>,
    /// Day on which rows that state none became known; today if not said.
    #[arg(long, value_name = "DATE")]
    pub known_on: Option<chrono::NaiveDate>,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Questions {
    /// Ids of indicators, separated by commas.
    #[arg(long)]
    pub indicator: String,
    /// Ids of territories, separated by commas; joined by `+` they are a union.
    #[arg(long)]
    pub territory: String,
    /// Periods, separated by commas: 2023, 2023H1, 2023Q1, 2023-01, 2023-01..09.
    #[arg(long)]
    pub period: String,
    /// Only what the world knew on that day.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Only what this lake held at the end of that day.
    #[arg(long, value_name = "DATE")]
    pub as_recorded: Option<String>,
    /// Leave sample values out.
    #[arg(long)]
    pub no_sample: bool,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Sql {
    /// One statement: SELECT, SHOW, DESCRIBE or EXPLAIN.
    pub query: String,
    /// Rows at most.
    #[arg(long, default_value_t = 1_000)]
    pub limit: usize,
    /// Seconds at most.
    #[arg(long, default_value_t = 30)]
    pub seconds: u64,
    #[arg(long, value_enum, default_value_t = SqlFormat::Table)]
    pub format: SqlFormat,
    /// File to write to instead of standard output; Parquet needs one, or a pipe.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The table, such as `observations` or `register_patents`.
    pub table: String,
    /// `column:text` keeps rows whose column contains the text, `column=value` those where it equals the value.
    #[arg(long)]
    pub filter: Option<String>,
    /// The file to write: its ending, .xlsx or .csv, says as what.
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Work the log's chain out again, and hold it against its signed ends.
    Verify(AuditVerify),
}

#[derive(Debug, Args)]
pub(crate) struct AuditVerify {
    /// A signed end that was kept elsewhere; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub anchor: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The folder to write: empty, or not there yet.
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The folder that `backup` wrote; `--workspace` names the folder to make.
    #[arg(long, value_name = "FOLDER")]
    pub from: PathBuf,
    /// An empty database of PostgreSQL for accounts and submissions; a file of the workspace if not said.
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// A proxy stands before the server, speaks TLS with browsers and tells their addresses in X-Forwarded-For.
    #[arg(long)]
    pub behind_proxy: bool,
    /// A file in PEM with the server's certificate and those that vouch for it: it then speaks TLS itself.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_certificate: Option<PathBuf>,
    /// The file in PEM with the certificate's key.
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    pub tls_key: Option<PathBuf>,
}

/// Files are .csv or .csv.gz, in UTF-8 or GB18030; input-output tables as offices publish them also .xlsx.
#[derive(Debug, Subcommand)]
pub(crate) enum Chain {
    /// What territories are specialised in and how complex that is: a table of territory, activity, value.
    Complexity(ChainComplexity),
    /// Backward and forward linkages of sectors, from an input-output table.
    Linkages(ChainLinkages),
    /// An input-output table as an office publishes it, as rows of the registers of sectors and of flows.
    Table(ChainTable),
    /// What the economy loses with each firm: the economic systemic risk index.
    Risk(ChainRisk),
    /// Who stands between, whose loss cuts the network, which communities there are.
    Network(ChainNetwork),
    /// What a chain of the plan lacks, risks and could become, from what the workspace's registers know.
    Diagnose(ChainDiagnose),
    /// Where enterprises belong in the chains of a plan, by their codes, products, business scope and name.
    Assign(ChainAssign),
}

#[derive(Debug, Args)]
pub(crate) struct ChainDiagnose {
    /// Id of a chain of the plan.
    pub chain: String,
    /// Id of the territory from which it is looked at; the plan's own if not said.
    #[arg(long)]
    pub territory: Option<String>,
    /// Weights that are moved, as list.criterion:weight, separated by commas.
    #[arg(long, default_value = "")]
    pub weights: String,
    /// One list only: leaders, missing, next, upgrade, new-chains, risks or clusters.
    #[arg(long)]
    pub list: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ChainAssign {
    /// Columns: name, and any of code, edition, products (separated by 、 or ;), scope.
    pub file: PathBuf,
    /// A shipped plan by its id, or the folder of one.
    #[arg(long, default_value = "lanbai")]
    pub plan: String,
    /// Only those that someone should look at.
    #[arg(long)]
    pub review: bool,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ChainComplexity {
    /// Three columns: territory, activity, value, so headed or in this order.
    pub file: PathBuf,
    /// Also proximity of activities, and of each territory and activity advantage, density and opportunity gain.
    #[arg(long)]
    pub pairs: bool,
    /// What a standard deviation divides by: the count (0) or the count less one (1).
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=1))]
    pub ddof: u8,
    /// Proximity of an activity to itself: 1 or 0.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=1))]
    pub diagonal: u8,
    /// Density over so many nearest activities; all if not said.
    #[arg(long, value_name = "COUNT")]
    pub nearest: Option<usize>,
    /// An activity is present where its advantage is at least this.
    #[arg(long, default_value_t = 1.0, value_parser = amount)]
    pub threshold: f64,
    /// Leave out territories whose values sum to less.
    #[arg(long, default_value_t = 0.0, value_name = "SUM", value_parser = amount)]
    pub territory_total: f64,
    /// Leave out activities whose values sum to less.
    #[arg(long, default_value_t = 0.0, value_name = "SUM", value_parser = amount)]
    pub activity_total: f64,
    /// Which rows of CSV, which is one table.
    #[arg(long, value_enum, default_value_t = ComplexityRows::Territories)]
    pub of: ComplexityRows,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ComplexityRows {
    Territories,
    Activities,
    /// With `--pairs`: two activities, or a territory and an activity.
    Pairs,
}

#[derive(Debug, Args)]
pub(crate) struct ChainLinkages {
    /// A table as an office publishes it: one matrix with labels around it. With `--sectors`: supplier, user, value.
    pub table: PathBuf,
    /// code, name, final_use, imports, gross_output, value_added, in the unit of the flows.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["layout", "sheet"])]
    pub sectors: Option<PathBuf>,
    #[command(flatten)]
    pub matrix: Matrix,
    /// What forward linkage sums: rows of the Ghosh or of the Leontief inverse.
    #[arg(long, value_enum, default_value_t = ForwardOf::Ghosh)]
    pub forward: ForwardOf,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// How an input-output table is read.
#[derive(Debug, Args)]
pub(crate) struct Matrix {
    /// Whose labels it has; told by them if not said.
    #[arg(long, value_enum)]
    pub layout: Option<LayoutOf>,
    /// The sheet of a workbook; the first that holds a table if not said.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// How far a row, a column or a printed total may be off, as a share of output or of the total.
    #[arg(long, default_value_t = 1e-6, value_name = "SHARE", value_parser = amount)]
    pub tolerance: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayoutOf {
    /// National Bureau of Statistics of China, and provinces that follow it.
    Nbs,
    /// OECD: a harmonised national table, or one economy of the inter-country tables.
    Oecd,
}

#[derive(Debug, Args)]
pub(crate) struct ChainTable {
    /// A table as an office publishes it: .csv, .csv.gz or .xlsx.
    pub file: PathBuf,
    /// A name for the table, which begins the id of every row: lower-case letters, digits and hyphens.
    #[arg(long, value_name = "NAME", value_parser = table_name)]
    pub table: String,
    /// The plan's id of the source, which every row names.
    #[arg(long, value_name = "ID")]
    pub source: String,
    /// Day on which the table became known.
    #[arg(long, value_name = "DATE")]
    pub known_on: chrono::NaiveDate,
    /// The folder for register-io-sectors.csv and register-io-flows.csv; it is made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// Write over files that are there.
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub matrix: Matrix,
}

fn table_name(text: &str) -> Result<String, lanbai_kernel::InvalidId> {
    lanbai_kernel::check_id(text).map(|()| text.to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ForwardOf {
    Ghosh,
    Leontief,
}

#[derive(Debug, Args)]
pub(crate) struct ChainRisk {
    /// supplier, customer, supplierNACE, customerNACE, weight, and type (0, 1, 2) if supplies state their class.
    pub edges: PathBuf,
    /// Classes of pairs of sectors: suppliers' down, customers' across.
    #[arg(long, value_name = "MATRIX")]
    pub essentiality: Option<PathBuf>,
    /// firm, value: what firms sell outside the network; without it a loss upstream keeps leaking.
    #[arg(long, value_name = "FILE")]
    pub final_demand: Option<PathBuf>,
    /// A cascade stops once nothing changes by as much.
    #[arg(long, default_value_t = 1e-2, value_parser = amount)]
    pub tolerance: f64,
    /// Or after so many steps.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub steps: u32,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ChainNetwork {
    /// from, to, so headed or in this order, and a weight if a column is headed so.
    pub edges: PathBuf,
    /// More than one makes smaller communities.
    #[arg(long, default_value_t = 1.0, value_parser = amount)]
    pub resolution: f64,
    /// Of the search for communities: one seed gives one answer.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// A number that is finite and not negative.
fn amount(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| "a number from 0 on".to_owned())
}
