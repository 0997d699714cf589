use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::Limits;
use crate::codes;
use crate::report::{Reporter, Spot};

/// More parts than any workbook of 256 sheets has; the directory alone of more would take much memory.
const PARTS: usize = 10_000;

/// What is known of a workbook that was measured.
pub(crate) struct Measured {
    /// Whether any cells are merged: finding out where costs a pass over a sheet.
    pub(crate) has_merges: bool,
}

/// Whether a workbook is one that can be read, and small enough once inflated; findings say why not.
///
/// Declared sizes are checked first, and then every part is inflated into nothing, because a declared size may lie.
/// The library that reads the workbook afterwards sees the same bytes, so it cannot inflate further than this did.
pub(crate) fn check(bytes: &[u8], limits: &Limits, report: &mut Reporter) -> Option<Measured> {
    if memmem::find_iter(bytes, b"PK\x01\x02").count() > PARTS {
        report.report(codes::TOO_MANY_PARTS, Spot::FILE, |f| f.with("limit", PARTS));
        return None;
    }
    match measure(bytes, limits, report) {
        Ok(measured) => measured,
        Err(error) if error.to_string().contains(ZipError::PASSWORD_REQUIRED) => {
            report.report(codes::PROTECTED, Spot::FILE, |f| f);
            None
        }
        Err(error) => {
            report.report(codes::CORRUPT_WORKBOOK, Spot::FILE, |f| f.with("reason", reason(&error)));
            None
        }
    }
}

/// What is wrong with an archive, by the name of its sentence.
const fn reason(error: &ZipError) -> &'static str {
    match error {
        ZipError::UnsupportedArchive(_) => "archive-unsupported",
        ZipError::Io(_) => "archive-content",
        _ => "archive-invalid",
    }
}

/// None and a finding if it is refused; an error if the archive is damaged.
fn measure(bytes: &[u8], limits: &Limits, report: &mut Reporter) -> Result<Option<Measured>, ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if !is_workbook(&archive, report) {
        return Ok(None);
    }
    let mut declared = 0u64;
    for n in 0..archive.len() {
        let size = archive.by_index_raw(n)?.size();
        declared = declared.saturating_add(size);
        if size > limits.part_bytes || declared > limits.inflated_bytes {
            too_far(limits, report);
            return Ok(None);
        }
    }
    let mut left = limits.inflated_bytes;
    let mut has_merges = false;
    for n in 0..archive.len() {
        let most = limits.part_bytes.min(left);
        let size = inflated(archive.by_index(n)?, most, &mut has_merges)?;
        if size > most {
            too_far(limits, report);
            return Ok(None);
        }
        left -= size;
    }
    Ok(Some(Measured { has_merges }))
}

/// How many bytes a part gives, counted to one past `most` and no further; looks for merged cells on the way.
fn inflated(part: impl Read, most: u64, has_merges: &mut bool) -> std::io::Result<u64> {
    const MERGE: &[u8] = b"mergeCell";
    const BLOCK: usize = 1 << 15;
    let mut part = part.take(most.saturating_add(1));
    let mut block = vec![0; MERGE.len() + BLOCK];
    let mut kept = 0;
    let mut size = 0;
    loop {
        let count = part.read(&mut block[kept..])?;
        if count == 0 {
            return Ok(size);
        }
        size += count as u64;
        let filled = kept + count;
        *has_merges = *has_merges || memmem::find(&block[..filled], MERGE).is_some();
        // The word may begin in this block and end in the next.
        kept = filled.min(MERGE.len() - 1);
        block.copy_within(filled - kept..filled, 0);
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

fn too_far(limits: &Limits, report: &mut Reporter) {
    let number = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
    report.report(codes::INFLATES_TOO_FAR, Spot::FILE, |f| {
        f.with("part_limit", number(limits.part_bytes)).with("limit", number(limits.inflated_bytes))
    });
}
