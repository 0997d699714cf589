//! What the rules look at: every text file of the clone, split once, and the crates' manifests.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::lexer::Views;
use super::manifest::Manifest;
use crate::files;
use crate::workspace::Workspace;

/// What a file is to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `.rs`
    Rust,
    /// `.ts`, `.mts`, `.js`, `.mjs`
    Script,
    /// `.vue`
    Vue,
    /// `.toml`, `.yml`, `.sh`: comments begin with `#`.
    Settings,
    /// Any other text.
    Other,
}

/// One text file.
pub struct Source {
    /// Relative to the root, with `/`.
    pub path: String,
    /// What it is to the rules.
    pub kind: Kind,
    /// As it stands.
    pub text: String,
    /// Code, strings and comments apart.
    pub views: Views,
}

impl Source {
    /// A file's text, read as its name says.
    pub fn new(path: &str, text: &str) -> Self {
        let kind = match Path::new(path).extension().and_then(|extension| extension.to_str()) {
            Some("rs") => Kind::Rust,
            Some("ts" | "mts" | "js" | "mjs") => Kind::Script,
            Some("vue") => Kind::Vue,
            Some("toml" | "yml" | "yaml" | "sh") => Kind::Settings,
            _ => Kind::Other,
        };
        let views = match kind {
            Kind::Rust => Views::rust(text),
            Kind::Script | Kind::Vue => Views::web(text),
            Kind::Settings => Views::hash(text),
            Kind::Other => Views { code: text.to_owned(), bare: text.to_owned(), comments: String::new() },
        };
        Self { path: path.to_owned(), kind, text: text.to_owned(), views }
    }

    /// Whether the whole file serves tests, benchmarks or examples.
    pub fn is_test(&self) -> bool {
        const FOLDERS: [&str; 6] =
            ["/tests/", "/benches/", "/examples/", "/fixtures/", "/mock/", "/__tests__/"];
        const ENDINGS: [&str; 4] = ["/tests.rs", "/test_support.rs", ".test.ts", ".spec.ts"];
        FOLDERS.iter().any(|folder| self.path.contains(folder))
            || ENDINGS.iter().any(|ending| self.path.ends_with(ending))
            || self.path.starts_with("e2e/")
    }

    /// Whether it is Rust that ships or builds what ships.
    pub fn is_production_rust(&self) -> bool {
        self.kind == Kind::Rust && !self.is_test() && !self.path.ends_with("/build.rs")
    }

    /// Lines before the first `#[cfg(test)]`; all of them where there is none.
    pub fn production_lines(&self) -> usize {
        let lines = || self.views.bare.lines();
        lines().position(|line| line.trim_start().starts_with("#[cfg(test)]")).unwrap_or(lines().count())
    }

    /// The production part of a view, with line numbers from 1.
    pub fn production<'a>(&self, view: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        view.lines().take(self.production_lines()).enumerate().map(|(at, line)| (at + 1, line))
    }

    /// A place in this file.
    pub fn line(&self, line: usize) -> String {
        format!("{}:{line}", self.path)
    }
}

/// Everything that rules look at.
pub struct Tree {
    /// Every text file, sorted by path.
    pub sources: Vec<Source>,
    /// The manifest of every crate below crates/.
    pub manifests: Vec<Manifest>,
    /// Paths that name this machine.
    pub private_places: Vec<String>,
}

/// Files longer than this are data, not text that someone wrote.
const LONGEST: u64 = 2_000_000;

impl Tree {
    /// Reads the clone.
    pub fn load(workspace: &Workspace) -> Result<Self> {
        let mut sources = Vec::new();
        for path in files::list(&workspace.root)? {
            let full = workspace.path(&path);
            if std::fs::metadata(&full)?.len() > LONGEST {
                continue;
            }
            let bytes = std::fs::read(&full).with_context(|| format!("reading {}", full.display()))?;
            // What is not UTF-8 is a picture or a font.
            if let Ok(text) = String::from_utf8(bytes) {
                sources.push(Source::new(&path.to_string_lossy().replace('\\', "/"), &text));
            }
        }
        let manifests = sources.iter().filter_map(Manifest::of).collect::<Result<_>>()?;
        Ok(Self { sources, manifests, private_places: workspace.private_places() })
    }

    /// A tree of made-up files.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
        let manifests =
            sources.iter().filter_map(Manifest::of).map(|manifest| manifest.expect("valid")).collect();
        Self { sources, manifests, private_places: vec!["/srv/someone/lanbai".to_owned()] }
    }
}
