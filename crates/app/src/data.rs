//! 数据页: sources, conflicts, findings, publications and the tables themselves.

mod ask_sql;
mod conflicts;
mod contradictions;
mod filter;
mod shown;
mod sources;
mod tables;

use crate::App;
use crate::view::{FindingView, PublicationView};

impl App {
    /// What was published, the latest first.
    pub fn publications(&self) -> Vec<PublicationView> {
        let snapshot = self.snapshot();
        let newest_first = snapshot.publications.iter().rev();
        newest_first
            .map(|p| PublicationView {
                number: p.number,
                recorded_at: p.recorded_at.to_rfc3339(),
                kind: p.kind.clone(),
                file: p.file.clone(),
                rows: p.rows,
            })
            .collect()
    }

    /// Everything that is wrong or notable: contradictions in the data first, then the plan's gaps.
    pub fn findings(&self) -> Vec<FindingView> {
        let snapshot = self.snapshot();
        let mut findings = snapshot.rejected_edit.clone();
        findings.extend(contradictions::contradictions(&snapshot));
        findings.extend(contradictions::orphans(&snapshot));
        findings.extend(snapshot.plan_findings.iter().cloned());
        let has_data = |measure| snapshot.has_real_data(measure);
        findings.extend(lanbai_plan::checks::run_with_data(&snapshot.plan, &has_data));
        findings.iter().map(|finding| self.messages.finding_of_plan(finding, &snapshot.plan)).collect()
    }
}
