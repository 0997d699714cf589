use lanbai_kernel::{Period, Unit};

use crate::cell::{period, unit};
use crate::codes;
use crate::fold::{fold, key, shorten};
use crate::headings::{Heading, Role};
use crate::raw::OwnedRow;
use crate::report::{Reporter, Spot};
use crate::resolve::twice;
use crate::{Lookup, Names};

/// What the lines above a table say of all of it: `单位：万元`, `填报单位：兰州高新区`, a period in the title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Captions {
    /// Several where a table mixes them: 单位：万元、家.
    pub(crate) units: Vec<Unit>,
    /// What stands under 单位 and is neither a unit nor a territory, with its line.
    pub(crate) unknown_units: Vec<(String, u32)>,
    /// Named things as they are written, with their line.
    pub(crate) named: Vec<(Role, String, u32)>,
    /// Distinct periods in the titles, with the text and line where each was read.
    pub(crate) periods: Vec<(Period, String, u32)>,
}

impl Captions {
    /// Reads the lines above the headings.
    pub(crate) fn read(rows: &[OwnedRow], names: &dyn Names) -> Self {
        let mut captions = Self::default();
        for row in rows {
            let raw = row.as_row();
            let cells: Vec<String> = raw.filled().map(|n| fold(&raw.text(n)).into_owned()).collect();
            for (n, cell) in cells.iter().enumerate() {
                captions.cell(cell, cells.get(n + 1).map(String::as_str), row.line, names);
            }
        }
        captions
    }

    /// What the caption of that role says.
    pub(crate) fn named(&self, role: Role) -> Option<(&str, u32)> {
        self.named.iter().find(|(r, ..)| *r == role).map(|(_, text, line)| (text.as_str(), *line))
    }

    /// The one unit among them in which a measure can be counted.
    pub(crate) fn unit_for(&self, own: Unit) -> Option<Unit> {
        let mut fitting = self.units.iter().copied().filter(|unit| unit.converts_to(own));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    fn cell(&mut self, cell: &str, next: Option<&str>, line: u32, names: &dyn Names) {
        // A title is a line; a longer text is a page of explanations, and slow to search.
        const LONGEST: usize = 512;
        if cell.len() > LONGEST {
            return;
        }
        let text = cell.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
        let Some((name, value)) = text.split_once(':') else {
            self.period_in(text, line);
            return;
        };
        let value = if value.trim().is_empty() { next.unwrap_or_default() } else { value };
        match Role::of(&Heading { key: key(name), ..Heading::default() }) {
            Some(Role::Unit) => self.unit(value.trim(), line, names),
            Some(Role::Period) => self.period_in(value, line),
            Some(role) => self.named.push((role, value.trim().to_owned(), line)),
            None => self.period_in(text, line),
        }
    }

    /// 单位 is what things are counted in, and also the office that fills in the form.
    fn unit(&mut self, value: &str, line: u32, names: &dyn Names) {
        if let Lookup::Found(_) = twice(value, |text| names.territory(text)) {
            self.named.push((Role::Territory, value.to_owned(), line));
            return;
        }
        if let Some(unit) = unit::parse(value) {
            self.units.push(unit);
            return;
        }
        for part in value.split(['、', ',', '/', ';', ' ']).filter(|part| !part.is_empty()) {
            match unit::parse(part) {
                Some(unit) => self.units.push(unit),
                None => self.unknown_units.push((part.to_owned(), line)),
            }
        }
    }

    /// Reports what none of it makes sense of.
    pub(crate) fn report(&self, report: &mut Reporter) {
        for (text, line) in &self.unknown_units {
            report.report(codes::UNKNOWN_UNIT, Spot::cell(*line, Role::Unit.name()), |f| {
                f.with("seen", shorten(text)).with("expected", unit::EXAMPLES).with("rows", 1usize)
            });
        }
    }

    /// Takes the longest period that begins at each year in a text.
    fn period_in(&mut self, text: &str, line: u32) {
        // Longer than any period that people write.
        const LONGEST: usize = 16;
        let mut at = 0;
        while let Some(rest) = text.get(at..) {
            let ends = rest.char_indices().map(|(n, c)| n + c.len_utf8()).take(LONGEST);
            let starts_number = rest.starts_with(|c: char| c.is_ascii_digit());
            let found = ends.filter(|_| starts_number).filter_map(|end| {
                // A bare number in a sentence is not a year.
                let marked = rest[..end].contains(['年', '-']) || rest.trim().len() == end;
                Some((period::parse(&rest[..end]).ok().filter(|_| marked)?, end))
            });
            match found.last() {
                Some((period, end)) => {
                    if self.periods.iter().all(|(known, ..)| *known != period) {
                        self.periods.push((period, rest[..end].to_owned(), line));
                    }
                    at += end;
                }
                None => at += digits_or_one(rest),
            }
            if at >= text.len() {
                break;
            }
        }
    }
}

/// Bytes to skip: a whole number, so that `120230` is not read as a year from its second digit, or a character.
fn digits_or_one(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 { digits } else { text.chars().next().map_or(1, char::len_utf8) }
}
