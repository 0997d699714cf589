//! docs/ERRORS.md: every finding with its sentence and hint, from the file that the edge reads them from.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::Made;
use crate::files;
use crate::workspace::Workspace;

const FOLDER: &str = "messages/findings/";

/// One finding of messages/findings/*.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    severity: Severity,
    zh: String,
    en: String,
    hint: Option<Hint>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hint {
    zh: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Error,
    Warning,
    Note,
}

impl Severity {
    fn word(&self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

pub fn make(workspace: &Workspace) -> Result<Made> {
    let mut pages = BTreeMap::new();
    for path in files::list(&workspace.root)? {
        let name = path.to_string_lossy().replace('\\', "/");
        if let Some(room) = name.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".toml")) {
            let text = std::fs::read_to_string(workspace.path(&path))?;
            let messages: BTreeMap<String, Message> = toml::from_str(&text).with_context(|| name.clone())?;
            pages.insert(room.to_owned(), messages);
        }
    }
    if pages.is_empty() {
        return Ok(Made::Nothing(format!("there is nothing in {FOLDER}")));
    }
    Ok(Made::Files([("docs/ERRORS.md".to_owned(), page(&pages).into_bytes())].into()))
}

fn page(rooms: &BTreeMap<String, BTreeMap<String, Message>>) -> String {
    let mut text = String::from(
        "# Findings and problems\n\n\
         <!-- Written by `cargo xtask gen` from messages/findings/*.toml. Edit those. -->\n\n\
         Everything that can be wrong or notable in data, by its code, and under `problems` why a request or a command\n\
         was refused. An `error` keeps a file out; a `warning` and a `note` let it in. `{…}` is filled in where it is\n\
         shown.\n",
    );
    for (room, messages) in rooms {
        // Writing to a String cannot fail.
        let _ = write!(text, "\n## {room}\n");
        for (code, message) in messages {
            let _ = write!(text, "\n### {code}\n\n{}\n\n", message.severity.word());
            let _ = writeln!(text, "- {}\n- {}", line(&message.zh), line(&message.en));
            if let Some(hint) = &message.hint {
                let _ = writeln!(text, "\n> {}\n>\n> {}", line(&hint.zh), line(&hint.en));
            }
        }
    }
    text
}

/// One line of Markdown: placeholders as code, so that nothing in them is markup.
fn line(sentence: &str) -> String {
    sentence.split_whitespace().collect::<Vec<_>>().join(" ").replace('<', "&lt;").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Message, page};

    #[test]
    fn a_code_becomes_a_section() {
        let text = "[intake-not-a-number]\nseverity = \"error\"\nzh = \"读到「{seen}」\"\nen = \"found `{seen}`\"\n\
                    hint.zh = \"改正\"\nhint.en = \"mend it\"\n";
        let messages: BTreeMap<String, Message> = toml::from_str(text).expect("valid");
        let page = page(&BTreeMap::from([("intake".to_owned(), messages)]));
        let section = "\n## intake\n\n### intake-not-a-number\n\nerror\n\n- 读到「{seen}」\n- found `{seen}`\n\
                       \n> 改正\n>\n> mend it\n";
        assert!(page.ends_with(section), "{page}");
    }
}
