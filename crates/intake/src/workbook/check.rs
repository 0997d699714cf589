use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::Limits;
use crate::codes;
use crate::report::{Reporter, Spot};

/// More parts than any workbook of 256 sheets has; the directory alone of more would take much memory.
const PARTS: usize = 10_000;

/// Whether a workbook is one that can be read, and small enough once inflated; findings say why not.
///
/// Declared sizes are checked first, and then every part is inflated into nothing, because a declared size may lie.
/// The library that reads the workbook afterwards sees the same bytes, so it cannot inflate further than this did.
pub(crate) fn check(bytes: &[u8], limits: &Limits, report: &mut Reporter) -> bool {
    if memmem::find_iter(bytes, b"PK\x01\x02").count() > PARTS {
        report.report(codes::TOO_MANY_PARTS, Spot::FILE, |f| f.with("limit", PARTS));
        return false;
    }
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => return corrupt(&error.to_string(), report),
    };
    if !is_workbook(&archive, report) {
        return false;
    }
    let mut left = limits.inflated_bytes;
    let mut declared = 0u64;
    for n in 0..archive.len() {
        match archive.by_index_raw(n) {
            Ok(part) => {
                declared = declared.saturating_add(part.size());
                if part.size() > limits.part_bytes || declared > limits.inflated_bytes {
                    return too_far(limits, report);
                }
            }
            Err(error) => return corrupt(&error.to_string(), report),
        }
    }
    for n in 0..archive.len() {
        let part = match archive.by_index(n) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(reason)) if reason == ZipError::PASSWORD_REQUIRED => {
                report.report(codes::PROTECTED, Spot::FILE, |f| f);
                return false;
            }
            Err(error) => return corrupt(&error.to_string(), report),
        };
        let most = limits.part_bytes.min(left);
        match inflated(part, most) {
            Ok(size) if size > most => return too_far(limits, report),
            Ok(size) => left -= size,
            Err(error) => return corrupt(&error.to_string(), report),
        }
    }
    true
}

/// How many bytes a part gives; counts to one past `most` and no further.
fn inflated(part: impl Read, most: u64) -> std::io::Result<u64> {
    let mut part = part.take(most.saturating_add(1));
    let mut nowhere = [0; 1 << 15];
    let mut size = 0;
    loop {
        match part.read(&mut nowhere)? {
            0 => return Ok(size),
            count => size += count as u64,
        }
    }
}

/// Whether the parts are those of an .xlsx, which has no macros.
fn is_workbook(archive: &ZipArchive<Cursor<&[u8]>>, report: &mut Reporter) -> bool {
    let has = |end: &str| archive.file_names().flatten().any(|name| name.to_ascii_lowercase().ends_with(end));
    let code = if has("vbaproject.bin") {
        codes::MACROS
    } else if has("xl/workbook.bin") {
        codes::BINARY_WORKBOOK
    } else if !has("workbook.xml") {
        codes::NOT_A_WORKBOOK
    } else {
        return true;
    };
    report.report(code, Spot::FILE, |f| f);
    false
}

fn too_far(limits: &Limits, report: &mut Reporter) -> bool {
    let number = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
    report.report(codes::INFLATES_TOO_FAR, Spot::FILE, |f| {
        f.with("part_limit", number(limits.part_bytes)).with("limit", number(limits.inflated_bytes))
    });
    false
}

fn corrupt(reason: &str, report: &mut Reporter) -> bool {
    report.report(codes::CORRUPT_WORKBOOK, Spot::FILE, |f| f.with("reason", crate::fold::shorten(reason)));
    false
}
