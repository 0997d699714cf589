use lanbai_kernel::{Finding, Place, nearest};
use serde::de::DeserializeOwned;
use toml::Spanned;

use super::{
    AssignmentFile, CalendarFile, ConfidentialityFile, DiagnosisFile, DocumentFile, EvaluationFile, FormFile,
    Header, IndicatorFile, IndustryFile, LightFile, MeasureFile, RegisterFile, SourcesFile, SupervisionFile,
    TargetFile, TerritoryFile,
};

/// A word of a plan with the place where it was written.
pub type Name = Spanned<String>;

/// One file of a plan as it was handed in.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its name within the plan's folder, such as `measures.toml`.
    pub name: String,
    /// Its whole text.
    pub text: String,
}

/// The content of one file together with the means to say where in it something stands.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Located<T> {
    pub name: String,
    pub content: T,
    line_starts: Vec<usize>,
}

impl<T> Located<T> {
    /// The place of a word of this file.
    pub fn place(&self, word: &Name) -> Place {
        self.place_of_span(word.span())
    }

    fn place_of_span(&self, span: std::ops::Range<usize>) -> Place {
        let line = self.line_starts.partition_point(|start| *start <= span.start);
        Place {
            file: Some(self.name.clone()),
            line: u32::try_from(line).ok(),
            column: None,
            span: Some((span.start, span.end)),
        }
    }
}

/// All files of a plan.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Raw {
    pub header: Located<Header>,
    pub document: Located<DocumentFile>,
    pub territories: Located<TerritoryFile>,
    pub industries: Located<IndustryFile>,
    pub measures: Located<MeasureFile>,
    pub indicators: Located<IndicatorFile>,
    pub targets: Located<TargetFile>,
    pub lights: Located<LightFile>,
    pub registers: Located<RegisterFile>,
    pub sources: Located<SourcesFile>,
    /// Absent files are empty: a plan may ask nobody for anything.
    pub forms: Located<FormFile>,
    pub evaluation: Located<EvaluationFile>,
    pub calendar: Located<CalendarFile>,
    pub supervision: Located<SupervisionFile>,
    pub assignment: Located<AssignmentFile>,
    pub confidentiality: Located<ConfidentialityFile>,
    pub diagnosis: Located<DiagnosisFile>,
}

/// Reads the files of a plan; `None` when any of them cannot be understood.
pub fn read(files: &[SourceFile]) -> (Option<Raw>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut reader = Reader { files, findings: &mut findings };
    let raw = reader.read_all();
    (raw, findings)
}

struct Reader<'r> {
    files: &'r [SourceFile],
    findings: &'r mut Vec<Finding>,
}

impl Reader<'_> {
    fn read_all(&mut self) -> Option<Raw> {
        // Every file is read before any failure returns, so that one run tells all that is wrong.
        let header = self.file("plan.toml");
        let document = self.file("document.toml");
        let territories = self.file("territories.toml");
        let industries = self.file("industries.toml");
        let measures = self.file("measures.toml");
        let indicators = self.file("indicators.toml");
        let targets = self.file("targets.toml");
        let lights = self.file("lights.toml");
        let registers = self.file("registers.toml");
        let sources = self.file("sources.toml");
        let forms = self.file_if_any("forms.toml");
        let evaluation = self.file_if_any("evaluation.toml");
        let calendar = self.file_if_any("calendar.toml");
        let supervision = self.file_if_any("supervision.toml");
        let assignment = self.file_if_any("assignment.toml");
        let confidentiality = self.file_if_any("confidentiality.toml");
        let diagnosis = self.file_if_any("diagnosis.toml");
        Some(Raw {
            header: header?,
            document: document?,
            territories: territories?,
            industries: industries?,
            measures: measures?,
            indicators: indicators?,
            targets: targets?,
            lights: lights?,
            registers: registers?,
            sources: sources?,
            forms: forms?,
            evaluation: evaluation?,
            calendar: calendar?,
            supervision: supervision?,
            assignment: assignment?,
            confidentiality: confidentiality?,
            diagnosis: diagnosis?,
        })
    }

    /// A file that a plan may do without.
    fn file_if_any<T: DeserializeOwned + Default>(&mut self, name: &str) -> Option<Located<T>> {
        if self.files.iter().any(|file| file.name == name) {
            return self.file(name);
        }
        Some(Located { name: name.to_owned(), content: T::default(), line_starts: vec![0] })
    }

    fn file<T: DeserializeOwned>(&mut self, name: &str) -> Option<Located<T>> {
        let Some(file) = self.files.iter().find(|file| file.name == name) else {
            self.findings.push(Finding::error("plan-missing-file", Place::file(name)));
            return None;
        };
        let starts = file.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(n, _)| n + 1);
        let line_starts = std::iter::once(0).chain(starts).collect();
        let located = Located { name: name.to_owned(), content: (), line_starts };
        match toml::from_str::<T>(&file.text) {
            Ok(content) => Some(Located { name: located.name, content, line_starts: located.line_starts }),
            Err(error) => {
                let place =
                    error.span().map_or_else(|| Place::file(name), |span| located.place_of_span(span));
                self.findings.push(explain(error.message(), place));
                None
            }
        }
    }
}

/// Turns a parser's sentence into a finding; an unknown key is answered with the nearest valid one.
fn explain(message: &str, place: Place) -> Finding {
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match words.split_first() {
        Some((seen, valid)) if message.starts_with("unknown field") => {
            let finding = Finding::error("plan-unknown-key", place.column(*seen)).with("seen", *seen);
            match nearest(seen, valid.iter().copied()) {
                Some(candidate) => finding.with("nearest", candidate),
                None => finding.with("nearest", valid.join(", ")),
            }
        }
        Some((seen, valid)) if message.starts_with("unknown variant") => {
            Finding::error("plan-unknown-value", place).with("seen", *seen).with("expected", valid.join(", "))
        }
        Some((missing, _)) if message.starts_with("missing field") => {
            Finding::error("plan-missing-key", place).with("key", *missing)
        }
        _ => Finding::error("plan-not-understood", place).with("seen", message.trim()),
    }
}
