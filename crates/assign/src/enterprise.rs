/// The longest text of one field that is read, in characters; a business scope rarely has two thousand.
pub(crate) const MOST_CHARACTERS: usize = 10_000;
/// The most products of one enterprise that are read.
pub(crate) const MOST_PRODUCTS: usize = 1_000;
/// The most codes of one enterprise that are read.
pub(crate) const MOST_CODES: usize = 50;

/// What is known of an enterprise. Empty fields say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Enterprise {
    #[allow(missing_docs)]
    pub name: String,
    /// 经营范围, as registered.
    pub scope: String,
    /// Main products, in any order.
    pub products: Vec<String>,
    #[allow(missing_docs)]
    pub codes: Vec<CodeGiven>,
}

/// An industry code with the edition that it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeGiven {
    /// As given; a leading letter of the section is borne.
    pub code: String,
    /// The edition's id; `None` where nobody said, and then it is read as the edition of the rules.
    pub edition: Option<String>,
}
