//! How fast a long CSV goes through, stage by stage: `cargo run --release -p lanbai-intake --example throughput [ROWS]`.
#![expect(clippy::print_stdout, reason = "an example prints")]

use std::error::Error;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::time::Instant;

use lanbai_intake::{Batch, Lookup, Measure, Names, Noun, Request, read};
use lanbai_kernel::Unit;

/// A plan of 1,332 territories and 43 measures.
struct Toy(Unit);

fn index(text: &str, prefix: &str) -> Lookup<u32> {
    text.strip_prefix(prefix).and_then(|n| n.parse().ok()).map_or(Lookup::Unknown, Lookup::Found)
}

impl Names for Toy {
    fn territory(&self, text: &str) -> Lookup<u32> {
        index(text, "territory-")
    }

    fn measure(&self, text: &str) -> Lookup<Measure> {
        match index(text, "measure-") {
            Lookup::Found(index) => {
                Lookup::Found(Measure { index, unit: self.0, ratio: false, least: None, greatest: None })
            }
            _ => Lookup::Unknown,
        }
    }

    fn source(&self, text: &str) -> Lookup<u32> {
        index(text, "source-")
    }

    fn each(&self, _: Noun, _: &mut dyn FnMut(&str)) {}
}

/// Makes the rows as they are read, so that memory shows what reading takes.
struct Rows {
    next: u64,
    rows: u64,
    buffer: Vec<u8>,
    given: usize,
}

impl Rows {
    fn new(rows: u64) -> Self {
        let buffer = b"territory,measure,period,value,unit,qualifier,origin,source,known_on,note\n".to_vec();
        Self { next: 0, rows, buffer, given: 0 }
    }

    fn refill(&mut self) -> io::Result<()> {
        use std::io::Write;
        self.buffer.clear();
        self.given = 0;
        while self.next < self.rows && self.buffer.len() < 1 << 20 {
            let n = self.next;
            // Territories fastest, as a file put together park by park has them; no two rows share a key.
            let (territory, rest) = (n % 1332, n / 1332);
            let (measure, rest) = (rest % 43, rest / 43);
            let (year, month) = (1900 + rest / 12 % 1000, rest % 12 + 1);
            writeln!(
                self.buffer,
                "territory-{territory},measure-{measure},{year}-{month:02},{}.{:02},万元,exact,reported,source-1,2023-02-23,",
                n * 7919 % 1_000_003,
                n % 100,
            )?;
            self.next += 1;
        }
        Ok(())
    }
}

impl Read for Rows {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.buffer.len() {
            self.refill()?;
        }
        let count = into.len().min(self.buffer.len() - self.given);
        into[..count].copy_from_slice(&self.buffer[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

fn show(stage: &str, rows: u64, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "printed with two digits")]
    let rate = rows as f64 / seconds / 1e6;
    println!("{stage:<40} {seconds:>7.3} s {rate:>7.2} million rows/s   peak {}", peak());
}

/// The most memory that the process has had, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |size| size.trim().to_owned())
}

/// Reads everything and drops the batches.
fn whole(stage: &str, input: &mut dyn Read) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let names = Toy("万元".parse()?);
    let summary = read(input, &Request::new("rows.csv"), &names, &mut |_: Batch| ControlFlow::Continue(()))?;
    show(stage, summary.values, start);
    if !summary.is_clean() {
        println!("{:?}", summary.findings);
    }
    Ok(())
}

/// A workbook of the same rows.
fn sheet(rows: u64) -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    Rows::new(rows).read_to_string(&mut text)?;
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number)?,
                Err(_) => sheet.write_string(row, column, cell)?,
            };
        }
    }
    let bytes = book.save_to_buffer()?;
    whole("an XLSX of at most 200,000 of them", &mut &bytes[..])
}

fn main() -> Result<(), Box<dyn Error>> {
    let rows: u64 = std::env::args().nth(1).map_or(Ok(5_000_000), |text| text.parse())?;
    // Streamed first: what it takes at most is what reading takes, not what the text in memory does.
    whole("made and read, streamed", &mut Rows::new(rows))?;

    let mut text = Vec::new();
    let start = Instant::now();
    Rows::new(rows).read_to_end(&mut text)?;
    show("made only", rows, start);
    println!("{} MB", text.len() / 1_000_000);

    let start = Instant::now();
    let split = lanbai_intake::split_only(&mut &text[..])?;
    show("split into cells", split, start);
    whole("read: split, resolved, checked, batched", &mut &text[..])?;

    let tolerant = String::from_utf8(text)?
        .replace(",exact,reported,", ",准确,报送,")
        .replace(",2023-02-23,", ",2023年2月23日,");
    whole("the same with words in Chinese", &mut tolerant.as_bytes())?;
    sheet(rows.min(200_000))?;
    let legacy = encoding_rs::GB18030.encode(&tolerant).0.into_owned();
    drop(tolerant);
    whole("the same in GB18030", &mut &legacy[..])
}
