//! The budgets, measured.

use super::tree::{Kind, Source, Tree};

/// One function with a body.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of `fn`.
    pub line: usize,
    /// From `fn` to the closing brace.
    pub lines: usize,
}

/// The functions of a file's production part.
pub fn functions(source: &Source) -> Vec<Function> {
    let lines: Vec<&str> = source.production(&source.views.bare).map(|(_, line)| line).collect();
    let text: Vec<char> = lines.join("\n").chars().collect();
    let mut found = Vec::new();
    let mut line = 1;
    for (at, character) in text.iter().enumerate() {
        if *character == '\n' {
            line += 1;
        }
        if let Some(name) = declared_at(&text, at)
            && let Some(lines) = body(&text[at..])
        {
            found.push(Function { name, line, lines });
        }
    }
    found
}

/// The name after the keyword `fn` at this place, if it is a declaration and not a type.
fn declared_at(text: &[char], at: usize) -> Option<String> {
    let word = |c: &char| c.is_alphanumeric() || *c == '_';
    let keyword = text[at..].starts_with(&['f', 'n', ' ']) && (at == 0 || !word(&text[at - 1]));
    let name: String = text[at..].iter().skip(3).copied().take_while(word).collect();
    (keyword && !name.is_empty()).then_some(name)
}

/// How many lines it is to the end of the body; none where a `;` ends the declaration.
fn body(text: &[char]) -> Option<usize> {
    let (mut braces, mut brackets, mut lines) = (0, 0, 1);
    for character in text {
        match character {
            '\n' => lines += 1,
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            ';' if braces == 0 && brackets == 0 => return None,
            '{' => braces += 1,
            '}' => {
                braces -= 1;
                if braces == 0 {
                    return Some(lines);
                }
            }
            _ => {}
        }
    }
    None
}

/// Median, ninth decile and greatest of some sizes.
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// Half are at most this.
    pub median: usize,
    /// Nine of ten are at most this.
    pub p90: usize,
    /// None is greater.
    pub greatest: usize,
}

impl Spread {
    /// Of any sizes; zero where there are none.
    pub fn of(mut sizes: Vec<usize>) -> Self {
        sizes.sort_unstable();
        let count = sizes.len();
        let at =
            |share: usize| sizes.get((count * share).div_ceil(100).saturating_sub(1)).copied().unwrap_or(0);
        Self { count, median: at(50), p90: at(90), greatest: at(100) }
    }
}

/// Lines of each file of production Rust.
pub fn rust_sizes(tree: &Tree) -> Vec<(&str, usize)> {
    let files = tree.sources.iter().filter(|source| source.is_production_rust());
    files.map(|source| (source.path.as_str(), source.production_lines())).collect()
}

/// Lines of each Vue component.
pub fn vue_sizes(tree: &Tree) -> Vec<(&str, usize)> {
    let files = tree.sources.iter().filter(|source| source.kind == Kind::Vue);
    files.map(|source| (source.path.as_str(), source.text.lines().count())).collect()
}

/// Every function of production Rust with the file that holds it.
pub fn rust_functions(tree: &Tree) -> Vec<(&Source, Function)> {
    let files = tree.sources.iter().filter(|source| source.is_production_rust());
    files.flat_map(|source| functions(source).into_iter().map(move |function| (source, function))).collect()
}

/// The paths of the longest files, for findings about the whole.
pub fn longest(sizes: &[(&str, usize)]) -> String {
    let mut sizes = sizes.to_vec();
    sizes.sort_by_key(|(path, lines)| (std::cmp::Reverse(*lines), *path));
    let shown: Vec<String> = sizes.iter().take(5).map(|(path, lines)| format!("{path} ({lines})")).collect();
    shown.join(", ")
}

/// A table of what was measured.
pub fn report(tree: &Tree) -> String {
    let row = |what: &str, sizes: &[(&str, usize)], limits: &str| {
        let spread = Spread::of(sizes.iter().map(|(_, lines)| *lines).collect());
        let Spread { count, median, p90, greatest } = spread;
        format!(
            "{what:12} {count:5} files  median {median:4}  p90 {p90:4}  longest {greatest:4}   {limits}\n"
        )
    };
    let rust = rust_sizes(tree);
    let vue = vue_sizes(tree);
    let functions = rust_functions(tree);
    let long = functions.iter().filter(|(_, function)| function.lines > super::rules::LONG_FUNCTION).count();
    let mut text = row("Rust", &rust, "limits: median 150, p90 400, longest 800");
    text.push_str(&row("Vue", &vue, "limits: p90 250, longest 400"));
    let share = 100.0 * long as f64 / functions.len().max(1) as f64;
    text.push_str(&format!(
        "functions    {:5}        over {} lines: {long} ({share:.1} %)   limit: 3 %\n",
        functions.len(),
        super::rules::LONG_FUNCTION,
    ));
    text.push_str(&format!("longest Rust: {}\nlongest Vue: {}\n", longest(&rust), longest(&vue)));
    text
}

#[cfg(test)]
mod tests {
    use super::{Spread, functions};
    use crate::tidy::tree::Source;

    #[test]
    fn functions_are_measured() {
        let text = "fn one() {}\nimpl A {\n    fn two(f: fn(u8) -> u8) -> [u8; 2] {\n        if x {\n        }\n    }\n}\n\
                    trait T { fn three(&self); }\n#[cfg(test)]\nmod tests { fn four() {} }\n";
        let found = functions(&Source::new("crates/a/src/a.rs", text));
        let seen: Vec<_> = found.iter().map(|f| (f.name.as_str(), f.line, f.lines)).collect();
        assert_eq!(seen, [("one", 1, 1), ("two", 3, 4)]);
    }

    #[test]
    fn spread_takes_the_nearest_rank() {
        let spread = Spread::of((1..=10).collect());
        assert_eq!((spread.median, spread.p90, spread.greatest), (5, 9, 10));
        assert_eq!(Spread::of(Vec::new()).p90, 0);
    }
}
