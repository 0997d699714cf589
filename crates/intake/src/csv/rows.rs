use std::io::{self, Read};

use memchr::memchr;

use super::{Decoded, Delimiter};
use crate::raw::RawRow;
use crate::source::{RowError, RowSource};

/// Splits a text file into rows, a block at a time, without a copy of what needs none.
pub(crate) struct CsvRows<'a> {
    input: Decoded<'a>,
    block: Vec<u8>,
    /// The part of `block` that is read and not yet split.
    start: usize,
    end: usize,
    at_end: bool,
    /// The first quote at or after `start`, or the end: most blocks have none and no line is searched for it.
    quote: usize,
    newline: u8,
    delimiter: Delimiter,
    /// Line on which the next row begins.
    line: u32,
    longest: usize,
    row: Current,
    cells: Vec<(u32, u32)>,
    /// A row with quotes, as its cells read without them.
    unquoted: Vec<u8>,
}

/// Where the bytes of the current row are.
#[derive(Clone, Copy)]
struct Current {
    line: u32,
    from: usize,
    to: usize,
    unquoted: bool,
}

impl<'a> CsvRows<'a> {
    const BLOCK: usize = 1 << 20;

    /// Reads the first block and finds out how its lines are split.
    pub(crate) fn new(input: Decoded<'a>, longest: usize) -> io::Result<Self> {
        Self::with_block(input, longest, Self::BLOCK)
    }

    pub(super) fn with_block(input: Decoded<'a>, longest: usize, block: usize) -> io::Result<Self> {
        let mut this = Self {
            input,
            block: vec![0; block],
            start: 0,
            end: 0,
            at_end: false,
            quote: 0,
            newline: b'\n',
            delimiter: Delimiter::Byte(b','),
            line: 1,
            longest,
            row: Current { line: 1, from: 0, to: 0, unquoted: false },
            cells: Vec::new(),
            unquoted: Vec::new(),
        };
        this.fill()?;
        let head = &this.block[..this.end];
        this.delimiter = Delimiter::guess(&head[..head.len().min(64 << 10)]);
        if memchr(b'\n', head).is_none() && memchr(b'\r', head).is_some() {
            this.newline = b'\r';
        }
        Ok(this)
    }

    /// Whether the file had more bytes than are read.
    pub(crate) fn exceeded(&self) -> bool {
        self.input.exceeded()
    }

    #[inline]
    fn split_plain(&mut self, line_end: usize) {
        let mut to = line_end;
        if to > self.start && self.block[to - 1] == b'\r' {
            to -= 1;
        }
        let line = &self.block[self.start..to];
        let (cells, width) = (&mut self.cells, self.delimiter.len());
        cells.clear();
        let mut from = 0u32;
        self.delimiter.each(line, |at| {
            // A line is at most `longest` bytes, far below 4 GiB.
            cells.push((from, at as u32));
            from = (at + width) as u32;
        });
        cells.push((from, line.len() as u32));
        self.row = Current { line: self.line, from: self.start, to, unquoted: false };
        self.line = self.line.saturating_add(1);
    }

    /// Splits a row that has a quote somewhere; none if the row's end is not in the block yet.
    fn split_quoted(&mut self) -> Option<()> {
        self.cells.clear();
        self.unquoted.clear();
        let mut at = self.start;
        let mut lines = 0;
        loop {
            let from = self.unquoted.len() as u32;
            if self.block[..self.end].get(at) == Some(&b'"') {
                at = self.unquote(at + 1, &mut lines)?;
            }
            // What follows a closing quote is kept as it stands, as is a quote inside a bare cell.
            let text = &self.block[..self.end];
            loop {
                let ended = at >= text.len();
                // A delimiter of three bytes may be cut by the block's end.
                if !self.at_end && text.len() < at + self.delimiter.len() {
                    return None;
                }
                if ended || text[at] == self.newline {
                    let to =
                        self.unquoted.len() - usize::from(self.unquoted[from as usize..].ends_with(b"\r"));
                    self.cells.push((from, to as u32));
                    self.row = Current { line: self.line, from: 0, to: 0, unquoted: true };
                    self.line = self.line.saturating_add(lines + 1);
                    self.start = (at + 1).min(self.end);
                    self.quote = self.next_quote();
                    return Some(());
                }
                if self.delimiter.starts(&text[at..]) {
                    at += self.delimiter.len();
                    break;
                }
                self.unquoted.push(text[at]);
                at += 1;
            }
            self.cells.push((from, self.unquoted.len() as u32));
        }
    }

    /// Copies a quoted cell without its quotes and gives the place behind the closing one.
    fn unquote(&mut self, mut at: usize, lines: &mut u32) -> Option<usize> {
        let text = &self.block[..self.end];
        loop {
            let quote = at + memchr(b'"', &text[at..])?;
            let cell = &text[at..quote];
            *lines += memchr::memchr_iter(self.newline, cell).count() as u32;
            self.unquoted.extend_from_slice(cell);
            match text.get(quote + 1) {
                Some(b'"') => {
                    self.unquoted.push(b'"');
                    at = quote + 2;
                }
                None if !self.at_end => return None,
                _ => return Some(quote + 1),
            }
        }
    }

    fn next_quote(&self) -> usize {
        memchr(b'"', &self.block[self.start..self.end]).map_or(self.end, |n| self.start + n)
    }

    /// Moves what is left to the front and reads on, into a larger block if a line fills this one.
    fn more(&mut self) -> Result<(), RowError> {
        if self.end - self.start > self.longest {
            return Err(RowError::LineTooLong { line: self.line });
        }
        self.block.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.end * 2 > self.block.len() {
            self.block.resize(self.block.len() * 2, 0);
        }
        self.fill().map_err(RowError::Io)
    }

    fn fill(&mut self) -> io::Result<()> {
        // Decoders want room for a character, and a full block is split faster than many small ones.
        const LEAST: usize = 4096;
        while self.block.len() - self.end >= LEAST {
            let count = self.input.read(&mut self.block[self.end..])?;
            self.at_end |= count == 0;
            self.end += count;
            if count == 0 {
                break;
            }
        }
        self.quote = self.next_quote();
        Ok(())
    }
}

impl RowSource for CsvRows<'_> {
    fn advance(&mut self) -> Result<bool, RowError> {
        loop {
            let rest = &self.block[self.start..self.end];
            let newline = memchr(self.newline, rest).map(|n| self.start + n);
            let line_end = match newline {
                Some(at) => at,
                None if self.at_end && rest.is_empty() => return Ok(false),
                None if self.at_end => self.end,
                None => {
                    self.more()?;
                    continue;
                }
            };
            if self.quote < line_end {
                match self.split_quoted() {
                    Some(()) => return Ok(true),
                    None if self.at_end => return Err(RowError::UnclosedQuote { line: self.line }),
                    None => {
                        self.more().map_err(unclosed)?;
                        continue;
                    }
                }
            }
            self.split_plain(line_end);
            self.start = newline.map_or(self.end, |at| at + 1);
            return Ok(true);
        }
    }

    #[inline]
    fn row(&self) -> RawRow<'_> {
        let bytes =
            if self.row.unquoted { &self.unquoted[..] } else { &self.block[self.row.from..self.row.to] };
        RawRow { line: self.row.line, bytes, cells: &self.cells, unanswered: &[], spread: &[] }
    }
}

/// A row that never ends although it has a quote most likely lacks the closing one.
fn unclosed(error: RowError) -> RowError {
    match error {
        RowError::LineTooLong { line } => RowError::UnclosedQuote { line },
        other => other,
    }
}
