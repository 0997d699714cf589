/// Why a string cannot be an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id: use lower-case letters, digits and single hyphens")]
pub struct InvalidId(pub String);

/// Checks the form that every id of a plan has: `[a-z0-9]+(-[a-z0-9]+)*`, at most 64 bytes.
///
/// # Errors
/// [`InvalidId`] with the string that was seen.
pub fn check_id(id: &str) -> Result<(), InvalidId> {
    const LONGEST: usize = 64;
    let well_formed = id.len() <= LONGEST
        && id.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
    if well_formed { Ok(()) } else { Err(InvalidId(id.chars().take(LONGEST).collect())) }
}

#[cfg(test)]
mod tests {
    use super::check_id;

    #[test]
    fn accepts_kebab_case_only() {
        for good in ["gdp", "park-18", "rd-intensity", "5g"] {
            assert!(check_id(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "GDP", "a b", "战新", "a_b"] {
            assert!(check_id(bad).is_err(), "{bad}");
        }
    }
}
