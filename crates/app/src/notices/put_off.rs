use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// A mail that was refused is left alone for so long: most servers that refuse for a while want to be asked again after
/// some minutes.
const REST: TimeDelta = TimeDelta::minutes(15);

/// Mails that the mail server refused, and until when each is left alone. A server that starts asks anew.
#[derive(Default)]
pub(crate) struct PutOff(Mutex<BTreeMap<String, DateTime<Utc>>>);

impl PutOff {
    fn all(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, DateTime<Utc>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many were refused and not sent since: so many more must be read to find the next that are not.
    pub fn count(&self) -> usize {
        self.all().len()
    }

    /// Whether a mail is left alone now.
    pub fn rests(&self, mail: &str, now: DateTime<Utc>) -> bool {
        self.all().get(mail).is_some_and(|until| *until > now)
    }

    /// Leaves a mail alone for a while; whether it is the first time.
    pub fn put_off(&self, mail: &str, now: DateTime<Utc>) -> bool {
        self.all().insert(mail.to_owned(), now + REST).is_none()
    }

    /// A mail that is no longer waiting.
    pub fn forget(&self, mail: &str) {
        self.all().remove(mail);
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::PutOff;

    #[test]
    fn what_was_refused_rests_and_is_told_once() {
        let (mails, now) = (PutOff::default(), DateTime::<Utc>::UNIX_EPOCH);
        assert!(!mails.rests("one", now));
        assert!(mails.put_off("one", now));
        assert!(mails.rests("one", now + TimeDelta::minutes(14)));
        assert!(!mails.rests("two", now));
        let later = now + TimeDelta::minutes(15);
        assert!(!mails.rests("one", later));
        assert!(!mails.put_off("one", later), "it was told before");
        assert_eq!(mails.count(), 1);
        mails.forget("one");
        assert!(!mails.rests("one", later));
        assert!(mails.put_off("one", later));
    }
}
