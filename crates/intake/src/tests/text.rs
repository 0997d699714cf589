//! What text files are, byte by byte.

use std::io::{self, Read};

use super::toy::read_all;
use crate::{Limits, Request};

const TEXT: &str = "地区,指标,时期,数值,计量单位,来源性质,出处,公布日期,备注\n\
                    甘肃省,地区生产总值,2023年,11863.8,亿元,公布,统计公报,2024-03-01,初步核算\n";
const LINE: &str = "gansu gdp 2023 11863.8 exact published bulletin 2024-03-01 初步核算";

fn check(bytes: &[u8], expected: &[&str]) {
    let got = read_all(bytes, &Request::new("a.csv"));
    assert_eq!(got.codes(), expected);
    if expected.is_empty() {
        assert_eq!(got.observations, [LINE]);
    }
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn every_encoding_and_delimiter_gives_the_same_rows() {
    check(TEXT.as_bytes(), &[]);
    check(format!("\u{feff}{TEXT}").as_bytes(), &[]);
    check(&gb18030(TEXT), &[]);
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    check(&utf16, &[]);
    for delimiter in ["\t", ";", "，"] {
        check(TEXT.replace(',', delimiter).as_bytes(), &[]);
        check(&gb18030(&TEXT.replace(',', delimiter)), &[]);
    }
    check(TEXT.replace('\n', "\r\n").as_bytes(), &[]);
    check(TEXT.replace('\n', "\r").as_bytes(), &[]);
    check(TEXT.trim_end().as_bytes(), &[]);
    let quoted: String = TEXT.lines().map(|l| format!("\"{}\"\n", l.replace(',', "\",\""))).collect();
    check(quoted.as_bytes(), &[]);
}

/// An ASCII table of a megabyte whose last row is the first that has Chinese in it.
#[test]
fn an_encoding_that_shows_late_is_recognised() {
    let mut text = "territory,measure,period,value,origin,known_on,unit,note\n".to_owned();
    for n in 0..40_000u32 {
        let (year, month) = (1900 + n / 12 % 1000, n % 12 + 1);
        let measure = ["gdp", "output"][n as usize / 12_000 % 2];
        let territory = ["gansu", "lanzhou"][n as usize / 24_000];
        text += &format!("{territory},{measure},{year}-{month:02},1,reported,2024-01-01,亿元,\n")
            .replace("亿元", "");
    }
    text += "gansu,rd-personnel,2023,1,报送,2024-01-01,人,最后一行\n";
    for bytes in [text.clone().into_bytes(), gb18030(&text)] {
        let got = read_all(&bytes, &Request::new("a.csv"));
        assert_eq!(got.codes(), ["unit-assumed@2"]);
        assert_eq!(
            got.observations.last().map(String::as_str),
            Some("gansu rd-personnel 2023 1 exact reported - 2024-01-01 最后一行")
        );
        assert_eq!(got.observations.len(), 40_001);
    }
}

/// 模 is two bytes in GB18030 that are a letter in UTF-8; ² is two bytes in UTF-8 that are a character in GB18030.
#[test]
fn a_few_characters_are_enough_to_tell() {
    let text = |note: &str| {
        format!(
            "territory,measure,period,value,unit,origin,known_on,note\ngansu,output,2023,1,,reported,2024-01-01,{note}\n"
        )
    };
    for (bytes, note) in
        [(gb18030(&text("模")), "模"), (text("km²").into_bytes(), "km²"), (text("模").into_bytes(), "模")]
    {
        let got = read_all(&bytes, &Request::new("a.csv"));
        assert!(got.observations[0].ends_with(note), "{:?}", got.observations);
    }
}

#[test]
fn bytes_of_no_encoding_are_found_where_they_are() {
    let broken = |mut bytes: Vec<u8>, at: &[u8]| {
        let n = bytes.windows(at.len()).rposition(|window| window == at).expect("it is there");
        bytes[n] = 0xff;
        bytes
    };
    let note = gb18030("初步核算");
    check(&broken(gb18030(TEXT), &note), &["encoding@2"]);
    check(&broken(TEXT.as_bytes().to_vec(), "初步".as_bytes()), &["encoding@2"]);
    let territory = read_all(&broken(TEXT.as_bytes().to_vec(), "甘肃省".as_bytes()), &Request::new("a.csv"));
    let place = &territory.summary.findings[0].place;
    assert_eq!((place.line, place.column.as_deref()), (Some(2), Some("地区")));
}

#[test]
fn quotes_hold_delimiters_lines_and_quotes() {
    let text = TEXT.replace("初步核算", "\"初步,\n\"\"核算\"\"\"")
        + &TEXT.lines().nth(1).map(|l| l.replace("2023", "2022")).unwrap_or_default();
    let got = read_all(text.as_bytes(), &Request::new("a.csv"));
    assert_eq!(got.observations[0], LINE.replace("初步核算", "初步,\n\"核算\""));
    assert_eq!(got.observations.len(), 2);
    check(TEXT.replace("初步核算", "\"初步核算").as_bytes(), &["unclosed-quote@2"]);
    let inner = read_all(TEXT.replace("初步核算", "5\" 屏").as_bytes(), &Request::new("a.csv"));
    assert_eq!(inner.observations, [LINE.replace("初步核算", "5\" 屏")]);
}

#[test]
fn what_is_no_table_is_named() {
    for (bytes, expected) in [
        (&b""[..], "empty"),
        (b"  \n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?><Workbook/>", "html"),
        (b"%PDF-1.7 ...", "not-a-table"),
        (b"PAR1\x15\x04\x15", "not-a-table"),
        (b"abc\0def,1\n", "not-a-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook", "old-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", "protected"),
        (b"PK\x03\x04 and then nothing", "corrupt-workbook"),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "not-a-workbook"),
    ] {
        check(bytes, &[expected]);
    }
}

#[test]
fn each_limit_is_a_finding() {
    let usual = Limits::default();
    let wide = "a,".repeat(50) + "\n";
    let long = format!("{TEXT}甘肃省,{},\n", "长".repeat(50_000));
    for (limits, bytes, expected) in [
        (Limits { text_bytes: 100, ..usual }, TEXT.as_bytes(), "too-large"),
        (Limits { rows: 1, ..usual }, TEXT.as_bytes(), "too-many-rows"),
        (Limits { columns: 20, ..usual }, wide.as_bytes(), "too-many-columns@1"),
        (usual, long.as_bytes(), "cell-too-long@3"),
        (Limits { workbook_bytes: 10, ..usual }, b"PK\x03\x04 and then nothing", "too-large"),
    ] {
        let got = read_all(bytes, &Request { limits, ..Request::new("a.csv") });
        assert!(got.codes().iter().any(|code| code == expected), "{expected}: {:?}", got.codes());
        assert!(!got.summary.is_clean());
    }
}

/// A file without end: `a` for ever.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.fill(b'a');
        self.0 += buffer.len() as u64;
        Ok(buffer.len())
    }
}

#[test]
fn a_line_without_end_is_left_after_a_few_megabytes() {
    let mut endless = Endless(0);
    let got = crate::read(&mut endless, &Request::new("a.csv"), &super::toy::Toy, &mut |_| {
        std::ops::ControlFlow::Continue(())
    })
    .expect("it can be read");
    assert_eq!(got.findings[0].code, "intake-line-too-long");
    assert!(endless.0 < 32 << 20, "{} bytes were read", endless.0);
}

#[test]
fn a_sink_can_stop_the_reading() {
    let mut bytes = TEXT.as_bytes();
    let got = crate::read(&mut bytes, &Request::new("a.csv"), &super::toy::Toy, &mut |_| {
        std::ops::ControlFlow::Break(())
    })
    .expect("it can be read");
    assert!(got.stopped && !got.is_clean());
}

#[test]
fn findings_are_capped_and_the_rest_counted() {
    let mut text = "territory,measure,period,value,unit,origin,known_on\n".to_owned();
    for _ in 0..1000 {
        text += "gansu,gdp,2023,x,亿元,reported,2024-01-01\n";
    }
    let got = read_all(text.as_bytes(), &Request::new("a.csv"));
    assert_eq!(got.summary.findings.len(), 201);
    assert_eq!(format!("{:?}", got.summary.findings[200].arguments), r#"{"count": Count(800)}"#);
}
