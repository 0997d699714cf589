use std::collections::BTreeMap;
use std::sync::LazyLock;

use lanbai_kernel::{Argument, Finding, Severity, Text};
use serde::Deserialize;

use crate::AppError;
use crate::view::{Bilingual, CodeView, FindingPlace, FindingView};

/// Sentences by code, in both languages. No sentence stands in code.
#[derive(Debug, Clone, Default)]
pub struct Messages(BTreeMap<String, Entry>);

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Findings and problems have one, words do not.
    severity: Option<String>,
    zh: String,
    en: String,
    hint: Option<Text>,
}

/// Every message file of the product.
const FILES: [(&str, &str); 16] = [
    ("findings/intake.toml", include_str!("../../../messages/findings/intake.toml")),
    ("findings/plan.toml", include_str!("../../../messages/findings/plan.toml")),
    ("findings/data.toml", include_str!("../../../messages/findings/data.toml")),
    ("findings/reporting.toml", include_str!("../../../messages/findings/reporting.toml")),
    ("findings/store.toml", include_str!("../../../messages/findings/store.toml")),
    ("findings/chain.toml", include_str!("../../../messages/findings/chain.toml")),
    ("findings/template.toml", include_str!("../../../messages/findings/template.toml")),
    ("findings/problems.toml", include_str!("../../../messages/findings/problems.toml")),
    ("findings/backup.toml", include_str!("../../../messages/findings/backup.toml")),
    ("findings/people.toml", include_str!("../../../messages/findings/people.toml")),
    ("findings/supervision.toml", include_str!("../../../messages/findings/supervision.toml")),
    ("notices.toml", include_str!("../../../messages/notices.toml")),
    ("rights.toml", include_str!("../../../messages/rights.toml")),
    ("command-line.toml", include_str!("../../../messages/command-line.toml")),
    ("words.toml", include_str!("../../../messages/words.toml")),
    ("units.toml", include_str!("../../../messages/units.toml")),
];

impl Messages {
    /// Reads the message files that were built in.
    pub fn load() -> Result<Self, AppError> {
        let mut all = BTreeMap::new();
        for (name, text) in FILES {
            let entries: BTreeMap<String, Entry> =
                toml::from_str(text).map_err(|error| AppError::Messages(format!("{name}: {error}")))?;
            all.extend(entries);
        }
        Ok(Self(all))
    }

    /// The sentences that were built in, read once; a test sees to it that they can be read.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Messages> = LazyLock::new(|| Messages::load().unwrap_or_default());
        &SHARED
    }

    /// The hint of a code, empty where there is none.
    pub fn hint(&self, code: &str, arguments: &[(&str, Bilingual)]) -> Bilingual {
        let hint = self.0.get(code).and_then(|entry| entry.hint.as_ref());
        hint.map_or_else(|| same(""), |hint| fill(&hint.zh, &hint.en, arguments))
    }

    /// The sentence of a code with its arguments put in; the code itself where there is no sentence.
    pub fn text(&self, code: &str, arguments: &[(&str, Bilingual)]) -> Bilingual {
        let Some(entry) = self.0.get(code) else {
            return Bilingual { zh: code.to_owned(), en: code.to_owned() };
        };
        fill(&entry.zh, &entry.en, arguments)
    }

    /// The Chinese sentence of a code as it is written down; empty where there is none.
    pub fn chinese(&self, code: &str) -> &str {
        self.0.get(code).map_or("", |entry| &entry.zh)
    }

    /// A unit as officials write it, in both languages.
    pub fn unit(&self, unit: &str) -> Bilingual {
        if let Some((above, below)) = unit.split_once('/') {
            return self.text("unit-quotient", &[("above", self.unit(above)), ("below", self.unit(below))]);
        }
        match self.0.get(&format!("unit-{unit}")) {
            Some(entry) => Bilingual { zh: entry.zh.clone(), en: entry.en.clone() },
            None => same(unit),
        }
    }

    /// A number with its unit; words follow a space, signs do not.
    pub fn with_unit(&self, number: &str, unit: &str) -> Bilingual {
        match unit {
            "1" => same(number),
            "%" | "‰" => same(&format!("{number}{unit}")),
            _ => {
                let unit = self.unit(unit);
                Bilingual { zh: format!("{number} {}", unit.zh), en: format!("{number} {}", unit.en) }
            }
        }
    }

    /// Every code of a finding or problem, by code.
    pub fn codes(&self) -> impl Iterator<Item = CodeView> {
        self.0.keys().filter_map(|code| self.code(code))
    }

    /// What a code of a finding or problem means: its sentences with their places still open.
    pub fn code(&self, code: &str) -> Option<CodeView> {
        let entry = self.0.get(code)?;
        Some(CodeView {
            code: code.to_owned(),
            severity: entry.severity.clone()?,
            message: Bilingual { zh: entry.zh.clone(), en: entry.en.clone() },
            hint: entry.hint.as_ref().map_or_else(|| same(""), Bilingual::from),
        })
    }

    /// An argument of a finding in words.
    fn worded(
        &self,
        argument: &str,
        text: &str,
        name: impl Fn(&str, &str) -> Option<Bilingual>,
    ) -> Bilingual {
        let family = match argument {
            "kind" | "reason" | "state" | "step" => Some(argument),
            "what" => Some("kind"),
            "role" | "other_role" => Some("role"),
            _ => None,
        };
        if let Some(family) = family {
            let code = format!("{family}-{}", text.replace(' ', "-"));
            return if self.0.contains_key(&code) { self.text(&code, &[]) } else { same(text) };
        }
        name(argument, text).unwrap_or_else(|| same(text))
    }

    /// Several things in one line.
    pub(crate) fn listed(&self, things: impl Iterator<Item = Bilingual>) -> Bilingual {
        let comma = self.text("list-comma", &[]);
        let (zh, en): (Vec<String>, Vec<String>) = things.map(|thing| (thing.zh, thing.en)).unzip();
        Bilingual { zh: zh.join(&comma.zh), en: en.join(&comma.en) }
    }

    /// Parts of sentences that are told only where there is something to tell: what is nearest, and how many rows.
    fn clauses(&self, finding: &Finding, known: &[(&str, Bilingual)]) -> Vec<(&'static str, Bilingual)> {
        let mut clauses = Vec::new();
        if let Some(Argument::Text(nearest)) = finding.arguments.get("nearest") {
            let (near, hint) = match nearest.as_str() {
                "—" => (same(""), "nothing-near"),
                _ => (self.text("clause-near", known), "usage-nearest"),
            };
            clauses.extend([("near", near), ("near_hint", self.text(hint, known))]);
        }
        match finding.arguments.get("rows") {
            Some(Argument::Count(1)) => clauses.push(("repeated", same(""))),
            Some(_) => clauses.push(("repeated", self.text("clause-rows", known))),
            None => {}
        }
        clauses
    }

    /// A finding with its sentence and hint.
    pub fn finding(&self, finding: &Finding) -> FindingView {
        self.finding_of(finding, |_, _| None)
    }

    /// The same; `name` may put the name of a thing in place of its id, told the argument's name and the id.
    pub fn finding_of(
        &self,
        finding: &Finding,
        name: impl Fn(&str, &str) -> Option<Bilingual>,
    ) -> FindingView {
        let worded = |argument: &str, value: &Argument| match value {
            Argument::List(list) => {
                self.listed(list.iter().map(|id| name(argument, id).unwrap_or_else(|| same(id))))
            }
            _ => self.worded(argument, &shown(value), &name),
        };
        let mut arguments: Vec<(&str, Bilingual)> =
            finding.arguments.iter().map(|(name, value)| (*name, worded(name, value))).collect();
        arguments.extend(self.clauses(finding, &arguments));
        let place = &finding.place;
        arguments.push(("file", same(place.file.as_deref().unwrap_or("—"))));
        arguments.push(("line", same(&place.line.map_or_else(|| "—".to_owned(), |line| line.to_string()))));
        arguments.push(("column", same(place.column.as_deref().unwrap_or("—"))));
        let at = |name: &str| match finding.arguments.get(name) {
            Some(Argument::Text(text)) => Some(text.clone()),
            _ => None,
        };
        FindingView {
            code: finding.code.to_owned(),
            severity: severity(finding.severity).to_owned(),
            message: self.text(finding.code, &arguments),
            hint: self.hint(finding.code, &arguments),
            place: FindingPlace {
                file: place.file.clone(),
                line: place.line,
                column: place.column.clone(),
                territory: at("territory"),
                measure: at("measure"),
                period: at("period"),
            },
        }
    }
}

const fn severity(of: Severity) -> &'static str {
    match of {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn shown(argument: &Argument) -> String {
    match argument {
        Argument::Count(count) => count.to_string(),
        Argument::Text(text) => text.clone(),
        Argument::List(list) => list.join(", "),
    }
}

/// The same characters in both languages.
pub fn same(text: &str) -> Bilingual {
    Bilingual { zh: text.to_owned(), en: text.to_owned() }
}

/// Why the system refused a file or folder, in words where it is one of the usual reasons.
pub fn io_reason(error: &std::io::Error) -> Bilingual {
    use std::io::ErrorKind as Kind;
    let code = match error.kind() {
        Kind::NotFound => "reason-not-found",
        Kind::PermissionDenied => "reason-not-permitted",
        Kind::IsADirectory => "reason-is-a-folder",
        Kind::NotADirectory => "reason-is-no-folder",
        Kind::StorageFull | Kind::QuotaExceeded => "reason-no-room",
        Kind::ReadOnlyFilesystem => "reason-read-only",
        Kind::AddrInUse => "reason-address-in-use",
        Kind::AddrNotAvailable => "reason-no-such-address",
        Kind::InvalidData => "reason-not-utf-8",
        _ => return same(&error.to_string()),
    };
    Messages::shared().text(code, &[])
}

/// Puts arguments into `{name}` places of both languages.
pub(crate) fn fill(zh: &str, en: &str, arguments: &[(&str, Bilingual)]) -> Bilingual {
    let mut filled = Bilingual { zh: zh.to_owned(), en: en.to_owned() };
    for (name, value) in arguments {
        let place = format!("{{{name}}}");
        filled.zh = filled.zh.replace(&place, &value.zh);
        filled.en = filled.en.replace(&place, &value.en);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::Messages;

    #[test]
    fn the_built_in_sentences_can_be_read() {
        let messages = Messages::load().expect("readable");
        assert_eq!(messages.text("light-green", &[]).en, "green");
        assert!(!messages.hint("unknown-id", &[]).zh.is_empty());
    }

    #[test]
    fn every_role_and_action_has_words() {
        use lanbai_reporting::{Role, rights::Action};
        let messages = Messages::load().expect("readable");
        let roles = Role::ALL.iter().map(|role| format!("role-{}", role.name()));
        let actions = Action::ALL.iter().map(|action| format!("action-{}", action.name()));
        for code in roles.chain(actions) {
            assert_ne!(messages.text(&code, &[]).en, code);
        }
    }

    #[test]
    fn every_unit_has_english_words() {
        let messages = Messages::load().expect("readable");
        for unit in lanbai_kernel::Unit::names() {
            let words = messages.unit(unit);
            assert_eq!(words.zh, unit);
            assert!(!words.en.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{words:?}");
        }
        let check = |unit: &str, expected: &str| assert_eq!(messages.with_unit("1.5", unit).en, expected);
        check("件/万人", "1.5 pcs per 10k people");
        check("%", "1.5%");
        check("1", "1.5");
    }
}
