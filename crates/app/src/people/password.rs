use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use lanbai_kernel::{Finding, Place};

use super::{People, random};
use crate::AppError;

/// Characters of a password.
const SHORTEST: usize = 10;
/// Bytes of one; more are no password, and hashing them would only cost time.
const LONGEST: usize = 1_024;
/// Kinds of characters, of small and capital letters, digits and others.
const KINDS: usize = 3;

/// A hash of nothing with the very cost of a real one: a name without an account takes as long as one with it.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bGFuYmFpLWRlY295LXNhbHQ$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What stands for a password in the store: argon2id with its parameters and a salt of its own.
fn hash(password: &str) -> Result<String, AppError> {
    let broken = |_| AppError::Broken("a password could not be hashed");
    let salt = SaltString::encode_b64(&random::bytes::<16>()?).map_err(broken)?;
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt).map_err(broken)?;
    Ok(hash.to_string())
}

fn is_right(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

impl People {
    /// Hashes a password beside other work; the caller holds one of the places for it.
    pub(super) async fn hash(&self, password: &str) -> Result<String, AppError> {
        let password = password.to_owned();
        let work = tokio::task::spawn_blocking(move || hash(&password));
        work.await.map_err(|_| AppError::Broken("hashing a password stopped"))?
    }

    /// The same for whoever holds no place: waits for one.
    pub(super) async fn hash_in_turn(&self, password: &str) -> Result<String, AppError> {
        let _turn = self.turn().await?;
        self.hash(password).await
    }

    /// Whether a password belongs to a hash; takes as long where there is no hash.
    pub(super) async fn is_right(&self, password: &str, hash: Option<&str>) -> Result<bool, AppError> {
        if password.len() > LONGEST {
            return Ok(false);
        }
        let (password, known) = (password.to_owned(), hash.is_some());
        let hash = hash.unwrap_or(DECOY).to_owned();
        let work = tokio::task::spawn_blocking(move || is_right(&password, &hash));
        let right = work.await.map_err(|_| AppError::Broken("checking a password stopped"))?;
        Ok(right && known)
    }
}

/// Whether a password is one that may be chosen.
pub(super) fn may_be_chosen(password: &str, login: &str) -> Result<(), AppError> {
    let refused = |code| {
        Err(AppError::Refused(Box::new(Finding::error(code, Place::default()).with("least", SHORTEST))))
    };
    let has = |kind: fn(char) -> bool| usize::from(password.chars().any(kind));
    let kinds = has(|c| c.is_ascii_lowercase())
        + has(|c| c.is_ascii_uppercase())
        + has(|c| c.is_ascii_digit())
        + has(|c| !c.is_ascii_alphanumeric());
    if password.len() > LONGEST {
        return refused("password-too-long");
    }
    if password.chars().count() < SHORTEST || kinds < KINDS {
        return refused("password-too-weak");
    }
    if password.to_lowercase().contains(&login.to_lowercase()) {
        return refused("password-holds-login");
    }
    Ok(())
}

/// A password for one use, of characters that nobody mistakes for others: 80 random bits.
pub(super) fn one_time() -> Result<String, AppError> {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789+";
    let random = random::bytes::<16>()?;
    let letters: Vec<char> = random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    let parts: Vec<String> = letters.chunks(4).map(|part| part.iter().collect()).collect();
    Ok(parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::{DECOY, PasswordHash, hash, is_right, may_be_chosen, one_time};

    #[test]
    fn a_password_is_known_again_and_no_other() {
        let kept = hash("Correct-horse-7").expect("hashed");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_right("Correct-horse-7", &kept));
        assert!(!is_right("correct-horse-7", &kept));
        assert_ne!(kept, hash("Correct-horse-7").expect("hashed"), "each has its own salt");
    }

    #[test]
    fn the_decoy_costs_what_a_real_hash_costs() {
        let real = hash("x").expect("hashed");
        let (real, decoy) =
            (PasswordHash::new(&real).expect("read"), PasswordHash::new(DECOY).expect("read"));
        assert_eq!(
            (real.algorithm, real.version, &real.params),
            (decoy.algorithm, decoy.version, &decoy.params)
        );
        assert_eq!(real.hash.map(|h| h.len()), decoy.hash.map(|h| h.len()));
    }

    #[test]
    fn weak_passwords_are_refused() {
        let check = |password: &str, code: Option<&str>| {
            let refused = may_be_chosen(password, "wang").err();
            assert_eq!(refused.as_ref().map(|error| error.code()), code, "{password}");
        };
        check("Kept-by-nobody", None);
        check("兰州kaifaqu2027", None);
        check("Short-7", Some("password-too-weak"));
        check("alllowercaseletters", Some("password-too-weak"));
        check("Is-of-Wang-2027", Some("password-holds-login"));
        check(&"Aa1-".repeat(400), Some("password-too-long"));
        assert_ne!(one_time().expect("random"), one_time().expect("random"));
    }
}
