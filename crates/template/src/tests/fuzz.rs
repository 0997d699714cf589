//! Whatever the bytes, the answer is findings or answers: no panic, and no more memory or time than the limits allow.

use std::sync::LazyLock;

use lanbai_intake::Limits;
use lanbai_kernel::Severity;
use proptest::prelude::*;
use proptest::sample::Index;

use super::files::{archive, parts};
use super::sample::{answers, filled, key, template};
use crate::{Mark, Spot, identify, read, write};

static XLSX: LazyLock<Vec<u8>> = LazyLock::new(|| filled(&template(), &answers()));

/// Reads with small limits, asserts what must hold of any file, and sends it back.
fn survives(bytes: &[u8]) {
    let limits = Limits {
        part_bytes: 4 << 20,
        inflated_bytes: 8 << 20,
        text_bytes: 4 << 20,
        rows: 2_000,
        ..Limits::FORM
    };
    let template = template();
    let got = read(bytes, "f.xlsx", &template, &key(), &limits);
    let is_wrong = got.told.iter().any(|told| told.finding.severity == Severity::Error);
    assert_eq!(got.answers.is_none(), is_wrong, "all or nothing");
    assert!(got.told.len() <= limits.findings * 2 + 2);
    let mark = |spot: &Spot| Mark {
        spot: spot.clone(),
        severity: Severity::Error,
        sentence: "有误".into(),
        hint: String::new(),
    };
    let marks: Vec<Mark> = got.told.iter().map(|told| mark(&told.spot)).collect();
    write(&template, &got.raw, &marks, &key()).expect("whatever it holds can be sent back");
    let _ = identify(bytes, "f.xlsx", &key());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        survives(&bytes);
    }

    #[test]
    fn truncated(cut in any::<Index>()) {
        survives(&XLSX[..cut.index(XLSX.len())]);
    }

    #[test]
    fn flipped_bits(flips in prop::collection::vec((any::<Index>(), 0..8u32), 1..8)) {
        let mut bytes = XLSX.clone();
        for (at, bit) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        survives(&bytes);
    }

    /// The parts' own text mutated, so that edits reach the reader of sheets and not only the archive's sums.
    #[test]
    fn mutated_parts(edits in prop::collection::vec((any::<Index>(), any::<Index>(), 0..128u8), 1..6)) {
        let mut parts = parts(&XLSX);
        for (part, at, byte) in edits {
            let part = part.index(parts.len());
            let bytes = &mut parts[part].1;
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        survives(&archive(&parts));
    }

    /// What people type, anywhere.
    #[test]
    fn any_text_in_any_cell(row in 1u32..30, column in 0u8..8, text in "[^<>&\\pC]{0,40}") {
        let address = format!("{}{row}", char::from(b'A' + column));
        let mut parts = parts(&XLSX);
        let sheet = parts.iter_mut().find(|(name, _)| name == "xl/worksheets/sheet1.xml").expect("a sheet");
        let cell = format!("<row r=\"{row}\"><c r=\"{address}\" t=\"str\"><v>{text}</v></c></row></sheetData>");
        sheet.1 = String::from_utf8_lossy(&sheet.1).replace("</sheetData>", &cell).into_bytes();
        survives(&archive(&parts));
    }
}
