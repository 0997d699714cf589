//! Publishes many small files one after the other, as parks send their forms, and tells whether the last ones took
//! longer than the first.
//!
//! `forms WORKSPACE 5000` prints the median seconds from handing a form in to its being visible, of the first and of
//! the last tenth, and those of one question over all rows after each of the two.

use std::fmt::Write as _;
use std::io::Cursor;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, ensure};
use chrono::DateTime;
use lanbai_app::{App, ImportOptions, QueryLimits, Workspace};
use lanbai_kernel::FixedClock;

// The one that `lanbai` runs on.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> anyhow::Result<()> {
    let mut given = std::env::args().skip(1);
    let folder = given.next().context("name a workspace")?;
    let forms: usize = given.next().context("say how many forms")?.parse()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(&folder, forms))
}

async fn run(folder: &str, forms: usize) -> anyhow::Result<()> {
    let clock = Arc::new(FixedClock(DateTime::UNIX_EPOCH));
    let app = App::open(Workspace::open(folder)?, clock).await?;
    let tenth = (forms / 10).max(1);
    let (mut published, mut asked) = (Vec::with_capacity(forms), Vec::new());
    for n in 0..forms {
        let input = Box::new(Cursor::new(form(&app, n).into_bytes()));
        let begun = Instant::now();
        let report =
            app.import(&format!("form-{n}.csv"), input, ImportOptions::default(), Arc::default()).await?;
        published.push(begun.elapsed().as_secs_f64());
        ensure!(report.publication.is_some(), "form {n} was not published: {:?}", report.findings);
        if n + 1 == tenth || n + 1 == forms {
            asked.push(question(&app).await?);
        }
    }
    let last = median(&mut published.split_off(forms - tenth));
    published.truncate(tenth);
    println!(
        r#"{{"forms":{forms},"first_seconds":{:.6},"last_seconds":{last:.6},"first_question_seconds":{:.6},"last_question_seconds":{:.6}}}"#,
        median(&mut published),
        asked[0],
        asked[asked.len() - 1],
    );
    Ok(())
}

/// One territory's month with all measures of the plan.
fn form(app: &App, n: usize) -> String {
    let snapshot = app.snapshot();
    let territories = &snapshot.plan.raw.territories.content.territory;
    let territory = territories[n % territories.len()].id.get_ref();
    let month = n / territories.len();
    let (year, month) = (2010 + month / 12, month % 12 + 1);
    let mut text = "territory,measure,period,value,unit,origin,source,known_on\n".to_owned();
    for (k, measure) in snapshot.plan.raw.measures.content.measure.iter().enumerate() {
        let (id, unit) = (measure.id.get_ref(), measure.unit.get_ref());
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{territory},{id},{year}-{month:02},{},{unit},sample,bench,2026-11-01",
            n * 50 + k
        );
    }
    text
}

/// The median of some questions over all observations.
async fn question(app: &App) -> anyhow::Result<f64> {
    let mut seconds = Vec::new();
    for _ in 0..9 {
        let begun = Instant::now();
        app.lake()
            .query("SELECT measure, sum(value) FROM observations GROUP BY measure", QueryLimits::default())
            .await?;
        seconds.push(begun.elapsed().as_secs_f64());
    }
    Ok(median(&mut seconds))
}

fn median(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or(0.0)
}
