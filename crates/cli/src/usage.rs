use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use lanbai_app::Messages;

use crate::arguments::Language;
use crate::refusal::Refusal;

/// The language among arguments that could not be read as a whole.
pub(crate) fn language(arguments: &[String]) -> Language {
    let said = |language: &str| {
        let pair = arguments.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == language);
        pair || arguments.iter().any(|argument| argument.strip_prefix("--lang=") == Some(language))
    };
    if said("en") { Language::En } else { Language::Zh }
}

/// What is wrong with the arguments, in the words of the message files.
pub(crate) fn refusal(error: &Error) -> Refusal {
    let of = |kind| error.get(kind).map(shown).unwrap_or_default();
    let option = of(ContextKind::InvalidArg);
    let nearest = |kind| match error.get(kind) {
        Some(near) => {
            Messages::shared().text("usage-nearest", &[("nearest", lanbai_app::same(&shown(near)))])
        }
        None => Messages::shared().text("nothing-near", &[]),
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let refusal = Refusal::new("usage-unknown-command", of(ContextKind::InvalidSubcommand));
            refusal.with_words("nearest", nearest(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument => Refusal::new("usage-unknown-option", option)
            .with_words("nearest", nearest(ContextKind::SuggestedArg)),
        ErrorKind::InvalidValue if of(ContextKind::InvalidValue).is_empty() => {
            Refusal::new("usage-no-value", option)
        }
        ErrorKind::InvalidValue => Refusal::new("usage-not-a-choice", of(ContextKind::InvalidValue))
            .with("option", option)
            .with("known", of(ContextKind::ValidValue)),
        ErrorKind::ValueValidation => {
            Refusal::new("usage-unreadable-value", of(ContextKind::InvalidValue)).with("option", option)
        }
        ErrorKind::MissingRequiredArgument => Refusal::new("usage-missing", option),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            other if other.is_empty() || other == option => Refusal::new("usage-twice", option),
            other => Refusal::new("usage-not-together", option).with("other", other),
        },
        _ => {
            let text = error.render().to_string();
            let first = text.lines().next().unwrap_or_default();
            Refusal::new("usage-other", first.trim_start_matches("error: "))
        }
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(several) => several.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{language, refusal};
    use crate::arguments::{Arguments, Language};

    #[test]
    fn every_kind_of_wrong_argument_has_its_sentence() {
        let check = |line: &str, expected: &str| {
            let words = std::iter::once("lanbai").chain(line.split(' '));
            let error = Arguments::try_parse_from(words).expect_err(line);
            assert_eq!(refusal(&error).to_string(), expected, "{line}");
        };
        check("evall", "there is no command `evall`");
        check("check --fromat json", "there is no option `--fromat`");
        check("check --format xml", "`xml` is no value of `--format <FORMAT>`");
        check("sql x --limit many", "`many` is no value of `--limit <LIMIT>`");
        check("sql x --limit", "`--limit <LIMIT>` needs a value");
        check("eval --period 2022", "`--indicator <INDICATOR>, --territory <TERRITORY>` is missing");
        check("sql x --limit 1 --limit 2", "`--limit <LIMIT>` stands twice");
        check(
            "chain linkages a --sectors b --sheet c",
            "`--sectors <FILE>` and `--sheet <NAME>` do not go together",
        );
        check("check a b", "there is no option `b`");
    }

    #[test]
    fn the_language_is_found_among_wrong_arguments() {
        let check = |line: &str| language(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(check("lanbai evall --lang en"), Language::En);
        assert_eq!(check("lanbai --lang=en evall"), Language::En);
        assert_eq!(check("lanbai evall en --lang"), Language::Zh);
    }
}
