//! How long what comes from outside may be. Characters, as people count them, unless a name says otherwise.

use crate::{StoreError, refusal};

/// An id of a territory, form, account and the like (bytes).
pub const ID: usize = 64;
/// A login name, an address, an action, a kind.
pub const NAME: usize = 200;
/// A field's key, or an object of the audit log.
pub const KEY: usize = 400;
/// What is entered into one field.
pub const FIELD: usize = 4_000;
/// A reason, an explanation, a reply, a row of a register.
pub const TEXT: usize = 20_000;
/// Fields or rows in one save.
pub const CHANGES: usize = 10_000;
/// Rows in one page of a listing.
pub const PAGE: usize = 1_000;

/// A text within its limit that both databases keep: without the character NUL.
pub(crate) fn text(what: &'static str, seen: &str, limit: usize) -> Result<(), StoreError> {
    // Counting bytes first spares counting characters of what is far too long.
    if seen.len() > limit * 4 || seen.chars().count() > limit {
        return Err(refusal::too_long(what, limit));
    }
    if seen.contains('\0') {
        return Err(refusal::not_text(what));
    }
    Ok(())
}

/// A text that must not be empty.
pub(crate) fn name(what: &'static str, seen: &str, limit: usize) -> Result<(), StoreError> {
    if seen.trim().is_empty() {
        return Err(refusal::not_text(what));
    }
    text(what, seen, limit)
}

/// A text that may be absent.
pub(crate) fn optional(what: &'static str, seen: Option<&str>, limit: usize) -> Result<(), StoreError> {
    seen.map_or(Ok(()), |seen| text(what, seen, limit))
}

/// An id in the form that every id has.
pub(crate) fn id(what: &'static str, seen: &str) -> Result<(), StoreError> {
    lanbai_kernel::check_id(seen).map_err(|_| refusal::not_text(what))
}

/// So many in one call.
pub(crate) fn number(what: &'static str, seen: usize, limit: usize) -> Result<(), StoreError> {
    if seen > limit { Err(refusal::too_many(what, limit)) } else { Ok(()) }
}
