//! Whatever the bytes, the answer is findings: no panic, and no more memory or time than the limits allow.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;

use super::toy::read_all;
use super::wide::request;
use super::workbook::{archive, book, parts};
use crate::{Limits, Request};

static CSV: &str = "title,,\nterritory,measure,period,value,unit,qualifier,origin,source,known_on,note\n\
                    gansu,gdp,2023,\"1,234\",亿元,exact,published,yearbook,2024-01-01,\"a \"\"b\"\"\"\n\
                    兰州高新区,output,2023年1-9月,3.2亿,,约,报送,,2024年1月1日,\n";

static WIDE: &str = "单位：亿元\n园区,地区生产总值,产值（万元）\n,2022年,2023年\n兰州高新区,1,2\n注：无\n";

static XLSX: LazyLock<Vec<u8>> = LazyLock::new(|| {
    book(|book| {
        let sheet = book.add_worksheet();
        for (column, text) in ["地区", "指标", "时期", "数值", "计量单位"].into_iter().enumerate()
        {
            sheet.write_string(0, column as u16, text)?;
        }
        for row in 1..20 {
            sheet.write_string(row, 0, "gansu")?.write_string(row, 1, "gdp")?;
            sheet.write_number(row, 2, 2000 + row)?.write_formula(row, 3, "=1+1")?;
        }
        sheet.merge_range(30, 0, 31, 3, "注", &rust_xlsxwriter::Format::new())?;
        Ok(())
    })
});

/// Reads with small limits and asserts what must hold of any file.
fn survives(bytes: &[u8]) {
    let limits = Limits {
        part_bytes: 4 << 20,
        inflated_bytes: 8 << 20,
        columns: 200,
        rows: 2_000,
        ..Limits::default()
    };
    let got = read_all(bytes, &Request { limits, ..request() });
    assert!(got.summary.findings.len() <= limits.findings * 2 + 1);
    assert!(got.summary.values > 0 || !got.summary.findings.is_empty(), "nothing read and nothing said");
}

fn mutated(seed: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = seed.len();
    let edits = prop::collection::vec((0..length, any::<u8>(), 0..4u8), 1..12);
    edits.prop_map(move |edits| {
        let mut bytes = seed.clone();
        for (at, byte, kind) in edits {
            let at = at.min(bytes.len().saturating_sub(1));
            match kind {
                0 => bytes.insert(at, byte),
                1 if !bytes.is_empty() => drop(bytes.remove(at)),
                2 => bytes.truncate(at.max(1)),
                _ => bytes.get_mut(at).into_iter().for_each(|b| *b = byte),
            }
        }
        bytes
    })
}

/// The workbook's parts with their XML mutated, so that edits reach the reader of sheets and not only the archive's sums.
fn mutated_parts() -> impl Strategy<Value = Vec<u8>> {
    let edit = (any::<Index>(), any::<Index>(), 0..128u8);
    prop::collection::vec(edit, 1..6).prop_map(|edits| {
        let mut parts = parts(&XLSX);
        for (part, at, byte) in edits {
            let part = part.index(parts.len());
            let bytes = &mut parts[part].1;
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        archive(&parts)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        survives(&bytes);
    }

    #[test]
    fn random_text(text in "[a-z0-9,;\"\n\t年月亿万，（）：.%-]{0,200}") {
        survives(text.as_bytes());
    }

    #[test]
    fn mutated_long_csv(bytes in mutated(CSV.as_bytes().to_vec())) {
        survives(&bytes);
    }

    #[test]
    fn mutated_wide_csv(bytes in mutated(WIDE.as_bytes().to_vec())) {
        survives(&bytes);
    }

    #[test]
    fn mutated_gb18030(bytes in mutated(encoding_rs::GB18030.encode(CSV).0.into_owned())) {
        survives(&bytes);
    }

    #[test]
    fn mutated_workbook(bytes in mutated(XLSX.clone())) {
        survives(&bytes);
    }

    #[test]
    fn mutated_sheets(bytes in mutated_parts()) {
        survives(&bytes);
    }

    #[test]
    fn truncated_workbook(cut in any::<Index>()) {
        survives(&XLSX[..cut.index(XLSX.len())]);
    }
}
