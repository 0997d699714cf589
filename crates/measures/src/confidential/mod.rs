//! 保密: numbers that would tell what a single respondent told are not shown to whoever may not know it.
//!
//! A cell is one measure of one territory in one period. It is *sensitive* where it rests on at least one and fewer
//! than [`Confidentiality::fewest`] respondents (the threshold rule; Hundepool et al., Statistical Disclosure Control,
//! 2012, ch. 4). Sensitive cells are hidden, and with them as many others as it takes that none follows from totals
//! that are shown (secondary suppression; see [`suppress()`]). Whoever may see a territory's numbers knows them, so what
//! is hidden from him is worked out anew with his own territories known. The plan says which measures rest on whom.
//!
//! | step | file |
//! |---|---|
//! | which months, quarters, halves and years stand or fall together | `grain.rs` |
//! | how many respondents each territory has | `respondents.rs` |
//! | which further cells must go | `suppress.rs`, `span.rs` |
//! | whether a cell is hidden from someone | `veil.rs` |
//! | answers and explanations without what is hidden | `redact.rs` |

mod grain;
mod redact;
mod respondents;
mod span;
mod suppress;
mod veil;

use crate::{MeasureIndex, When};

pub use grain::Grain;
pub use respondents::Respondents;
pub use suppress::{Hidden, Table, suppress};
pub use veil::{Sight, Veil};

/// What the plan says of confidential measures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confidentiality {
    /// A cell of fewer respondents is not shown; nothing is hidden where it is 0 or 1.
    pub fewest: u32,
    /// Measures that rest on respondents, and how those of a period are counted.
    pub measures: Vec<(MeasureIndex, When)>,
}

impl Confidentiality {
    /// How the respondents of a measure are counted; `None` if it is nobody's secret.
    pub fn when(&self, measure: MeasureIndex) -> Option<When> {
        self.measures.iter().find(|(m, _)| *m == measure).map(|(_, when)| *when)
    }
}
