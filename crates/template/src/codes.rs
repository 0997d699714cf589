//! Every code this crate tells, with its gravity and the arguments of its sentence.
//!
//! Sentences and hints are in `messages/findings/template.toml`; a test holds the two against each other.

use lanbai_kernel::Severity;

/// A code that a finding of this crate may have.
pub(crate) struct FindingCode {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    /// Beside `file`, `line` and `column`, which come from the place.
    #[cfg_attr(not(test), expect(dead_code, reason = "checked where tests run"))]
    pub(crate) arguments: &'static [&'static str],
}

macro_rules! codes {
    ($($ident:ident = $name:literal $severity:ident [$($argument:literal),*];)*) => {
        $(pub(crate) const $ident: &FindingCode = &FindingCode {
            name: $name,
            severity: Severity::$severity,
            arguments: &[$($argument),*],
        };)*

        #[cfg(test)]
        pub(crate) const ALL: &[&FindingCode] = &[$($ident),*];
    };
}

codes! {
    // What the workbook says that it is.
    NO_IDENTITY = "template-no-identity" Error [];
    ALTERED = "template-altered" Error [];
    OTHER_FORM = "template-other-form" Error ["seen", "expected"];
    OTHER_VERSION = "template-other-version" Error ["seen", "expected"];
    OTHER_TERRITORY = "template-other-territory" Error ["seen", "expected"];
    OTHER_PERIOD = "template-other-period" Error ["seen", "expected"];
    OTHER_SUBMISSION = "template-other-submission" Error [];
    OTHER_LANGUAGE = "template-other-language" Error ["seen", "expected"];
    FORM_CHANGED = "template-form-changed" Error [];

    // Sheets, headings and rows.
    SHEET_MISSING = "template-sheet-missing" Error ["sheet", "seen"];
    SHEET_MOVED = "template-sheet-moved" Note ["seen"];
    SHEET_UNKNOWN = "template-sheet-unknown" Warning ["seen"];
    HEADING_CHANGED = "template-heading-changed" Error ["seen", "expected"];
    UNIT_CHANGED = "template-unit-changed" Error ["field", "seen", "expected"];
    ROW_MISSING = "template-row-missing" Error ["field"];
    ROW_MOVED = "template-row-moved" Error ["field", "expected"];
    STRAY_CELLS = "template-stray-cells" Warning ["count"];

    // Answers.
    FORMULA = "template-formula" Error ["field", "seen"];
    ERROR_VALUE = "template-error-value" Error ["field", "seen"];
    NOT_A_NUMBER = "template-not-a-number" Error ["field", "seen"];
    AMBIGUOUS_NUMBER = "template-ambiguous-number" Error ["field", "seen", "candidates"];
    INEXACT = "template-inexact" Error ["field", "seen"];
    OTHER_UNIT = "template-other-unit" Error ["field", "seen", "expected"];
    NOT_A_DATE = "template-not-a-date" Error ["field", "seen"];
    NOT_A_CHOICE = "template-not-a-choice" Error ["field", "seen", "expected"];
    DIGITS_LOST = "template-digits-lost" Error ["field", "seen"];
    CELL_MISSING = "template-cell-missing" Error ["field"];

    MORE_FINDINGS = "template-more-findings" Note ["count"];
}
