use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A reader of UTF-8 over bytes of UTF-8, GB18030 or UTF-16, that stops after a number of bytes.
///
/// UTF-8 is passed through as it is, so a cell that is not checked elsewhere may still hold bytes that are none.
/// In the other encodings each such byte becomes U+FFFD, which no honest table contains.
pub(crate) struct Decoded<'a> {
    inner: &'a mut dyn Read,
    mode: Mode,
    /// Bytes read from `inner` and not yet given out: UTF-8, or for a decoder what it has still to read.
    pending: Vec<u8>,
    given: usize,
    left: u64,
    exceeded: bool,
}

enum Mode {
    /// Nothing but ASCII so far, which reads alike in both encodings.
    Undecided,
    Utf8,
    Legacy(Box<Decoder>),
}

impl<'a> Decoded<'a> {
    /// How much is looked at to tell the encodings apart, from the first byte that is not ASCII.
    const SAMPLE: usize = 64 << 10;

    /// `head` was read from `inner` before; at most `limit` bytes are read in all.
    pub(crate) fn new(head: Vec<u8>, inner: &'a mut dyn Read, limit: u64) -> Self {
        let mut this = Self {
            left: limit.saturating_sub(head.len() as u64),
            exceeded: head.len() as u64 > limit,
            inner,
            mode: Mode::Undecided,
            pending: head,
            given: 0,
        };
        if let Some((encoding, length)) = Encoding::for_bom(&this.pending) {
            this.given = length;
            this.choose(encoding);
        } else if !this.pending.is_ascii() {
            this.choose(guess(&this.pending));
        }
        this
    }

    /// Whether there was more than the limit.
    pub(crate) fn exceeded(&self) -> bool {
        self.exceeded
    }

    fn choose(&mut self, encoding: &'static Encoding) {
        self.mode = if encoding == UTF_8 {
            Mode::Utf8
        } else {
            Mode::Legacy(Box::new(encoding.new_decoder_without_bom_handling()))
        };
    }

    /// Reads bytes as they are stored.
    fn fetch(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            // One byte more tells a file of exactly the limit from one that goes on.
            let mut one = [0];
            self.exceeded |= !self.exceeded && retrying(self.inner, &mut one)? > 0;
            return Ok(0);
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        let count = retrying(self.inner, &mut into[..most])?;
        self.left -= count as u64;
        Ok(count)
    }

    /// Adds to `pending` until it holds `wanted` bytes or the input ends.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        if self.given > 0 {
            self.pending.drain(..self.given);
            self.given = 0;
        }
        while self.pending.len() < wanted {
            let at = self.pending.len();
            self.pending.resize(wanted, 0);
            let read = self.fetch_into_pending(at);
            self.pending.truncate(at + *read.as_ref().unwrap_or(&0));
            if read? == 0 {
                break;
            }
        }
        Ok(())
    }

    fn fetch_into_pending(&mut self, at: usize) -> io::Result<usize> {
        let mut pending = std::mem::take(&mut self.pending);
        let read = self.fetch(&mut pending[at..]);
        self.pending = pending;
        read
    }

    fn take_pending(&mut self, buffer: &mut [u8]) -> usize {
        let rest = &self.pending[self.given..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        count
    }

    fn decode(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const LEAST: usize = 16;
        if buffer.len() < LEAST {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        loop {
            if self.given == self.pending.len() {
                self.fill(Self::SAMPLE)?;
            }
            let last = self.pending.is_empty();
            let Mode::Legacy(decoder) = &mut self.mode else { return Ok(0) };
            let (result, read, written, _) =
                decoder.decode_to_utf8(&self.pending[self.given..], buffer, last);
            self.given += read;
            if written > 0 || (last && result == CoderResult::InputEmpty) {
                if last && result == CoderResult::InputEmpty {
                    // A decoder must not be asked again after its end; an empty UTF-8 stream may.
                    self.mode = Mode::Utf8;
                }
                return Ok(written);
            }
        }
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if matches!(self.mode, Mode::Legacy(_)) {
            return self.decode(buffer);
        }
        if self.given < self.pending.len() {
            return Ok(self.take_pending(buffer));
        }
        let count = self.fetch(buffer)?;
        if matches!(self.mode, Mode::Utf8) || buffer[..count].is_ascii() {
            return Ok(count);
        }
        // The first byte that is not ASCII: look further before deciding.
        let ascii = buffer[..count].iter().position(|b| !b.is_ascii()).unwrap_or(count);
        self.pending.clear();
        self.pending.extend_from_slice(&buffer[ascii..count]);
        self.given = 0;
        self.fill(Self::SAMPLE.max(count))?;
        self.choose(guess(&self.pending));
        if ascii > 0 { Ok(ascii) } else { self.read(buffer) }
    }
}

fn retrying(inner: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match inner.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// UTF-8 if the sample is, but for a few bytes; GB18030 otherwise.
///
/// Chinese text in GB18030 hardly ever forms a UTF-8 sequence of three bytes, so a broken byte or two in a UTF-8
/// file must not turn all of it into other characters.
fn guess(sample: &[u8]) -> &'static Encoding {
    let (mut whole, mut short, mut broken) = (0usize, 0usize, 0usize);
    for chunk in sample.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        // Past the signs that stand in any text, such as ² and ·.
        short += chunk.valid().chars().filter(|c| ('\u{100}'..'\u{800}').contains(c)).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // A sample may end inside a character.
    let cut = sample.utf8_chunks().last().is_some_and(|chunk| (1..4).contains(&chunk.invalid().len()));
    let broken = broken - usize::from(cut && broken > 0);
    match sample {
        // A few Chinese characters in GB18030 may happen to be pairs that UTF-8 has too, but Chinese in UTF-8 is
        // never in pairs.
        _ if broken == 0 && (whole > 0 || short == 0) || whole > broken * 8 => UTF_8,
        // Every second byte zero: UTF-16 without its mark.
        [0, first, ..] if *first != 0 => UTF_16BE,
        [first, 0, ..] if *first != 0 => UTF_16LE,
        _ => GB18030,
    }
}
