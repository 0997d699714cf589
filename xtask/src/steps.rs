//! Named steps: one line when a step begins, the first failure stops, and a table of times at the end.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// What became of a step.
pub enum Outcome {
    /// It was done.
    Done,
    /// There was nothing to do, or it could not be done and need not be; the reason.
    Skipped(String),
    /// It failed, and nothing after it was tried.
    Failed,
}

/// The steps of one command so far.
#[derive(Default)]
pub struct Steps {
    finished: Vec<(&'static str, Duration, Outcome)>,
}

impl Steps {
    /// Runs a step that is always done.
    pub fn run(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        self.attempt(name, || work().map(|()| Outcome::Done))
    }

    /// Runs a step that may have a reason to be skipped.
    pub fn attempt(&mut self, name: &'static str, work: impl FnOnce() -> Result<Outcome>) -> Result<()> {
        eprintln!("==> {name}");
        let began = Instant::now();
        let result = work().with_context(|| format!("step `{name}`"));
        if let Ok(Outcome::Skipped(reason)) = &result {
            eprintln!("    skipped: {reason}");
        }
        let (outcome, end) = match result {
            Ok(outcome) => (outcome, Ok(())),
            Err(error) => (Outcome::Failed, Err(error)),
        };
        self.finished.push((name, began.elapsed(), outcome));
        end
    }

    /// The table of steps and times.
    pub fn table(&self) -> String {
        let width = self.finished.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
        let mut table = String::new();
        for (name, time, outcome) in &self.finished {
            let remark = match outcome {
                Outcome::Done => String::new(),
                Outcome::Failed => "  FAILED".to_owned(),
                Outcome::Skipped(reason) => format!("  skipped: {reason}"),
            };
            table.push_str(&format!("{name:width$}  {:>7.1} s{remark}\n", time.as_secs_f64()));
        }
        let total: Duration = self.finished.iter().map(|(_, time, _)| *time).sum();
        table.push_str(&format!("{:width$}  {:>7.1} s\n", "total", total.as_secs_f64()));
        table
    }
}
