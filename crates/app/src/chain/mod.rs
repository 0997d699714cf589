//! 产业链: the engine of chains on an analyst's plain files, without a workspace and without a plan; and the plan's
//! own chains as the lake knows them.

mod assign;
mod complexity;
mod diagram;
mod flows;
mod given;
mod linkages;
mod matrix;
mod network;
mod risk;
mod sectors;
mod space;
mod structure;

use std::num::NonZeroUsize;

use lanbai_kernel::Finding;
use lanbai_lake::register_table;
use lanbai_plan::Plan;

use crate::view::FindingView;
use crate::{App, AppError, Messages};

pub use assign::{AssignAnswer, AssignConventions, AssignedEnterprise, AssignedSegment, Because, assign};
pub use complexity::complexity;
pub use diagram::{NewDecision, Verdict};
pub use lanbai_graphs::answer::{
    ComplexityAnswer, LinkagesAnswer, NetworkAnswer, NetworkConventions, Pair, Pairs, RiskAnswer,
};
pub use lanbai_graphs::complexity::{
    Conventions as ComplexityConventions, Deviation, Diagonal, Filter, Neighbours,
};
pub use lanbai_graphs::linkages::{Conventions as LinkagesConventions, Forward, Tolerance};
pub use lanbai_graphs::network::{Damping, Leiden};
pub use lanbai_graphs::risk::Stop;
pub use linkages::{linkages, linkages_of_table};
pub use matrix::{IoFlow, IoSector, IoTable, RegisterRows, TableAsked, TableLayout, read_table};
pub use network::network;
pub use risk::{RiskFiles, risk};

/// What was found, unless something made that impossible, and what there is to say of the files.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Answered<A> {
    pub answer: Option<A>,
    pub findings: Vec<Finding>,
}

impl<A> Answered<A> {
    fn refused(findings: Vec<Finding>) -> Self {
        Self { answer: None, findings }
    }

    /// The findings with their sentences.
    pub fn views(&self) -> Vec<FindingView> {
        self.findings.iter().map(|finding| Messages::shared().finding(finding)).collect()
    }
}

impl App {
    /// The table of a register, if anything was published into it.
    fn register_there(&self, id: &str) -> Result<Option<String>, AppError> {
        let table = register_table(id);
        Ok(self.lake.table_names()?.contains(&table).then_some(table))
    }
}

/// The unit of a register's field, as the plan writes it.
fn unit_of<'p>(plan: &'p Plan, register: &str, field: &str) -> Option<&'p str> {
    let fields = &plan.register_text(plan.register(register)?).field;
    fields.iter().find(|one| one.id.get_ref() == field)?.unit.as_ref().map(|unit| unit.get_ref().as_str())
}

/// As many threads as the machine runs at once; no answer depends on it.
fn threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
