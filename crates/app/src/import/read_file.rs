use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use lanbai_intake::{Batch, Defaults, Hint, Request, Summary};
use lanbai_lake::{PARQUET_MAGIC, ParquetText};
use lanbai_plan::Plan;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use super::{ImportOptions, ImportProgress};
use crate::AppError;
use crate::hexadecimal::hexadecimal;
use crate::names::{PlanNames, registers};

/// What was found in the file, and the SHA-256 of its bytes in hexadecimal.
pub(super) type Reading = tokio::task::JoinHandle<Result<(Summary, String), AppError>>;

/// Reads the file on a thread of its own, so that reading and writing go on side by side.
pub(super) fn spawn_reader(
    plan: Arc<Plan>,
    file: String,
    input: Box<dyn Read + Send>,
    options: &ImportOptions,
    defaults: Defaults,
    sender: mpsc::Sender<Batch>,
    progress: Arc<ImportProgress>,
) -> Reading {
    let register = options.register.clone();
    tokio::task::spawn_blocking(move || {
        let names = PlanNames::new(&plan);
        let registers = registers(&plan);
        let mut request = Request::new(&file);
        request.registers = &registers;
        request.defaults = defaults;
        if let Some(register) = &register {
            request.hint = Hint::Register(register);
        }
        let mut input = Hashed { input, hash: Sha256::new(), progress: Arc::clone(&progress) };
        let mut table = as_text(&mut input).map_err(lanbai_intake::IntakeError::from)?;
        let summary = lanbai_intake::read(&mut table, &request, &names, &mut |batch| {
            progress.rows.fetch_add(batch.len() as u64, Ordering::Relaxed);
            match sender.blocking_send(batch) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        drop(table);
        Ok((summary, hexadecimal(input.hash.finalize())))
    })
}

/// The largest Parquet file: it is held in memory, since it is read from its end.
const MOST_PARQUET_BYTES: u64 = 512 << 20;

/// The input itself, or a Parquet file as the text of a table.
fn as_text<'i>(input: &'i mut dyn Read) -> io::Result<Box<dyn Read + 'i>> {
    let mut beginning = Vec::new();
    input.take(PARQUET_MAGIC.len() as u64).read_to_end(&mut beginning)?;
    if beginning != PARQUET_MAGIC {
        return Ok(Box::new(io::Cursor::new(beginning).chain(input)));
    }
    let mut file = beginning;
    input.take(MOST_PARQUET_BYTES + 1).read_to_end(&mut file)?;
    if file.len() as u64 > MOST_PARQUET_BYTES {
        let limit = MOST_PARQUET_BYTES >> 20;
        return Err(io::Error::other(format!("a Parquet file may have at most {limit} MiB; split it")));
    }
    Ok(Box::new(ParquetText::new(file)?))
}

/// A reader that works out the hash of what passes and counts it.
struct Hashed {
    input: Box<dyn Read + Send>,
    hash: Sha256,
    progress: Arc<ImportProgress>,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.hash.update(&buffer[..count]);
        self.progress.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
