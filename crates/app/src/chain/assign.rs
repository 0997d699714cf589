use std::path::{Path, PathBuf};

use lanbai_assign::{
    Assigner, Assignment, Candidate, Classification, CodeGiven, Enterprise, Evidence, Field, Ground,
    Relation, Standing,
};
use lanbai_kernel::{Finding, Place, Text};
use lanbai_plan::SourceFile;
use serde::Serialize;

use super::Answered;
use super::given::Given;
use crate::view::Bilingual;
use crate::{AppError, Messages};

/// Where enterprises belong, with how it was decided.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssignAnswer {
    /// The rules by which it was decided.
    pub conventions: AssignConventions,
    /// In the order of the file.
    pub enterprises: Vec<AssignedEnterprise>,
}

/// The rules by which enterprises are assigned.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct AssignConventions {
    pub plan: String,
    pub plan_version: String,
    /// The edition of the classification that codes are brought into.
    pub edition: Option<String>,
    /// From this score on a segment is sure; from the other on someone looks.
    pub sure: f64,
    pub review: f64,
}

/// One enterprise with its segments, best first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct AssignedEnterprise {
    pub enterprise: String,
    /// `sure`, `review` or `nowhere`.
    pub standing: Standing,
    pub segments: Vec<AssignedSegment>,
}

/// A segment that an enterprise may belong to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct AssignedSegment {
    pub segment: String,
    pub name: Bilingual,
    /// Between 0 and 1.
    pub score: f64,
    pub sure: bool,
    /// Codes were given and none is one of the segment's.
    pub contradicted: bool,
    pub because: Vec<Because>,
}

/// What spoke for it, or was denied.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Because {
    /// `product`, `scope`, `name` or `code`.
    pub field: &'static str,
    pub word: String,
    /// `thing`, `modifier` or `denied`; none for a code.
    pub relation: Option<Relation>,
    pub strength: f64,
}

/// Assigns the enterprises of a file to the segments of a plan, given as the files of its folder.
///
/// Columns: name, code, edition, products (several separated by 、 or ;), scope; each may be missing but the name.
///
/// # Errors
/// If the file cannot be had, or the plan has errors or no rule. What is wrong in the file is a finding.
pub fn assign(
    file: &Path,
    plan: &[(PathBuf, Vec<u8>)],
    only_review: bool,
) -> Result<Answered<AssignAnswer>, AppError> {
    let (assigner, conventions, names) = assigner(plan)?;
    let mut given = Given::read(file)?;
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let name = given.column(&headings("name"));
    if !given.is_good() {
        return Ok(Answered::refused(given.findings));
    }
    let [code, edition, products, scope] =
        ["code", "edition", "products", "scope"].map(|column| given.optional(&headings(column)));
    let mut enterprises = Vec::new();
    let mut told = Vec::new();
    for row in 0..given.rows() {
        let text = |column: Option<usize>| column.map_or("", |column| given.text(row, column));
        let parts = |text: &str| -> Vec<String> {
            text.split(SEPARATORS).map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
        };
        let named = Some(text(edition).to_owned()).filter(|edition| !edition.is_empty());
        let enterprise = Enterprise {
            name: given.text(row, name).to_owned(),
            scope: text(scope).to_owned(),
            products: parts(text(products)),
            codes: parts(text(code))
                .into_iter()
                .map(|code| CodeGiven { code, edition: named.clone() })
                .collect(),
        };
        // The engine of plain files counts rows from the headings on.
        let place = Place::default().line(u32::try_from(row + 2).unwrap_or(u32::MAX));
        let (assignment, findings) = assigner.assign(&enterprise, &place);
        told.extend(findings);
        if !only_review || assignment.standing == Standing::Review {
            enterprises.push(assigned(&assigner, &names, &enterprise, &assignment));
        }
    }
    let mut findings = std::mem::take(&mut given.findings);
    findings.extend(given.placed(told));
    Ok(Answered { answer: Some(AssignAnswer { conventions, enterprises }), findings })
}

/// Between several products or codes: semicolons, the enumeration comma and bars, of either width.
const SEPARATORS: [char; 4] = ['\u{3001}', ';', '\u{ff1b}', '|'];

/// How a column may be headed, in either language.
fn headings(column: &str) -> Vec<&'static str> {
    let [english, chinese] = match column {
        "name" => ["name/enterprise", "heading-name"],
        "code" => ["code/codes/gbt4754", "heading-code"],
        "edition" => ["edition", "heading-edition"],
        "products" => ["products/product", "heading-products"],
        _ => ["scope", "heading-scope"],
    };
    english.split('/').chain(Messages::shared().chinese(chinese).split('/')).collect()
}

fn assigned(
    assigner: &Assigner,
    names: &[Text],
    enterprise: &Enterprise,
    assignment: &Assignment,
) -> AssignedEnterprise {
    let segment = |candidate: &Candidate| {
        let at = candidate.segment.0 as usize;
        AssignedSegment {
            segment: assigner.rules().segments[at].id.to_string(),
            name: names.get(at).map_or_else(|| crate::same(""), Into::into),
            score: candidate.score,
            sure: candidate.sure,
            contradicted: candidate.contradicted,
            because: candidate.evidence.iter().map(because).collect(),
        }
    };
    AssignedEnterprise {
        enterprise: enterprise.name.clone(),
        standing: assignment.standing,
        segments: assignment.candidates.iter().map(segment).collect(),
    }
}

fn because(evidence: &Evidence) -> Because {
    match &evidence.ground {
        Ground::Word { word, field, relation, .. } => Because {
            field: match field {
                Field::Product(_) => "product",
                Field::Scope => "scope",
                Field::Name => "name",
            },
            word: word.to_string(),
            relation: Some(*relation),
            strength: evidence.strength,
        },
        Ground::Code { code, .. } => {
            Because { field: "code", word: code.clone(), relation: None, strength: evidence.strength }
        }
    }
}

/// The assigner of a plan, what it goes by, and the names of its segments in the order of the rules.
fn assigner(files: &[(PathBuf, Vec<u8>)]) -> Result<(Assigner, AssignConventions, Vec<Text>), AppError> {
    let is_toml = |path: &Path| path.extension().is_some_and(|ending| ending == "toml");
    let texts: Vec<SourceFile> = files
        .iter()
        .filter(|(path, _)| is_toml(path))
        .map(|(path, bytes)| SourceFile {
            name: path.to_string_lossy().into_owned(),
            text: String::from_utf8_lossy(bytes).into_owned(),
        })
        .collect();
    let (plan, findings) = lanbai_plan::load(&texts);
    let Some(plan) = plan else { return Err(AppError::Plan(findings)) };
    let Some(rules) = plan.assignment.clone() else {
        return Err(AppError::Plan(vec![Finding::error(
            "chain-plan-without-assignment",
            Place::file("assignment.toml"),
        )]));
    };
    let classifications = plan.raw.assignment.content.edition.iter().filter_map(|edition| {
        let name = edition.file.get_ref();
        let (_, table) = files.iter().find(|(path, _)| path == Path::new(name))?;
        Classification::read(edition.id.get_ref(), name, table).0
    });
    let header = &plan.raw.header.content;
    let rule = plan.raw.assignment.content.rule.as_ref();
    let conventions = AssignConventions {
        plan: header.id.get_ref().clone(),
        plan_version: header.version.clone(),
        edition: rule.map(|rule| rule.edition.get_ref().clone()),
        sure: rules.thresholds.sure,
        review: rules.thresholds.review,
    };
    let segments = &plan.raw.industries.content.segment;
    let name = |id: &str| segments.iter().find(|one| one.id.get_ref() == id).map(|one| one.name.clone());
    let names = rules.segments.iter().map(|one| name(&one.id).unwrap_or_default()).collect();
    Ok((Assigner::new(rules, classifications.collect()), conventions, names))
}
