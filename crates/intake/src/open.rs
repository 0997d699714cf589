use std::io::{self, Read};

use memchr::memmem;

use crate::codes::{self, FindingCode};

/// What the first bytes of a file say that it is.
pub(crate) enum Opened {
    /// Text, with the bytes that were read to find out.
    Text(Vec<u8>),
    /// A zip archive, which may be a workbook.
    Archive(Vec<u8>),
    /// A compound file: an old workbook, or a new one behind a password.
    Compound(Vec<u8>),
    /// Something that is told by this code.
    Other(&'static FindingCode),
}

const HEAD: u64 = 4096;

/// Reads enough of a file to know what it is.
pub(crate) fn open(input: &mut dyn Read) -> io::Result<Opened> {
    let mut head = Vec::new();
    input.take(HEAD).read_to_end(&mut head)?;
    Ok(if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Opened::Archive(head)
    } else if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Opened::Compound(head)
    } else if is_markup(&head) {
        Opened::Other(codes::HTML)
    } else if is_binary(&head) {
        Opened::Other(codes::NOT_A_TABLE)
    } else {
        Opened::Text(head)
    })
}

/// What a compound file is told by: an encrypted workbook names its content so in its directory.
pub(crate) fn compound(bytes: &[u8]) -> &'static FindingCode {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memmem::find(bytes, &name).is_some() { codes::PROTECTED } else { codes::OLD_WORKBOOK }
}

/// A page or an XML table, whatever the file's name says: web systems export such under .xls.
fn is_markup(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins = |tag: &[u8]| head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    [
        &b"<html"[..],
        b"<!doctype",
        b"<table",
        b"<?xml",
        b"<head",
        b"<body",
        b"<meta",
        b"<style",
        b"<div",
        b"<!--",
    ]
    .into_iter()
    .any(begins)
}

/// Zero bytes are in no text but UTF-16, which has a mark in front or a zero in every second place.
fn is_binary(head: &[u8]) -> bool {
    let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let known = [&b"%PDF"[..], b"PAR1", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x89PNG", b"\xff\xd8\xff"];
    let zeros = head.iter().filter(|b| **b == 0).count();
    known.iter().any(|magic| head.starts_with(magic)) || zeros > 0 && !marked && zeros * 3 < head.len()
}
