//! The columns of the lake's own tables. They are plain Delta types, so any reader of Delta Lake understands them.

use deltalake::kernel::{DataType, PrimitiveType, StructField};

use lanbai_plan::raw::{FieldType, Register};

pub(crate) const OBSERVATIONS: &str = "observations";
pub(crate) const PUBLICATIONS: &str = "publications";
pub(crate) const SOURCES: &str = "sources";

/// How the source of an observation begins that was reported.
const SUBMISSION: &str = "submission:";

/// A submission as the source of its observations.
pub fn submission_source(submission: &str) -> String {
    format!("{SUBMISSION}{submission}")
}

/// Whether a source is a submission.
pub(crate) fn is_submission(source: &str) -> bool {
    source.starts_with(SUBMISSION)
}

/// Digits in all, and after the point, of every decimal column.
pub(crate) const PRECISION: u8 = 28;
pub(crate) const SCALE: i8 = 9;

fn decimal() -> DataType {
    // 28 digits fit both Arrow's Decimal128 and the decimals that values are summed in.
    DataType::decimal(PRECISION, SCALE.unsigned_abs()).unwrap_or(DataType::STRING)
}

fn column(name: &str, kind: DataType, nullable: bool) -> StructField {
    StructField::new(name, kind, nullable)
}

fn timestamp() -> DataType {
    DataType::Primitive(PrimitiveType::Timestamp)
}

/// One row an observation.
pub(crate) fn observations() -> Vec<StructField> {
    vec![
        column("id", DataType::LONG, false),
        column("measure", DataType::STRING, false),
        column("territory", DataType::STRING, false),
        column("period", DataType::STRING, false),
        column("value", decimal(), false),
        column("decimals", DataType::BYTE, false),
        column("qualifiers", DataType::STRING, false),
        column("origin", DataType::STRING, false),
        column("source", DataType::STRING, true),
        column("known_on", DataType::DATE, false),
        column("note", DataType::STRING, true),
        column("supersedes", DataType::LONG, true),
        column("publication", DataType::LONG, false),
    ]
}

/// One row a publication; its appearance makes the publication visible.
pub(crate) fn publications() -> Vec<StructField> {
    vec![
        column("number", DataType::LONG, false),
        column("recorded_at", timestamp(), false),
        column("kind", DataType::STRING, false),
        column("file", DataType::STRING, true),
        column("content_hash", DataType::STRING, true),
        column("rows", DataType::LONG, false),
        column("tables", DataType::STRING, false),
        column("plan_version", DataType::STRING, true),
    ]
}

/// One row a source and publication; the latest is current.
pub(crate) fn sources() -> Vec<StructField> {
    vec![
        column("id", DataType::STRING, false),
        column("title", DataType::STRING, false),
        column("publisher", DataType::STRING, true),
        column("address", DataType::STRING, true),
        column("published_on", DataType::STRING, true),
        column("grade", DataType::STRING, false),
        column("note", DataType::STRING, true),
        column("publication", DataType::LONG, false),
    ]
}

/// The columns that every register has besides its own fields.
pub const REGISTER_COMMON: [&str; 7] =
    ["row_id", "valid_from", "valid_to", "origin", "source", "known_on", "publication"];

/// One row an entry of a register and publication: its fields as the plan declares them, and the common columns.
pub(crate) fn register(register: &Register) -> Vec<StructField> {
    let mut columns = vec![
        column("row_id", DataType::STRING, false),
        column("valid_from", DataType::DATE, true),
        column("valid_to", DataType::DATE, true),
    ];
    // Personal fields stay in the store; the lake is open to every reader of numbers.
    columns.extend(register.field.iter().filter(|field| !field.personal).map(|field| {
        let kind = match field.r#type {
            FieldType::Text | FieldType::Territory | FieldType::Code => DataType::STRING,
            FieldType::Date => DataType::DATE,
            FieldType::Number => decimal(),
        };
        column(&register_column(field.id.get_ref()), kind, true)
    }));
    columns.extend([
        column("origin", DataType::STRING, false),
        column("source", DataType::STRING, true),
        column("known_on", DataType::DATE, false),
        column("publication", DataType::LONG, false),
    ]);
    columns
}

/// A field whose name a common column has already gets a prefix.
pub fn register_column(field: &str) -> String {
    if REGISTER_COMMON.contains(&field) { format!("field_{field}") } else { field.to_owned() }
}
