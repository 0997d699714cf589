use lanbai_kernel::{Finding, Place};

use crate::enterprise::MOST_CODES;
use crate::{Classification, CodeGiven, CodeReach, Rules, Segment};

/// A code of an enterprise in the edition of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodeRead {
    pub code: String,
    /// As given, where that is another.
    pub given: Option<String>,
}

/// How an enterprise's codes meet a segment's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meeting {
    /// The finest that meets: the enterprise's code, the segment's, and how fine that is.
    Under { code: CodeRead, under: String, reach: CodeReach },
    /// Both have codes, and not even a division in common.
    Contradiction,
    /// Nothing is said.
    Silence,
}

/// Brings codes into the edition of the rules; what cannot be brought there is a finding and says nothing.
pub(crate) fn read(
    given: &[CodeGiven],
    rules: &Rules,
    classifications: &[Classification],
    place: &Place,
) -> (Vec<CodeRead>, Vec<Finding>) {
    let (mut codes, mut findings) = (Vec::new(), Vec::new());
    if given.len() > MOST_CODES {
        findings.push(Finding::warning("chain-codes-cut", place.clone()).with("limit", MOST_CODES));
    }
    for code in given.iter().take(MOST_CODES) {
        match bring(code, rules, classifications, place) {
            Ok(read) => {
                let new = read.into_iter().filter(|one| !codes.contains(one)).collect::<Vec<_>>();
                codes.extend(new);
            }
            Err(finding) => findings.push(
                finding
                    .with("code", code.code.as_str())
                    .with("edition", code.edition.as_deref().unwrap_or(&rules.edition))
                    .with("wanted", &*rules.edition),
            ),
        }
    }
    (codes, findings)
}

/// The codes of the rules' edition that a code stands for: itself, the class with the same title, or what a crosswalk
/// says.
fn bring(
    given: &CodeGiven,
    rules: &Rules,
    classifications: &[Classification],
    place: &Place,
) -> Result<Vec<CodeRead>, Box<Finding>> {
    let find = |edition: &str| classifications.iter().find(|c| c.edition() == edition);
    let edition = given.edition.as_deref().unwrap_or(&rules.edition);
    let other = find(edition);
    if let Some(crosswalk) = other.filter(|list| list.is_crosswalk()) {
        return across(given.code.trim(), crosswalk, place);
    }
    let digits = given.code.trim().trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if !(2..=4).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Box::new(Finding::warning("chain-code-malformed", place.clone())));
    }
    if edition == &*rules.edition {
        // Without the list of codes there is nothing to hold a code against.
        return match other.is_none_or(|list| list.title(digits).is_some()) {
            true => Ok(vec![CodeRead { code: digits.to_owned(), given: None }]),
            false => Err(unknown(place)),
        };
    }
    let Some(other) = other else {
        return Err(Box::new(Finding::warning("chain-edition-unknown", place.clone())));
    };
    if other.title(digits).is_none() {
        return Err(unknown(place));
    }
    let Some(same) = find(&rules.edition).and_then(|list| list.same_title(other, digits)) else {
        return Err(not_carried_over(place));
    };
    let given = (same != digits).then(|| digits.to_owned());
    Ok(vec![CodeRead { code: same.to_owned(), given }])
}

fn across(code: &str, crosswalk: &Classification, place: &Place) -> Result<Vec<CodeRead>, Box<Finding>> {
    if crosswalk.title(code).is_none() {
        return Err(unknown(place));
    }
    let read = |other: &String| CodeRead { code: other.clone(), given: Some(code.to_owned()) };
    match crosswalk.stands_for(code) {
        [] => Err(not_carried_over(place)),
        others => Ok(others.iter().map(read).collect()),
    }
}

fn not_carried_over(place: &Place) -> Box<Finding> {
    Box::new(Finding::warning("chain-code-not-carried-over", place.clone()))
}

fn unknown(place: &Place) -> Box<Finding> {
    Box::new(Finding::warning("chain-code-unknown", place.clone()))
}

/// The finest of a segment's codes that one of the enterprise's lies under.
pub(crate) fn meet(codes: &[CodeRead], segment: &Segment) -> Meeting {
    let pairs = codes.iter().flat_map(|code| segment.codes.iter().map(move |under| (code, under)));
    let finest = pairs
        .filter(|(code, under)| code.code.starts_with(under.as_str()))
        .filter_map(|(code, under)| Some((code, under, reach(under)?)))
        .max_by_key(|(code, _, reach)| (*reach, std::cmp::Reverse(code.code.as_str())));
    if let Some((code, under, reach)) = finest {
        return Meeting::Under { code: code.clone(), under: under.clone(), reach };
    }
    let division = |code: &str| code.get(..2).map(str::to_owned);
    let strange =
        codes.iter().all(|code| segment.codes.iter().all(|under| division(&code.code) != division(under)));
    if codes.is_empty() || segment.codes.is_empty() || !strange {
        Meeting::Silence
    } else {
        Meeting::Contradiction
    }
}

fn reach(code: &str) -> Option<CodeReach> {
    match code.len() {
        2 => Some(CodeReach::Division),
        3 => Some(CodeReach::Group),
        4 => Some(CodeReach::Class),
        _ => None,
    }
}
