//! Every code this crate reports, with its gravity and the arguments its sentence may use.
//!
//! Sentences and hints are in `messages/findings/intake.toml`; a test holds the two against each other.

use lanbai_kernel::Severity;

/// A code that a finding of this crate may have.
pub(crate) struct FindingCode {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    /// Beside `file`, `line` and `column`, which come from the place.
    #[cfg_attr(not(any(test, debug_assertions)), expect(dead_code, reason = "checked where tests run"))]
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
    // The file as a whole.
    EMPTY = "intake-empty" Error [];
    NOT_A_TABLE = "intake-not-a-table" Error [];
    TOO_LARGE = "intake-too-large" Error ["limit"];
    TOO_MANY_ROWS = "intake-too-many-rows" Error ["limit"];
    TOO_MANY_COLUMNS = "intake-too-many-columns" Error ["limit", "seen"];
    CELL_TOO_LONG = "intake-cell-too-long" Error ["limit", "seen"];
    LINE_TOO_LONG = "intake-line-too-long" Error ["limit"];
    UNCLOSED_QUOTE = "intake-unclosed-quote" Error [];
    HTML = "intake-html" Error [];
    OLD_WORKBOOK = "intake-old-workbook" Error [];
    BINARY_WORKBOOK = "intake-binary-workbook" Error [];
    MACROS = "intake-macros" Error [];
    PROTECTED = "intake-protected" Error [];
    NOT_A_WORKBOOK = "intake-not-a-workbook" Error [];
    CORRUPT_WORKBOOK = "intake-corrupt-workbook" Error ["reason"];
    INFLATES_TOO_FAR = "intake-inflates-too-far" Error ["part_limit", "limit"];
    TOO_MANY_PARTS = "intake-too-many-parts" Error ["limit"];
    TOO_MANY_SHEETS = "intake-too-many-sheets" Error ["limit", "seen"];
    HIDDEN_SHEET = "intake-hidden-sheet" Warning [];
    SKIPPED_SHEET = "intake-skipped-sheet" Warning ["seen"];
    ENCODING = "intake-encoding" Error ["expected", "seen"];

    // The table.
    UNKNOWN_LAYOUT = "intake-unknown-layout" Error ["seen", "expected"];
    DUPLICATE_COLUMN = "intake-duplicate-column" Error ["other"];
    UNKNOWN_COLUMN = "intake-unknown-column" Warning ["nearest"];
    MISSING_COLUMN = "intake-missing-column" Error ["seen", "expected"];
    UNKNOWN_REGISTER = "intake-unknown-register" Error ["seen", "nearest"];
    AMBIGUOUS_REGISTER = "intake-ambiguous-register" Error ["candidates"];
    SKIPPED_COLUMN = "intake-skipped-column" Warning [];
    IGNORED_HEADING = "intake-ignored-heading" Warning ["seen"];
    FROM_TITLE = "intake-from-title" Note ["seen", "read"];
    AMBIGUOUS_TITLE = "intake-ambiguous-title" Error ["seen", "candidates"];

    // Names.
    UNKNOWN_TERRITORY = "intake-unknown-territory" Error ["seen", "nearest", "rows"];
    UNKNOWN_MEASURE = "intake-unknown-measure" Error ["seen", "nearest", "rows"];
    UNKNOWN_SOURCE = "intake-unknown-source" Error ["seen", "nearest", "rows"];
    AMBIGUOUS_NAME = "intake-ambiguous-name" Error ["seen", "candidates", "rows"];
    UNKNOWN_UNIT = "intake-unknown-unit" Error ["seen", "expected", "rows"];
    UNKNOWN_NATURE = "intake-unknown-nature" Error ["seen", "nearest", "rows"];

    // Cells.
    EMPTY_CELL = "intake-empty-cell" Error ["rows"];
    NOT_A_NUMBER = "intake-not-a-number" Error ["seen"];
    AMBIGUOUS_NUMBER = "intake-ambiguous-number" Error ["seen", "candidates"];
    NOT_A_PERIOD = "intake-not-a-period" Error ["seen", "rows"];
    AMBIGUOUS_PERIOD = "intake-ambiguous-period" Error ["seen", "candidates", "rows"];
    NOT_A_DATE = "intake-not-a-date" Error ["seen", "rows"];
    AMBIGUOUS_DATE = "intake-ambiguous-date" Error ["seen", "candidates", "rows"];
    NOT_AN_ID = "intake-not-an-id" Error ["seen"];
    ERROR_VALUE = "intake-error-value" Error ["seen"];
    UNKNOWN_CODE = "intake-unknown-code" Error ["seen", "expected"];
    MERGED_VALUE = "intake-merged-value" Error ["seen"];
    FORMULA_WITHOUT_VALUE = "intake-formula-without-value" Error [];

    // Values.
    UNIT_MISMATCH = "intake-unit-mismatch" Error ["seen", "expected", "rows"];
    AMBIGUOUS_SCALE = "intake-ambiguous-scale" Error ["seen", "expected"];
    NUMBER_TOO_LONG = "intake-number-too-long" Error ["seen"];
    OUT_OF_RANGE = "intake-out-of-range" Warning ["seen", "least", "greatest"];
    LOOKS_LIKE_FRACTION = "intake-looks-like-fraction" Warning ["seen", "expected", "rows"];
    MISSING_SOURCE = "intake-missing-source" Error ["rows"];
    MISSING_KNOWN_ON = "intake-missing-known-on" Error ["rows"];
    MISSING_ORIGIN = "intake-missing-origin" Error ["rows"];
    DUPLICATE = "intake-duplicate" Error ["other", "seen"];
    REPEATED_ROW = "intake-repeated-row" Warning ["other", "rows"];

    // What was left out or taken for granted.
    SKIPPED_MISSING = "intake-skipped-missing" Note ["count"];
    SKIPPED_REMARK = "intake-skipped-remark" Note ["seen"];
    SKIPPED_TOTAL = "intake-skipped-total" Warning ["seen", "rows"];
    UNIT_ASSUMED = "intake-unit-assumed" Note ["rows"];
    MORE_FINDINGS = "intake-more-findings" Note ["count"];
}
