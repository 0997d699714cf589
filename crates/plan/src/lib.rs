//! The plan as data: TOML files -> raw -> resolve -> the types that `measures` defines, and checks on the way.
//!
//! It reads what it is handed and opens no file itself. Whatever is wrong comes back as findings with file, line and
//! key; a plan comes back only when nothing is so wrong that evaluation could not stand on it.

pub mod against;
pub mod checks;
mod model;
pub mod raw;
mod resolve;

use lanbai_kernel::{Finding, has_errors};

pub use model::{Implementer, ImplementerKind, Plan, Register, RegisterFeedSpec, Reporting};
pub use raw::SourceFile;

/// Reads, resolves and checks a plan.
///
/// Returns the plan unless a finding is an error; findings are in the order of files and lines.
pub fn load(files: &[SourceFile]) -> (Option<Plan>, Vec<Finding>) {
    let (raw, mut findings) = raw::read(files);
    let plan = raw.and_then(|raw| {
        let (plan, more) = resolve::resolve(raw);
        findings.extend(more);
        plan
    });
    if let Some(plan) = &plan {
        findings.extend(checks::run(plan));
    }
    findings.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    let sound = !has_errors(&findings);
    (plan.filter(|_| sound), findings)
}
