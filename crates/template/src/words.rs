macro_rules! words {
    ($($field:ident = $key:literal;)*) => {
        /// The words of a workbook in its language. `{…}` in them is filled in.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub struct Words {
            $(pub $field: String,)*
        }

        impl Words {
            /// Every word by the name under which `messages/words.toml` has it.
            pub const KEYS: &[&str] = &[$($key),*];

            /// All words as `word` gives them for their names.
            pub fn look_up(word: impl Fn(&str) -> String) -> Self {
                Self { $($field: word($key),)* }
            }
        }
    };
}

words! {
    form_sheet = "workbook-form-sheet";
    problems_sheet = "workbook-problems-sheet";
    table_number = "workbook-table-number";
    authority = "workbook-authority";
    document_number = "workbook-document-number";
    valid_until = "workbook-valid-until";
    territory = "workbook-territory";
    period = "workbook-period";
    guide = "workbook-guide";
    register_guide = "workbook-register-guide";
    code = "workbook-code";
    name = "workbook-name";
    unit = "workbook-unit";
    year_before = "workbook-year-before";
    previous = "workbook-previous";
    two_years_before = "workbook-two-years-before";
    last_year = "workbook-last-year";
    value = "workbook-value";
    explanation = "workbook-explanation";
    prompt = "workbook-prompt";
    definition = "workbook-definition";
    example = "workbook-example";
    yes = "workbook-yes";
    no = "workbook-no";
    unknown = "workbook-unknown";
    see_sheet = "workbook-see-sheet";
    back = "workbook-back";
    missing = "workbook-missing";
    must = "workbook-must";
    look = "workbook-look";
    note = "workbook-note";
    usual_range = "workbook-usual-range";
    at_least = "workbook-at-least";
    at_most = "workbook-at-most";
    wants_number = "workbook-wants-number";
    wants_digits = "workbook-wants-digits";
    wants_whole = "workbook-wants-whole";
    wants_choice = "workbook-wants-choice";
    wants_date = "workbook-wants-date";
    wants_length = "workbook-wants-length";
    not_accepted = "workbook-not-accepted";
    problems_title = "workbook-problems-title";
    problems_guide = "workbook-problems-guide";
    problem_number = "workbook-problem-number";
    problem_place = "workbook-problem-place";
    problem_gravity = "workbook-problem-gravity";
    problem_sentence = "workbook-problem-sentence";
    problem_hint = "workbook-problem-hint";
    whole_file = "workbook-whole-file";
    page = "workbook-page";
    colon = "workbook-colon";
    reported_on = "workbook-reported-on";
    do_not_change = "workbook-do-not-change";
}

/// `text` with what stands in its `{…}` filled in.
pub(crate) fn filled(text: &str, places: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (name, value) in places {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}
