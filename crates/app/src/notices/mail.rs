use std::time::Duration;

use chrono::TimeDelta;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Message, SmtpTransport, Transport};
use serde::{Deserialize, Serialize};

use super::tell::sentence;
use crate::{App, AppError, Messages, chain, same};
use lanbai_store::notices::MailWaiting;

/// How mail leaves: the part `[mail]` of the settings.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct MailSettings {
    /// The SMTP server.
    pub server: String,
    /// 465, 587 or 25 by the way it is spoken to, if not said.
    pub port: Option<u16>,
    #[serde(default)]
    pub security: Security,
    /// Who writes, such as `兰白 <notices@example.org>`.
    pub from: String,
    pub user: Option<String>,
    pub password: Option<String>,
    /// The product's own address, for links in mails.
    pub address: Option<String>,
}

impl std::fmt::Debug for MailSettings {
    // The password never reaches a log.
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("MailSettings").field("server", &self.server).finish_non_exhaustive()
    }
}

/// How the SMTP server is spoken to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// TLS from the first byte.
    #[default]
    Tls,
    /// TLS once greeted, and nothing without it.
    StartTls,
    /// In the open: for a relay on the same machine.
    None,
}

/// Mails of one round.
const AT_ONCE: usize = 100;
/// A server that falls silent is given up after so long.
const LONGEST_SILENCE: Duration = Duration::from_secs(20);
/// A mail that is refused for so long is given up, as mail servers do; its notice stays in the page.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::days(5);

impl App {
    /// Sends what waits to be mailed; gives how many went out. Nothing is taken while the server cannot be reached, so
    /// that nothing is lost by trying. What the server says it did not take waits again; where the line broke, nobody
    /// knows, and it is not sent twice.
    ///
    /// # Errors
    /// Settings that are none; a server that does not answer or lets nobody in.
    pub async fn send_mail(&self) -> Result<u64, AppError> {
        let Some(settings) = self.settings().mail.clone() else { return Ok(0) };
        let now = self.clock().now();
        let mut waiting = self.store()?.mail_waiting(AT_ONCE.saturating_add(self.put_off.count())).await?;
        waiting.retain(|mail| !self.put_off.rests(&mail.id, now));
        waiting.truncate(AT_ONCE);
        if waiting.is_empty() {
            return Ok(0);
        }
        let transport = transport(&settings)?;
        let from: Mailbox = settings.from.parse().map_err(|_| AppError::Mail("from".to_owned()))?;
        let reached = transport.clone();
        if !blocking(move || reached.test_connection().map_err(failed)).await? {
            return Err(AppError::Mail(settings.server));
        }
        let mut sent = 0;
        for mail in waiting {
            sent += u64::from(self.send_one(&transport, &from, &mail, settings.address.as_deref()).await?);
        }
        Ok(sent)
    }

    /// Sends one mail; whether it went out. One that is refused keeps nobody else from being written to.
    async fn send_one(
        &self,
        transport: &SmtpTransport,
        from: &Mailbox,
        mail: &MailWaiting,
        address: Option<&str>,
    ) -> Result<bool, AppError> {
        let (store, now) = (self.store()?, self.clock().now());
        let message = message(from, mail, address);
        if !store.take_mail(&mail.id, now).await? {
            self.put_off.forget(&mail.id);
            return Ok(false);
        }
        let (refused, error) = match message {
            Err(error) => (false, error),
            Ok(message) => {
                let through = transport.clone();
                match blocking(move || Ok(through.send(&message))).await? {
                    Ok(_) => {
                        self.put_off.forget(&mail.id);
                        return Ok(true);
                    }
                    Err(error) => (error.status().is_some(), failed(error)),
                }
            }
        };
        let again = refused && now - mail.created_at < GIVEN_UP_AFTER;
        if again {
            store.return_mail(&mail.id).await?;
        }
        let is_first = self.put_off.put_off(&mail.id, now);
        if is_first || !again {
            tracing::warn!(error = chain(&error), notice = mail.id, again, "a mail was refused");
        }
        if !again {
            self.put_off.forget(&mail.id);
        }
        Ok(false)
    }
}

fn transport(settings: &MailSettings) -> Result<SmtpTransport, AppError> {
    let server = settings.server.as_str();
    let builder = match settings.security {
        Security::Tls => SmtpTransport::relay(server).map_err(failed)?,
        Security::StartTls => SmtpTransport::starttls_relay(server).map_err(failed)?,
        Security::None if matches!(server, "localhost" | "127.0.0.1" | "::1") => {
            SmtpTransport::builder_dangerous(server)
        }
        Security::None => return Err(AppError::Mail("security".to_owned())),
    };
    let builder = builder.timeout(Some(LONGEST_SILENCE));
    let builder = match settings.port {
        Some(port) => builder.port(port),
        None => builder,
    };
    let builder = match (&settings.user, &settings.password) {
        (Some(user), Some(password)) => builder.credentials(Credentials::new(user.clone(), password.clone())),
        _ => builder,
    };
    Ok(builder.build())
}

fn message(from: &Mailbox, mail: &MailWaiting, address: Option<&str>) -> Result<Message, AppError> {
    let no_mail = |_| AppError::Mail(mail.mail_to.clone());
    let text = sentence(&mail.code, &mail.arguments);
    let link = address.map(|address| {
        let address = same(&format!("{}/{}", address.trim_end_matches('/'), page_of(&mail.object)));
        Messages::shared().text("mail-link", &[("address", address)])
    });
    let link = link.unwrap_or_else(|| same(""));
    let subject = Messages::shared().text("mail-subject", &[]);
    let body = format!("{}\n{}\n\n{}\n{}\n", text.zh, link.zh, text.en, link.en);
    // The same whenever it is sent, so that whoever gets it twice all the same can tell.
    let id = format!("<{}@{}>", mail.id, from.email.domain());
    Message::builder()
        .from(from.clone())
        .message_id(Some(id))
        .to(mail.mail_to.parse().map_err(|_| AppError::Mail(mail.mail_to.clone()))?)
        .subject(format!("{} {}", subject.zh, subject.en))
        .body(body)
        .map_err(no_mail)
}

/// The page that shows what a notice speaks of.
fn page_of(object: &str) -> String {
    match object.split_once('/') {
        Some(("submissions", id)) => format!("reporting/submissions/{id}"),
        Some(("supervision", id)) => format!("supervision/{id}"),
        _ => "reporting".to_owned(),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Broken("sending mail stopped"))?
}

fn failed(error: lettre::transport::smtp::Error) -> AppError {
    AppError::Mail(error.to_string())
}
