use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::database::Row;

/// The hash before the first row.
pub(super) const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The columns that [`of_row`] takes in.
pub(super) const COLUMNS: &str =
    "a.id, a.happened_at, a.actor, a.authority, a.action, a.object, a.state_before, a.state_after";

/// The hash of a row at its place: SHA-256 over the hash before, the place and every column, each with its length, so
/// that nothing can move from one column into the next.
pub(super) fn of_row(previous: &str, sequence: i64, row: &Row) -> Result<String, StoreError> {
    let mut hash = Sha256::new();
    take(&mut hash, Some(previous.as_bytes()));
    take(&mut hash, Some(&sequence.to_be_bytes()));
    for column in ["id", "happened_at"] {
        take(&mut hash, Some(&row.number(column)?.to_be_bytes()));
    }
    for column in ["actor", "authority", "action", "object", "state_before", "state_after"] {
        take(&mut hash, row.text_or_none(column)?.as_deref().map(str::as_bytes));
    }
    Ok(hex(&hash.finalize()))
}

fn take(hash: &mut Sha256, bytes: Option<&[u8]>) {
    match bytes {
        None => hash.update([0]),
        Some(bytes) => {
            hash.update([1]);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.chars().map(|digit| digit.to_digit(16)).collect::<Option<Vec<_>>>()?;
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::{from_hex, hex};

    #[test]
    fn hexadecimal_there_and_back() {
        assert_eq!(hex(&[0, 15, 255]), "000fff");
        assert_eq!(from_hex("000fff"), Some(vec![0, 15, 255]));
        assert_eq!(from_hex("0g"), None);
        assert_eq!(from_hex("abc"), None);
    }
}
