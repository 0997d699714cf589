use crate::limits;

/// Part of a listing: what comes after a place, and how much of it at most.
#[derive(Debug, Clone, Copy, Default)]
pub struct Page<'a> {
    /// The last id of the page before, or nothing for the first page.
    pub after: Option<&'a str>,
    /// Rows at most; 0 and what is beyond [`limits::PAGE`] stand for that limit.
    pub most: usize,
}

impl Page<'_> {
    pub(crate) fn most(self) -> i64 {
        let most = if self.most == 0 { limits::PAGE } else { self.most.min(limits::PAGE) };
        i64::try_from(most).unwrap_or(i64::MAX)
    }
}
