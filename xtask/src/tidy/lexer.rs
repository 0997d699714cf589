//! Splits source text into code, strings and comments, line for line; no more of a language than that needs.

/// Three views of one text, each with the lines and columns (in characters) of the original.
pub struct Views {
    /// Comments blanked out.
    pub code: String,
    /// Comments and the insides of strings blanked out.
    pub bare: String,
    /// Everything but comments blanked out.
    pub comments: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Code,
    Text,
    Comment,
}

impl Views {
    fn of(characters: &[char], parts: &[Part]) -> Self {
        let view = |keep: &dyn Fn(Part) -> bool| {
            let shown = |(character, part): (&char, &Part)| {
                if *character == '\n' || keep(*part) { *character } else { ' ' }
            };
            characters.iter().zip(parts).map(shown).collect()
        };
        Self {
            code: view(&|part| part != Part::Comment),
            bare: view(&|part| part == Part::Code),
            comments: view(&|part| part == Part::Comment),
        }
    }

    /// Rust: nested block comments, raw strings, characters told from lifetimes.
    pub fn rust(text: &str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let mut parts = vec![Part::Code; characters.len()];
        let mut at = 0;
        while at < characters.len() {
            let (part, length) = rust_token(&characters[at..], at == 0 || !is_word(characters[at - 1]));
            let end = (at + length).min(characters.len());
            parts[at..end].fill(part);
            at = end;
        }
        Self::of(&characters, &parts)
    }

    /// TypeScript and Vue: `//` at a word's start, `/* */` and `<!-- -->` are comments. Strings stay code, because
    /// quotes in templates and regular expressions cannot be told apart without a parser.
    pub fn web(text: &str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let mut parts = vec![Part::Code; characters.len()];
        let mut at = 0;
        while at < characters.len() {
            let rest = &characters[at..];
            let length = if starts(rest, "//") && (at == 0 || characters[at - 1].is_whitespace()) {
                until(rest, "\n")
            } else if starts(rest, "/*") {
                until(rest, "*/")
            } else if starts(rest, "<!--") {
                until(rest, "-->")
            } else {
                at += 1;
                continue;
            };
            parts[at..at + length].fill(Part::Comment);
            at += length;
        }
        Self::of(&characters, &parts)
    }

    /// TOML, YAML and shell: `#` begins a comment unless it stands inside a quoted text.
    pub fn hash(text: &str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let mut parts = vec![Part::Code; characters.len()];
        let mut quote = None;
        let mut comment = false;
        for (at, character) in characters.iter().enumerate() {
            match character {
                '\n' => (quote, comment) = (None, false),
                '#' if quote.is_none() => comment = true,
                '"' | '\'' if !comment && quote.is_none() => quote = Some(*character),
                _ if quote == Some(*character) => quote = None,
                _ => {}
            }
            if comment {
                parts[at] = Part::Comment;
            }
        }
        Self::of(&characters, &parts)
    }
}

/// The token that `rest` begins with; a raw string's `r` counts only at a word's start.
fn rust_token(rest: &[char], at_word_start: bool) -> (Part, usize) {
    if starts(rest, "//") {
        return (Part::Comment, until(rest, "\n"));
    }
    if starts(rest, "/*") {
        return (Part::Comment, block_comment(rest));
    }
    if at_word_start && let Some(length) = raw_string(rest) {
        return (Part::Text, length);
    }
    match rest[0] {
        '"' => (Part::Text, quoted(rest, '"')),
        '\'' if rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\'') => (Part::Text, quoted(rest, '\'')),
        _ => (Part::Code, 1),
    }
}

fn block_comment(rest: &[char]) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if starts(&rest[at..], "/*") {
            depth += 1;
            at += 2;
        } else if starts(&rest[at..], "*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// The length of `r"…"`, `r#"…"#`, `br"…"` and so on.
fn raw_string(rest: &[char]) -> Option<usize> {
    let prefix = rest.iter().take(2).take_while(|c| matches!(c, 'b' | 'c' | 'r')).count();
    if prefix == 0 || rest[prefix - 1] != 'r' {
        return None;
    }
    let hashes = rest[prefix..].iter().take_while(|c| **c == '#').count();
    if rest.get(prefix + hashes) != Some(&'"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let open = prefix + hashes + 1;
    Some(open + until(&rest[open..], &end))
}

fn quoted(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            character if character == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn starts(rest: &[char], word: &str) -> bool {
    word.chars().enumerate().all(|(at, character)| rest.get(at) == Some(&character))
}

/// The length up to and including `end`, or all that is left.
fn until(rest: &[char], end: &str) -> usize {
    (0..rest.len()).find(|at| starts(&rest[*at..], end)).map_or(rest.len(), |at| at + end.chars().count())
}

#[cfg(test)]
mod tests {
    use super::Views;

    #[test]
    fn rust_is_split() {
        let check = |text: &str, bare: &str, comments: &str| {
            let views = Views::rust(text);
            assert_eq!(views.bare.trim_end(), bare, "bare of {text}");
            assert_eq!(views.comments.trim(), comments, "comments of {text}");
        };
        check(r#"let a = "x // y"; // z"#, "let a =         ;", "// z");
        check("a /* b /* c */ d */ e", "a                   e", "/* b /* c */ d */");
        check("r#\"a\" // b\"# + c", "             + c", "");
        check("fn f<'a>(x: &'a str) {} // 'q'", "fn f<'a>(x: &'a str) {}", "// 'q'");
        check(r"let q = '\''; g('{')", r"let q =     ; g(   )", "");
        check("\"a\\\"b\" c", "       c", "");
    }

    #[test]
    fn web_is_split() {
        let views = Views::web("<a href=\"http://x\"> <!-- 注 -->\nconst a = 1 // 二\n/* 三\n四 */ b");
        assert!(views.code.contains("http://x"));
        assert!(!views.code.contains('注') && !views.code.contains('二') && !views.code.contains('四'));
        assert!(views.code.ends_with(" b"));
    }

    #[test]
    fn hash_is_split() {
        let views = Views::hash("a = \"#1\" # two\n# three");
        assert_eq!(views.code.trim_end(), "a = \"#1\"");
        assert_eq!(views.comments.split_whitespace().collect::<Vec<_>>().join(" "), "# two # three");
    }
}
