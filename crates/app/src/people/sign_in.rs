use chrono::{DateTime, TimeDelta, Utc};
use lanbai_kernel::{Finding, Place};
use lanbai_reporting::Role;
use lanbai_reporting::rights::needs_second_factor;
use lanbai_store::Act;
use lanbai_store::accounts::Account;
use lanbai_store::sessions::NewSession;
use sha2::{Digest, Sha256};

use super::{Caller, Duty, People, random, totp};
use crate::hexadecimal::hexadecimal;
use crate::{App, AppError};

/// A session ends after so long without a request.
const IDLE: TimeDelta = TimeDelta::hours(1);
/// And after so long whatever happens.
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// How often a session's last use is noted.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);
/// How long someone waits for his turn to have a password checked.
const TURN_WITHIN: std::time::Duration = std::time::Duration::from_secs(15);
/// Characters of a login name that are looked at.
const LOGIN: usize = 200;

/// How someone would sign in.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Credentials<'a> {
    pub login: &'a str,
    pub password: &'a str,
    /// A one-time code, where the account asks for one.
    pub code: Option<&'a str>,
    /// Where the request comes from.
    pub address: &'a str,
    /// The token of the session that is open in that browser: it ends in the same moment.
    pub before: Option<&'a str>,
}

/// What came of it.
#[derive(Debug)]
pub enum Entry {
    /// Signed in: the session's token, for the browser alone.
    In(String),
    /// The password is right, and a one-time code is asked for.
    CodeNeeded,
}

impl App {
    /// Signs in.
    ///
    /// # Errors
    /// `sign-in-failed` for whatever is wrong, `sign-in-throttled` after too many tries, `sign-in-busy`.
    pub async fn sign_in(&self, asked: Credentials<'_>) -> Result<Entry, AppError> {
        let people = self.people()?;
        let login: String = asked.login.trim().chars().take(LOGIN).collect();
        // The turn is taken before failures are counted, so that guesses that come together are counted too.
        let turn = people.turn().await?;
        let now = self.clock().now();
        people.throttle(&login, asked.address, now).await?;
        let account = people.store().account_of_login(&login).await?;
        let account = account.filter(|account| account.disabled_at.is_none());
        let hash = account.as_ref().and_then(|account| account.password_hash.as_deref());
        let right = people.is_right(asked.password, hash).await?;
        let Some(account) = account.filter(|_| right) else {
            return people.failed(&login, asked.address, now).await;
        };
        if account.totp_secret.is_some() {
            let Some(code) = asked.code.filter(|code| !code.trim().is_empty()) else {
                return Ok(Entry::CodeNeeded);
            };
            if !people.takes_code(&account, code, now).await? {
                return people.failed(&login, asked.address, now).await;
            }
        }
        people.store().note_attempt(&login, asked.address, true, now).await?;
        drop(turn);
        let before = asked.before.and_then(hash_of_token);
        people.open_session(&account, before.as_deref(), "self", now).await.map(Entry::In)
    }

    /// Signs out.
    pub async fn sign_out(&self, caller: &Caller) -> Result<(), AppError> {
        let Some(session) = &caller.session else { return Ok(()) };
        let act = Act { by: &caller.account, authority: "self", at: self.clock().now() };
        Ok(self.people()?.store().end_session(&act, session).await?)
    }

    /// Who holds a token; a visitor if its session has ended or there never was one.
    pub async fn caller_of(&self, token: &str) -> Result<Caller, AppError> {
        // Anything else was never a token of ours, and need not be looked for.
        if token.len() != TOKEN * 2 {
            return Ok(Caller::visitor());
        }
        let store = self.people()?.store();
        let (hash, now) = (hash_of(token), self.clock().now());
        let Some(session) = store.session(&hash, now).await? else { return Ok(Caller::visitor()) };
        if now - session.last_seen_at >= NOTED_EVERY {
            store.touch_session(&hash, now, (session.opened_at + LONGEST).min(now + IDLE)).await?;
        }
        let grants = store.grants_of(&session.account.id).await?;
        let duty = duty_of(&session.account, grants.iter().map(|grant| grant.role), self);
        Ok(Caller::of(session, &hash, &grants, duty, &self.snapshot()))
    }
}

fn duty_of(account: &Account, mut roles: impl Iterator<Item = Role>, app: &App) -> Option<Duty> {
    if account.must_change_password {
        return Some(Duty::ChangePassword);
    }
    let asks = !app.settings().without_second_factor;
    let lacks = account.totp_secret.is_none() && asks && roles.any(needs_second_factor);
    lacks.then_some(Duty::EnrolSecondFactor)
}

const TOKEN: usize = 32;

/// What stands for a token in the store: whoever reads the store cannot sign in with it.
fn hash_of(token: &str) -> String {
    hexadecimal(Sha256::digest(token.as_bytes()))
}

/// The same of what a browser brings; nothing if that was never a token of ours.
pub(super) fn hash_of_token(token: &str) -> Option<String> {
    (token.len() == TOKEN * 2).then(|| hash_of(token))
}

impl People {
    /// A place to have a password checked or hashed.
    pub(super) async fn turn(&self) -> Result<tokio::sync::SemaphorePermit<'_>, AppError> {
        let busy = || AppError::Refused(Box::new(Finding::error("sign-in-busy", Place::default())));
        match tokio::time::timeout(TURN_WITHIN, self.hashing.acquire()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(busy()),
        }
    }

    async fn failed(&self, login: &str, address: &str, now: DateTime<Utc>) -> Result<Entry, AppError> {
        self.note_failure(login, address, now).await?;
        Err(AppError::Refused(Box::new(Finding::error("sign-in-failed", Place::default()))))
    }

    /// Uses up a one-time code of an account that has a secret of them; false if it is not right.
    pub(super) async fn takes_code(
        &self,
        account: &Account,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        let step = account.totp_secret.as_ref().and_then(|secret| totp::step_of(secret, code, now));
        match step {
            Some(step) => Ok(self.store().use_totp_step(&account.id, step).await?),
            None => Ok(false),
        }
    }

    /// Opens a session, and ends the one of the hash `before` in the same moment. Gives its token.
    pub(super) async fn open_session(
        &self,
        account: &Account,
        before: Option<&str>,
        authority: &str,
        now: DateTime<Utc>,
    ) -> Result<String, AppError> {
        let token = hexadecimal(random::bytes::<TOKEN>()?);
        let cross_site_token = hexadecimal(random::bytes::<16>()?);
        let new = NewSession {
            token_hash: &hash_of(&token),
            account: &account.id,
            cross_site_token: &cross_site_token,
            expires_at: now + IDLE,
            rotated_from: before,
        };
        let act = Act { by: &account.id, authority, at: now };
        self.store().open_session(&act, &new).await?;
        Ok(token)
    }
}
