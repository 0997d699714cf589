//! Answers everything of a workspace at once: every indicator of every territory in some months.
//!
//! `panel WORKSPACE 2019-01 60` reads the lake, works out all answers of sixty months on two threads, and prints how
//! many there are and how long the two took.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use chrono::DateTime;
use lanbai_app::{App, Workspace};
use lanbai_kernel::{FixedClock, Period};
use lanbai_measures::{Panel, PanelQuestion};

// The one that `lanbai` runs on.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> anyhow::Result<()> {
    let mut given = std::env::args().skip(1);
    let folder = given.next().context("name a workspace")?;
    let first: Period = given.next().context("name the first month")?.parse()?;
    let months: u16 = given.next().context("say how many months")?.parse()?;
    let begun = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    // Nothing here depends on the day.
    let clock = Arc::new(FixedClock(DateTime::UNIX_EPOCH));
    let app = runtime.block_on(App::open(Workspace::open(&folder)?, clock))?;
    let snapshot = app.snapshot();
    let opened = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let start = first.first();
    let month = |n: u16| {
        let count = start.month() - 1 + n;
        format!("{}-{:02}", start.year() + count / 12, count % 12 + 1).parse::<Period>()
    };
    let periods = (0..months).map(month).collect::<Result<Vec<_>, _>>()?;
    let threads = NonZeroUsize::MIN.saturating_add(1);
    let panel = Panel::new(&snapshot.world(), &PanelQuestion { threads, ..PanelQuestion::new(periods) });
    let worked_out = begun.elapsed().as_secs_f64();
    let answers = panel.answers();
    println!(r#"{{"answers":{answers},"open_seconds":{opened:.6},"panel_seconds":{worked_out:.6}}}"#);
    Ok(())
}
