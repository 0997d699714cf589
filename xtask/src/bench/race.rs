//! Programs run in turn, so that a machine that slows down slows all of them; medians and ratios of what they took.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// A program with what is to be done before each of its runs.
pub struct Runner<'r> {
    /// How the table names it.
    pub name: &'static str,
    /// Makes the program; called before the clock starts.
    pub make: Box<dyn Fn() -> Result<Command> + 'r>,
}

/// What the runs of one program took.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    seconds: Vec<f64>,
    peak_bytes: u64,
}

impl Taken {
    /// The median of the runs.
    pub fn median(&self) -> f64 {
        median(&self.seconds)
    }

    /// The most memory that any run held.
    pub const fn peak_bytes(&self) -> u64 {
        self.peak_bytes
    }
}

/// The middle of some numbers; the mean of the two middle ones where there are two.
pub fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

/// Runs each program once uncounted and `runs` times counted, A B A B …
pub fn race(runners: &[Runner<'_>], runs: usize) -> Result<Vec<Taken>> {
    let mut taken = vec![Taken::default(); runners.len()];
    for round in 0..=runs {
        for (runner, taken) in runners.iter().zip(&mut taken) {
            let (time, peak) = clocked((runner.make)()?).with_context(|| runner.name.to_owned())?;
            if round > 0 {
                taken.seconds.push(time.as_secs_f64());
                taken.peak_bytes = taken.peak_bytes.max(peak);
            }
        }
    }
    Ok(taken)
}

/// From the start of a process to its end, and the most memory that it held.
fn clocked(mut command: Command) -> Result<(Duration, u64)> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let began = Instant::now();
    let mut child = command.spawn().context("could not be started")?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        peak = resident_peak(&status).unwrap_or(0).max(peak);
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = began.elapsed();
    if !ended.success() {
        let mut said = String::new();
        if let Some(mut stderr) = child.stderr.take() {
            std::io::Read::read_to_string(&mut stderr, &mut said)?;
        }
        bail!("ended with {ended}: {said}");
    }
    Ok((time, peak))
}

/// The kernel's own high-water mark of a process.
fn resident_peak(status: &std::path::Path) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
