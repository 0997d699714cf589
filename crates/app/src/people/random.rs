use ring::rand::{SecureRandom, SystemRandom};

use crate::AppError;
use crate::hexadecimal::hexadecimal;

/// Random bytes of the system: the one place where secrets come from.
pub(super) fn bytes<const COUNT: usize>() -> Result<[u8; COUNT], AppError> {
    let mut bytes = [0; COUNT];
    let none = |_| AppError::Broken("the system gives no random bytes");
    SystemRandom::new().fill(&mut bytes).map_err(none)?;
    Ok(bytes)
}

/// An id that nobody guesses.
pub(super) fn id() -> Result<String, AppError> {
    new_id("a")
}

/// An id that nobody guesses, after a letter that says of what.
pub(crate) fn new_id(kind: &str) -> Result<String, AppError> {
    Ok(format!("{kind}-{}", hexadecimal(bytes::<12>()?)))
}
