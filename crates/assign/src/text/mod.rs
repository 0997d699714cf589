//! From the text of a field to the words in it, how they stand and what is done with them.

mod find;
mod items;
mod normal;
mod stand;

pub(crate) use find::{Finder, Found, Meaning};
pub(crate) use items::{Item, Sentence, sentences};
pub(crate) use normal::{Normal, normalise};
pub(crate) use stand::{Stand, Stands};
