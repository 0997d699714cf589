use std::collections::BTreeMap;

use lanbai_intake::Limits;
use lanbai_kernel::Severity;
use lanbai_template::{Answer, Answers, Key, Language, Raw, Spot, Template, Told, identify, read};

use super::super::find::Case;
use super::super::rows::must_fit;
use super::{apart, made, text};
use crate::{App, AppError};

/// What a file brings.
pub(super) struct Brought {
    pub template: Template,
    pub language: Language,
    /// What its fields hold, as it would be typed; fields that it leaves empty are not among them.
    pub fields: BTreeMap<String, String>,
    pub explanations: BTreeMap<String, String>,
    /// Rows by the form's field, each with its cells by column.
    pub registers: BTreeMap<String, Vec<BTreeMap<String, String>>>,
    pub told: Vec<Told>,
    /// What is sent back: what stands in the file; nothing where the file is of another form, place or time.
    pub raw: Option<Raw>,
}

/// What makes a file one that belongs elsewhere: its answers are not for this form.
pub(super) const ELSEWHERE: [&str; 3] =
    ["template-other-form", "template-other-territory", "template-other-period"];

impl Brought {
    /// A file of which nothing is taken yet.
    pub fn new(template: Template, language: Language, told: Vec<Told>) -> Self {
        Self {
            template,
            language,
            fields: BTreeMap::new(),
            explanations: BTreeMap::new(),
            registers: BTreeMap::new(),
            told,
            raw: None,
        }
    }

    /// Whether anything is wrong with the file itself; nothing of it is taken then.
    pub fn is_refused(&self) -> bool {
        self.told.iter().any(|told| told.finding.severity == Severity::Error)
    }

    /// The row of the file in which a register's row stands, to be marked.
    pub fn spot(&self, finding: &lanbai_kernel::Finding) -> Spot {
        self.template.spot(finding)
    }
}

/// Reads a file against the submission that it was uploaded to.
pub(super) async fn bring(app: &App, case: &Case, file: &str, bytes: Vec<u8>) -> Result<Brought, AppError> {
    let secret = *app.people()?.workbook_secret();
    let _turn = app.people()?.workbook_turn().await?;
    if is_text(file, &bytes) {
        let language = text::language(&bytes);
        let template = made::template(app, case, language).await?;
        return Ok(text::read(template, language, file, &bytes));
    }
    let name = file.to_owned();
    let (bytes, identity) = apart(move || {
        let (identity, _) = identify(&bytes, &name, &Key::new(&secret));
        (bytes, identity)
    })
    .await?;
    let language = identity.as_ref().and_then(|identity| Language::named(&identity.language));
    let language = language.unwrap_or(Language::Chinese);
    let template = made::template(app, case, language).await?;
    let name = file.to_owned();
    let (template, reading) = apart(move || {
        let reading = read(&bytes, &name, &template, &Key::new(&secret), &Limits::FORM);
        (template, reading)
    })
    .await?;
    let is_elsewhere = reading.told.iter().any(|told| ELSEWHERE.contains(&told.finding.code));
    let has_nothing = reading.raw == Raw::default();
    let mut brought = Brought::new(template, language, reading.told);
    brought.raw = (!is_elsewhere && !has_nothing).then_some(reading.raw);
    if let Some(answers) = reading.answers {
        brought.take(case, answers)?;
    }
    Ok(brought)
}

/// Whether it is to be read as CSV: archives and old workbooks are told by their first bytes, whatever they are called.
fn is_text(file: &str, bytes: &[u8]) -> bool {
    const OLD_WORKBOOK: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];
    let is_book = bytes.starts_with(b"PK") || bytes.starts_with(&OLD_WORKBOOK);
    let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    !is_book && matches!(ending.as_str(), "csv" | "txt" | "tsv")
}

impl Brought {
    fn take(&mut self, case: &Case, answers: Answers) -> Result<(), AppError> {
        self.fields = answers.fields.into_iter().map(|(key, answer)| (key, typed(answer))).collect();
        self.explanations = answers.explanations;
        for (key, rows) in answers.registers {
            let field = case.at.form().field(&key);
            let register = field.and_then(|field| match &field.kind {
                lanbai_reporting::form::FieldKind::Register { register } => Some(register.to_string()),
                _ => None,
            });
            let Some(register) = register else { continue };
            let asked = must_fit(&case.at, &register)?;
            let columns: Vec<&str> = asked.fields().map(|field| field.id.as_str()).collect();
            let row = |cells: Vec<Option<Answer>>| {
                let filled = columns.iter().zip(cells);
                filled.filter_map(|(id, cell)| Some(((*id).to_owned(), typed(cell?)))).collect()
            };
            self.registers.insert(key, rows.into_iter().map(row).collect());
        }
        Ok(())
    }
}

/// An answer as somebody would type it on the page.
fn typed(answer: Answer) -> String {
    match answer {
        Answer::Number(number) => number.normalize().to_string(),
        Answer::Text(text) | Answer::Choice(text) => text,
        Answer::YesNo(yes) => (if yes { "yes" } else { "no" }).to_owned(),
        Answer::Date(day) => day.to_string(),
    }
}
