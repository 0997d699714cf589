//! What a workbook says that it is, and the seal by which that is believed.

use lanbai_intake::{Book, Limits, read_book};
use lanbai_kernel::{Finding, Period};
use ring::{digest, hmac};

use crate::Template;
use crate::layout::HIDDEN_SHEET;
use crate::template::{ColumnKind, Kind};

/// Which form of which territory and period a workbook was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Identity {
    pub form: String,
    /// The form's version in the plan.
    pub version: String,
    /// The territory's id.
    pub territory: String,
    pub period: Period,
    pub submission: String,
    /// The name of the workbook's language.
    pub language: String,
}

/// The secret that only the server knows: a workbook that was sealed with it was made by us.
pub struct Key(hmac::Key);

impl Key {
    /// From secret bytes, at least 32 of them.
    pub fn new(secret: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }
}

/// What the hidden sheet holds, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub(crate) identity: Identity,
    /// Digest of what is asked: the same version of a plan's form may have been edited.
    pub(crate) structure: String,
    pub(crate) seal: String,
}

/// The layout of the sheets; another one makes older workbooks unreadable, and they are told so.
const FORMAT: &str = "1";

const NAMES: [&str; 9] =
    ["format", "form", "version", "territory", "period", "submission", "language", "structure", "seal"];

impl Sealed {
    pub(crate) fn new(template: &Template, key: &Key) -> Self {
        let structure = structure(template);
        let identity = template.identity.clone();
        let seal = hex(hmac::sign(&key.0, &message(&identity, &structure)).as_ref());
        Self { identity, structure, seal }
    }

    /// Names and values in the order of the hidden sheet.
    pub(crate) fn lines(&self) -> Vec<(&'static str, String)> {
        let Identity { form, version, territory, period, submission, language } = &self.identity;
        let values = [
            FORMAT.to_owned(),
            form.clone(),
            version.clone(),
            territory.clone(),
            period.to_string(),
            submission.clone(),
            language.clone(),
            self.structure.clone(),
            self.seal.clone(),
        ];
        NAMES.into_iter().zip(values).collect()
    }

    /// What the hidden sheet of a workbook says; none where there is none or it says something else.
    pub(crate) fn of(book: &Book) -> Option<Self> {
        let sheet = book.sheet(HIDDEN_SHEET)?;
        let mut values = Vec::new();
        for (name, row) in NAMES.into_iter().zip(0..) {
            (sheet.text(row, 0) == name).then_some(())?;
            values.push(sheet.text(row, 1).to_owned());
        }
        let [format, form, version, territory, period, submission, language, structure, seal] =
            <[String; 9]>::try_from(values).ok()?;
        (format == FORMAT).then_some(())?;
        let period = period.parse().ok()?;
        let identity = Identity { form, version, territory, period, submission, language };
        Some(Self { identity, structure, seal })
    }

    /// Whether we sealed it and nobody changed it since.
    pub(crate) fn is_ours(&self, key: &Key) -> bool {
        let Some(seal) = unhex(&self.seal) else { return false };
        hmac::verify(&key.0, &message(&self.identity, &self.structure), &seal).is_ok()
    }
}

/// Which template an upload says to be, before anything else of it is believed: the caller finds the form by it.
/// None, perhaps with findings, where the bytes are no template of ours.
pub fn identify(bytes: &[u8], file: &str, key: &Key) -> (Option<Identity>, Vec<Finding>) {
    let (book, findings) = read_book(bytes, file, &Limits::FORM);
    let sealed = book.as_ref().and_then(Sealed::of).filter(|sealed| sealed.is_ours(key));
    (sealed.map(|sealed| sealed.identity), findings)
}

/// What is sealed: each part with its length, so that no two identities give the same bytes.
fn message(identity: &Identity, structure: &str) -> Vec<u8> {
    let Identity { form, version, territory, period, submission, language } = identity;
    let period = period.to_string();
    let parts = [FORMAT, form, version, territory, &period, submission, language, structure];
    parts.iter().flat_map(|part| format!("{}:{part}", part.len()).into_bytes()).collect()
}

/// A digest of everything that decides what an answer means; help, earlier values and checks do not.
fn structure(template: &Template) -> String {
    let mut text = String::new();
    let mut add = |part: &str| text.push_str(&format!("{}:{part}", part.len()));
    for field in template.fields() {
        add(&field.key);
        add(&field.name);
        add(field.unit_name());
        match &field.kind {
            Kind::Number { decimals, .. } => add(&format!("number {decimals}")),
            Kind::Text { .. } => add("text"),
            Kind::YesNo => add("yes-no"),
            Kind::Choice(choices) => choices.iter().for_each(|choice| {
                add(&choice.id);
                add(&choice.name);
            }),
            Kind::Register(register) => register.columns.iter().for_each(|column| {
                add(&column.id);
                add(&column.heading());
                add(match column.kind {
                    ColumnKind::Text => "text",
                    ColumnKind::Date => "date",
                    ColumnKind::Number(_) => "number",
                    ColumnKind::Choice(_) => "choice",
                });
            }),
        }
    }
    hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let is_hex = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then_some(())?;
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}
