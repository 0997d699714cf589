//! Names of rows and columns.

use rustc_hash::FxHashMap;

/// Names numbered from nought in the order of their first appearance, or sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    names: Vec<String>,
    /// For looking up only; its order is never seen.
    numbers: FxHashMap<String, u32>,
}

impl Labels {
    /// Each name once, numbered in alphabetical order.
    pub fn sorted<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        names.dedup();
        let mut labels = Self::default();
        for name in names {
            labels.number(name);
        }
        labels
    }

    /// The number of a name, which is a new one if the name is.
    ///
    /// # Panics
    /// Only beyond four thousand million names.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).expect("fewer than 2^32 names");
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// The number of a name that is known.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// All names in the order of their numbers.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}
