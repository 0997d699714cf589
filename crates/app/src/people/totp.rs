use chrono::{DateTime, Utc};
use ring::hmac;

use super::random;
use crate::AppError;

/// Seconds that one code is valid for (RFC 6238), and its digits.
const STEP: i64 = 30;
const DIGITS: usize = 6;
/// Clocks of telephones differ: the step before and the one after are taken too.
const TOLERANCE: i64 = 1;
/// Bytes of a secret, the length of SHA-1's output.
const SECRET: usize = 20;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A new secret as authenticators read it: base 32 (RFC 4648) without padding.
pub(super) fn new_secret() -> Result<String, AppError> {
    Ok(encode(&random::bytes::<SECRET>()?))
}

/// Whether a text is a secret that was made here.
pub(super) fn is_secret(text: &str) -> bool {
    decode(text).is_some_and(|bytes| bytes.len() == SECRET)
}

/// The time step of a code, if the secret gives that code now or a step before or after.
pub(super) fn step_of(secret: &str, code: &str, now: DateTime<Utc>) -> Option<i64> {
    let secret = decode(secret)?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let current = now.timestamp().div_euclid(STEP);
    let steps = (-TOLERANCE..=TOLERANCE).map(|off| current + off);
    // Every step is worked out: how long it takes says nothing.
    steps.fold(None, |found, step| if code_at(&secret, step) == code { Some(step) } else { found })
}

// SHA-1 as RFC 6238 has it and every authenticator knows; HMAC does not rest on what SHA-1 has lost.
fn code_at(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let from = usize::from(tag.last().copied().unwrap_or_default() & 0xf);
    let four = tag.get(from..from + 4).and_then(|four| <[u8; 4]>::try_from(four).ok()).unwrap_or_default();
    let number = (u32::from_be_bytes(four) & 0x7fff_ffff) % 10_u32.pow(DIGITS as u32);
    format!("{number:0DIGITS$}")
}

fn encode(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let letters = (bytes.len() * 8).div_ceil(5);
    (0..letters)
        .map(|letter| (0..5).fold(0, |value, n| value << 1 | bit(letter * 5 + n)))
        .map(|value| char::from(ALPHABET[usize::from(value)]))
        .collect()
}

fn decode(text: &str) -> Option<Vec<u8>> {
    if text.len() > SECRET * 2 {
        return None;
    }
    let values: Option<Vec<u8>> = text
        .bytes()
        .map(|letter| ALPHABET.iter().position(|known| *known == letter).and_then(|at| u8::try_from(at).ok()))
        .collect();
    let values = values?;
    let bit = |at: usize| values[at / 5] >> (4 - at % 5) & 1;
    Some(
        (0..values.len() * 5 / 8)
            .map(|byte| (0..8).fold(0, |value, n| value << 1 | bit(byte * 8 + n)))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::{code_at, encode, is_secret, new_secret, step_of};

    #[test]
    fn codes_of_rfc_6238() {
        // Appendix B, SHA-1; the last six of its eight digits.
        let secret = b"12345678901234567890";
        let check = |seconds: i64, code: &str| assert_eq!(code_at(secret, seconds / 30), code, "{seconds}");
        check(59, "287082");
        check(1_111_111_109, "081804");
        check(1_111_111_111, "050471");
        check(1_234_567_890, "005924");
        check(2_000_000_000, "279037");
        check(20_000_000_000, "353130");
    }

    #[test]
    fn a_code_holds_for_its_step_and_one_beside_it() {
        let secret = encode(b"12345678901234567890");
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("a time");
        assert_eq!(step_of(&secret, "287 082", at(59)), Some(1));
        assert_eq!(step_of(&secret, "287082", at(89)), Some(1));
        assert_eq!(step_of(&secret, "287082", at(0)), Some(1));
        assert_eq!(step_of(&secret, "287082", at(90)), None);
        assert_eq!(step_of(&secret, "", at(59)), None);
        assert!(is_secret(&new_secret().expect("random")));
        assert!(!is_secret("GEZDGNBVGY3TQOJQ"), "too short to be safe");
        assert!(!is_secret("ÄÖ"));
    }
}
