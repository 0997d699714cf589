use lanbai_app::App;

use crate::arguments::{AuditVerify, Language};
use crate::printer;
use crate::refusal::Refusal;

/// No signed end is longer.
const MOST_BYTES: u64 = 1 << 16;

/// Works the audit log's chain out again. False if it does not hold.
pub(crate) async fn verify(asked: &AuditVerify, app: &App, language: Language) -> anyhow::Result<bool> {
    let mut kept = Vec::new();
    for path in &asked.anchor {
        let failed = |error| Refusal::path(path, &error);
        let is_long = std::fs::metadata(path).map_err(failed)?.len() > MOST_BYTES;
        let text = if is_long { String::new() } else { std::fs::read_to_string(path).map_err(failed)? };
        kept.push((path.display().to_string(), text));
    }
    let found = app.verify_audit_against(&kept).await?;
    match &found.fault {
        None => {
            let told = [("rows", found.rows.to_string()), ("anchors", found.anchors.to_string())];
            printer::tell("cli-audit-holds", &told, language);
        }
        Some(fault) => {
            let fault = if language == Language::En { &fault.en } else { &fault.zh };
            printer::tell("cli-audit-broken", &[("fault", fault.clone())], language);
        }
    }
    Ok(found.holds)
}
