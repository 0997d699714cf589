//! Workbooks taken apart and put together again, as no honest program would.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub(super) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a valid archive");
    let part = |n: usize, archive: &mut ZipArchive<Cursor<&[u8]>>| {
        let mut part = archive.by_index(n).expect("a valid part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("it can be inflated");
        (part.name().expect("a valid name").into_owned(), bytes)
    };
    (0..archive.len()).map(|n| part(n, &mut archive)).collect()
}

pub(super) fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part can be begun");
        zip.write_all(bytes).expect("a part can be written");
    }
    zip.finish().expect("an archive can be ended").into_inner()
}

/// The same workbook with the text of one part changed.
pub(super) fn edited(bytes: &[u8], part: &str, edit: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = parts(bytes);
    let (_, content) = parts.iter_mut().find(|(name, _)| name == part).expect(part);
    let before = String::from_utf8(content.clone()).expect("XML is text");
    let after = edit(before.clone());
    assert_ne!(before, after, "the edit of {part} changed nothing");
    *content = after.into_bytes();
    archive(&parts)
}

/// The same workbook with a cell of its first sheets replaced: `<v>5</v>` for a number, with `t="str"` for text.
pub(super) fn with_cell(bytes: &[u8], sheet: usize, address: &str, kind: &str, inner: &str) -> Vec<u8> {
    edited(bytes, &format!("xl/worksheets/sheet{sheet}.xml"), |xml| {
        let from = xml.find(&format!("<c r=\"{address}\"")).expect(address);
        let to = match (xml[from..].find("/>"), xml[from..].find("</c>")) {
            (Some(short), Some(long)) if short < long && !xml[from..from + short].contains('>') => short + 2,
            (_, Some(long)) => long + 4,
            (Some(short), None) => short + 2,
            (None, None) => panic!("{address} does not end"),
        };
        let kind = if kind.is_empty() { String::new() } else { format!(" t=\"{kind}\"") };
        let cell = format!("<c r=\"{address}\"{kind}>{inner}</c>");
        format!("{}{cell}{}", &xml[..from], &xml[from + to..])
    })
}

/// The same workbook with text typed into a cell.
pub(super) fn typed(bytes: &[u8], sheet: usize, address: &str, text: &str) -> Vec<u8> {
    with_cell(bytes, sheet, address, "str", &format!("<v>{text}</v>"))
}
