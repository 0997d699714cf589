use lanbai_app::chain::{RiskFiles, Stop, risk};

use super::{Rows, show};
use crate::arguments::{ChainRisk, Language};

pub(super) fn run(asked: &ChainRisk, language: Language) -> anyhow::Result<bool> {
    let files = RiskFiles {
        edges: &asked.edges,
        essentiality: asked.essentiality.as_deref(),
        final_demand: asked.final_demand.as_deref(),
    };
    let answered = risk(
        files,
        Stop { tolerance: asked.tolerance, steps: usize::try_from(asked.steps).unwrap_or(usize::MAX) },
    )?;
    show(&answered, asked.format, language, |answer, numbers| {
        let headings = ["firm", "upstream", "downstream", "combined", "steps", "residual"];
        let rows = answer.firms.iter().map(|firm| {
            let scores = [firm.upstream, firm.downstream, firm.combined].map(|score| numbers.write(score));
            let counts = [firm.steps.to_string(), numbers.write(firm.residual)];
            std::iter::once(firm.firm.clone()).chain(scores).chain(counts).collect()
        });
        vec![Rows::new(&headings, 1, rows.collect())]
    })
}
