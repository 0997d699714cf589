use lanbai_kernel::{Decimal, Unit};

/// What a plan knows of a measure when a value of it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Its index in the plan.
    pub index: u32,
    /// The unit in which its values are stored.
    pub unit: Unit,
    /// Whether it is a ratio; a share of 0.035 under `%` is then suspicious.
    pub ratio: bool,
    /// The least plausible value, in `unit`.
    pub least: Option<Decimal>,
    /// The greatest plausible value, in `unit`.
    pub greatest: Option<Decimal>,
}

/// What a name may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Noun {
    /// A territory.
    Territory,
    /// A measure.
    Measure,
    /// A source.
    Source,
}

/// The answer to a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup<T> {
    /// Exactly one thing has it.
    Found(T),
    /// Several have it; their ids.
    Ambiguous(Vec<String>),
    /// Nothing has it.
    Unknown,
}

/// The names of a plan: ids, names in both languages, short names and what things were called before.
///
/// Each distinct text of a column is asked once, so an implementation need not be fast. Text arrives trimmed, and a
/// second time with full-width forms folded if the first was not found.
pub trait Names {
    /// The territory of that id or name.
    fn territory(&self, text: &str) -> Lookup<u32>;

    /// The measure of that id or name.
    fn measure(&self, text: &str) -> Lookup<Measure>;

    /// The source of that id or title.
    fn source(&self, text: &str) -> Lookup<u32>;

    /// Hands every name of that kind to `each`; called only where a name was not found, to suggest the nearest.
    fn each(&self, noun: Noun, each: &mut dyn FnMut(&str));
}
