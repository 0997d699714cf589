use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use lanbai_kernel::{Finding, Place};
use lanbai_reporting::rights::Action;
use lanbai_store::audit::{AuditFilter, AuditRow, Head};

use super::{Caller, Where};
use crate::view::{AuditPage, AuditRowView, AuditVerificationView};
use crate::{App, AppError, Messages, same};

/// Rows in one answer.
const PAGE: usize = 100;
/// Offices write days as they are in China.
const CHINA: TimeDelta = TimeDelta::hours(8);

/// Which rows of the audit log are asked for.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs)]
pub struct AuditQuestion<'a> {
    /// A login name, or the name of a job.
    pub by: Option<&'a str>,
    pub object: Option<&'a str>,
    pub action: Option<&'a str>,
    /// The first day, and the last one.
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    /// The id of the last row of the page before.
    pub cursor: Option<&'a str>,
}

impl App {
    /// One page of the audit log, latest first.
    pub async fn audit(&self, caller: &Caller, asked: AuditQuestion<'_>) -> Result<AuditPage, AppError> {
        caller.may(Action::ReadAudit, Where::Any, self)?;
        let accounts = self.all_accounts().await?;
        let logins: HashMap<&str, &str> =
            accounts.iter().map(|account| (account.id.as_str(), account.login.as_str())).collect();
        let id_of = |login: &str| {
            let login = login.trim().to_lowercase();
            accounts.iter().find(|account| account.login == login).map_or(login, |account| account.id.clone())
        };
        let (by, object) = (asked.by.map(id_of), asked.object.map(id_of));
        let cursor = |text: &str| text.parse().map_err(|_| AppError::Cursor(text.to_owned()));
        let filter = AuditFilter {
            by: by.as_deref(),
            object: object.as_deref(),
            action: asked.action,
            from: asked.from.map(midnight).transpose()?,
            to: asked
                .to
                .map(|day| {
                    Ok::<_, AppError>(midnight(day)? + TimeDelta::days(1) - TimeDelta::milliseconds(1))
                })
                .transpose()?,
            older_than: asked.cursor.map(cursor).transpose()?,
            most: PAGE + 1,
        };
        let mut rows = self.store()?.audit_rows(filter).await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next_cursor = rows.last().filter(|_| more).map(|row| row.id.to_string());
        let items = rows.into_iter().map(|row| view(row, &logins)).collect();
        Ok(AuditPage { items, next_cursor })
    }

    /// Works the chain of the audit log out again and holds it against the heads that were signed.
    pub async fn verify_audit(&self, caller: &Caller) -> Result<AuditVerificationView, AppError> {
        caller.may(Action::VerifyAudit, Where::Any, self)?;
        let people = self.people()?;
        let heads = people.store().audit_heads().await?;
        self.verified(&heads).await
    }

    /// The same for whoever runs commands on the server's machine, and also against signed ends that were kept
    /// elsewhere, each the name and the text of a file.
    ///
    /// # Errors
    /// `audit-anchor` if a text is no signed end.
    pub async fn verify_audit_against(
        &self,
        kept: &[(String, String)],
    ) -> Result<AuditVerificationView, AppError> {
        let mut heads = self.people()?.store().audit_heads().await?;
        for (name, text) in kept {
            let unreadable = |_| {
                let finding = Finding::error("audit-anchor", Place::file(name)).with("seen", name.as_str());
                AppError::Refused(Box::new(finding))
            };
            heads.push(serde_json::from_str(text).map_err(unreadable)?);
        }
        self.verified(&heads).await
    }

    async fn verified(&self, anchors: &[Head]) -> Result<AuditVerificationView, AppError> {
        let people = self.people()?;
        people.chain_audit().await?;
        let found = people.store().verify_audit(anchors, &people.key().public_key()).await?;
        let head = match found.fault {
            None => people.store().sign_audit_head(people.key(), self.clock().now()).await?,
            Some(_) => None,
        };
        Ok(AuditVerificationView {
            rows: found.rows,
            anchors: found.anchors,
            holds: found.fault.is_none(),
            fault: found.fault.as_ref().map(|fault| {
                let kind = format!("{:?}", fault.kind).to_lowercase();
                let place = [("place", same(&fault.sequence.to_string()))];
                Messages::shared().text(&format!("audit-fault-{kind}"), &place)
            }),
            head: head.and_then(|head| serde_json::to_value(head).ok()),
        })
    }
}

/// The beginning of a day in China.
fn midnight(day: &str) -> Result<DateTime<Utc>, AppError> {
    let day: NaiveDate = day.trim().parse().map_err(|_| AppError::Day(day.to_owned()))?;
    // The first and last days of the calendar have no instant before or after them.
    let start = day.and_time(NaiveTime::MIN).checked_sub_signed(CHINA);
    Ok(start.ok_or_else(|| AppError::Day(day.to_string()))?.and_utc())
}

fn view(row: AuditRow, logins: &HashMap<&str, &str>) -> AuditRowView {
    let login = |id: &str| logins.get(id).map(|login| (*login).to_owned());
    AuditRowView {
        id: row.id.to_string(),
        sequence: row.sequence,
        at: row.at.to_rfc3339(),
        by_login: login(&row.by),
        by: row.by,
        authority: row.authority,
        action_name: Messages::shared().text(&format!("audit-{}", row.action.replace('.', "-")), &[]),
        action: row.action,
        object_login: login(&row.object),
        object: row.object,
        before: row.before.map(|json| json.to_string()),
        after: row.after.map(|json| json.to_string()),
    }
}
