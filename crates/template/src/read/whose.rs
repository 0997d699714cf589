use lanbai_intake::Book;

use super::report::Report;
use crate::codes;
use crate::identity::Sealed;
use crate::{Identity, Key, Spot, Template};

/// Holds what the workbook says to be against what is expected. Each difference is told; the identity is handed back
/// only where the seal is ours.
pub(super) fn check(book: &Book, expected: &Template, key: &Key, report: &mut Report) -> Option<Identity> {
    let Some(sealed) = Sealed::of(book) else {
        report.tell(codes::NO_IDENTITY, Spot::Workbook, |f| f);
        return None;
    };
    if !sealed.is_ours(key) {
        report.tell(codes::ALTERED, Spot::Workbook, |f| f);
        return None;
    }
    let (seen, wanted) = (&sealed.identity, &expected.identity);
    let mut is_other = false;
    let (seen_period, wanted_period) = (seen.period.to_string(), wanted.period.to_string());
    let pairs = [
        (codes::OTHER_FORM, &seen.form, &wanted.form),
        (codes::OTHER_TERRITORY, &seen.territory, &wanted.territory),
        (codes::OTHER_PERIOD, &seen_period, &wanted_period),
        (codes::OTHER_LANGUAGE, &seen.language, &wanted.language),
    ];
    for (code, seen, wanted) in pairs.into_iter().filter(|(_, seen, wanted)| seen != wanted) {
        is_other = true;
        report.tell(code, Spot::Workbook, |f| f.with("seen", &**seen).with("expected", &**wanted));
    }
    if is_other {
        // Of another form or place, version and submission say nothing.
    } else if seen.version != wanted.version {
        report.tell(codes::OTHER_VERSION, Spot::Workbook, |f| {
            f.with("seen", &*seen.version).with("expected", &*wanted.version)
        });
    } else if seen.submission != wanted.submission {
        report.tell(codes::OTHER_SUBMISSION, Spot::Workbook, |f| f);
    } else if sealed.structure != Sealed::new(expected, key).structure {
        report.tell(codes::FORM_CHANGED, Spot::Workbook, |f| f);
    }
    Some(sealed.identity)
}
