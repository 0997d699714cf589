//! The Excel template of a form: made for one territory and period, filled in offline, read again.
//!
//! [`write()`] makes the workbook, blank or with what was filled in, or sends a rejected upload back in it with its cells
//! marked. [`read()`] holds an upload against the template that was handed out and gives answers only where nothing is
//! wrong with the file. Both lay out the same [`Template`], so that neither can drift from the other.
//!
//! Pure: bytes in, bytes out; words and sentences are handed over in the language of the workbook.

mod answers;
mod choices;
mod codes;
mod identity;
mod layout;
mod of_form;
mod place;
mod read;
mod rules;
mod template;
mod words;
mod write;

pub use answers::{Answer, Answers, Raw, RawRow};
pub use identity::{Identity, Key, identify};
pub use of_form::{Given, Language, of_form};
pub use place::{Mark, Spot, Told};
pub use read::{Reading, read};
pub use template::{Choice, Column, ColumnKind, Earlier, Field, Head, Kind, Part, Register, Rule, Template};
pub use words::Words;
pub use write::{TemplateError, write};

#[cfg(test)]
mod tests;
