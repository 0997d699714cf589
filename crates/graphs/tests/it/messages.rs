//! Every code that the rooms of chains tell, here, in `assign` and in their use cases, has its sentence, in both languages, and the severity that the code gives it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const SENTENCES: &str = include_str!("../../../../messages/findings/chain.toml");

/// All production text of a folder.
fn texts(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of this crate") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            texts(&path, found);
        } else {
            let text = fs::read_to_string(&path).expect("a source file");
            let first = text.split("#[cfg(test)]").next().expect("a first part");
            // A call that is broken over lines is the same call.
            found.push(first.split('(').map(str::trim_start).collect::<Vec<_>>().join("("));
        }
    }
}

#[test]
fn codes_and_sentences_agree() {
    let sentences: toml::Table = SENTENCES.parse().expect("TOML");
    let mut sources = Vec::new();
    for folder in ["src", "../assign/src", "../app/src/chain"] {
        texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut sources);
    }
    // Words of pages (`text`) and names of registers (constants) begin alike and are no findings.
    let is_other = |before: &str| before.ends_with(".text(") || before.ends_with(": &str = ");
    let pieces = || {
        let pairs = sources.iter().flat_map(|text| text.split('"').zip(text.split('"').skip(1)));
        pairs.filter(|(before, _)| !is_other(before)).map(|(_, piece)| piece)
    };
    let is_code = |text: &&str| {
        text.starts_with("chain-") && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    let told: BTreeSet<&str> = pieces().filter(is_code).collect();
    let written: BTreeSet<&str> = sentences.keys().map(String::as_str).collect();
    assert_eq!(told, written);
    for (code, message) in &sentences {
        for language in ["zh", "en"] {
            assert!(message.get(language).is_some_and(toml::Value::is_str), "{code} has no {language}");
        }
        let severity = message["severity"].as_str().expect("a severity");
        let call = format!("Finding::{severity}(\"{code}\"");
        let by_variable = sources.iter().any(|text| text.contains(&format!("(\"{code}\", ")));
        let called = sources.iter().any(|text| text.contains(&call));
        let inferred = sources.iter().any(|text| text.contains(&format!("=> \"{code}\"")));
        assert!(called || by_variable || inferred, "{code} is not told as {severity}");
    }
}
