use std::sync::Arc;

use lanbai_kernel::Text;

/// The longest word of a rule, in characters; plans are checked for it.
pub const LONGEST_WORD: usize = 40;

/// Position of a segment in [`Rules::segments`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentIndex(pub u32);

impl SegmentIndex {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// Position of an activity in [`Rules::activities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActivityIndex(pub u32);

impl ActivityIndex {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// All that a plan states of how enterprises are assigned.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// The rule's id, told with every assignment.
    pub id: Arc<str>,
    #[allow(missing_docs)]
    pub version: Arc<str>,
    /// The edition of the classification that the codes of segments are of.
    pub edition: Arc<str>,
    /// In the order of the plan.
    pub segments: Vec<Segment>,
    /// In the order of the plan.
    pub activities: Vec<Activity>,
    #[allow(missing_docs)]
    pub negation: Negation,
    /// What follows a thing without making another thing of it: of, and so on, limited company.
    pub light_words: Vec<String>,
    /// What joins the members of a list, besides punctuation.
    pub joints: Vec<String>,
    #[allow(missing_docs)]
    pub weights: Weights,
    #[allow(missing_docs)]
    pub thresholds: Thresholds,
}

/// What speaks for a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    #[allow(missing_docs)]
    pub id: Arc<str>,
    #[allow(missing_docs)]
    pub name: Text,
    /// Codes of the classification, two to four digits.
    pub codes: Vec<String>,
    /// Words each of which says that segment by itself.
    pub words: Vec<String>,
    /// Words that speak for it and do not suffice.
    pub hints: Vec<String>,
    /// Words of other things that hold one of its words: where one stands, the word inside is not read.
    pub others: Vec<String>,
    /// The activities by which an enterprise belongs there.
    pub does: Vec<ActivityIndex>,
}

/// 制造、销售、研发: what is done with a thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    #[allow(missing_docs)]
    pub id: Arc<str>,
    #[allow(missing_docs)]
    pub name: Text,
    #[allow(missing_docs)]
    pub words: Vec<String>,
    /// What a word is worth to a segment that this activity does not belong to.
    pub elsewhere: f64,
}

/// 不含、除外: how a text says that something is not done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Negation {
    /// Negate what follows, to the end of the clause.
    pub before: Vec<String>,
    /// Negate what precedes, from the beginning of the clause.
    pub after: Vec<String>,
    /// Negate what stands between, where the first opens a clause.
    pub around: Vec<(String, String)>,
}

/// How much each kind of evidence says, all between 0 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// A word that says the segment by itself.
    pub word: f64,
    /// A word that does not suffice.
    pub hint: f64,
    #[allow(missing_docs)]
    pub fields: FieldWeights,
    /// Where another thing follows the word, so that the word only describes it.
    pub modifier: f64,
    /// Where the text does not say what is done with the thing.
    pub unsaid: f64,
    #[allow(missing_docs)]
    pub codes: CodeWeights,
    /// What the score is multiplied by where codes are given and none is one of the segment's.
    pub contradicted: f64,
}

/// What the same word is worth in each field.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct FieldWeights {
    pub product: f64,
    pub scope: f64,
    pub name: f64,
}

/// What it says that an enterprise's code lies under a segment's code of two, three or four digits. Segments with the
/// same code share it evenly.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct CodeWeights {
    pub division: f64,
    pub group: f64,
    pub class: f64,
}

/// From which score on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// An assignment stands without a look.
    pub sure: f64,
    /// Someone should look.
    pub review: f64,
}
