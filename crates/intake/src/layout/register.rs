use super::{Found, Layout, headings};
use crate::Request;
use crate::codes;
use crate::fold::key;
use crate::headings::Heading;
use crate::nearest::nearest_of;
use crate::raw::OwnedRow;
use crate::report::{Reporter, Spot};
use crate::request::{Field, Register};

/// Which column of a table is which field of a register.
pub(crate) struct RegisterColumns {
    /// Position of the register in the request.
    pub(crate) register: usize,
    /// One a field, in the schema's order; none where the table lacks it.
    pub(crate) fields: Vec<Option<FieldColumn>>,
}

/// A column that holds a field.
pub(crate) struct FieldColumn {
    pub(crate) column: usize,
    pub(crate) heading: Heading,
}

/// What the registers of a request make of a table.
pub(crate) enum Choice {
    Found(Found),
    /// A finding was reported.
    Reported,
    /// It is none of them.
    None,
}

/// Headings below this row are not looked for.
const DEEPEST: usize = 15;

/// Takes a table for a register because its headings, or the file's name, say so.
pub(crate) fn choose(head: &[OwnedRow], request: &Request<'_>, report: &mut Reporter) -> Choice {
    let file = key(request.file);
    let named = |register: &Register| {
        file.contains(&key(&register.id))
            || !register.name.zh.is_empty() && file.contains(&key(&register.name.zh))
    };
    let mut fitting: Vec<(usize, Match)> = Vec::new();
    for (n, register) in request.registers.iter().enumerate() {
        if let Some(best) = best_match(head, register).filter(|best| best.is_whole(register)) {
            fitting.push((n, best));
        }
    }
    if fitting.len() > 1 && fitting.iter().any(|(n, _)| named(&request.registers[*n])) {
        fitting.retain(|(n, _)| named(&request.registers[*n]));
    }
    let most = fitting.iter().map(|(_, best)| best.count()).max();
    fitting.retain(|(_, best)| Some(best.count()) == most);
    match fitting.len() {
        0 => match request.registers.iter().position(named) {
            // The file says which register it is, so what its table lacks can be told.
            Some(n) if best_match(head, &request.registers[n]).is_some_and(|best| best.count() > 1) => {
                of(head, &request.registers[n], n, report).map_or(Choice::Reported, Choice::Found)
            }
            _ => Choice::None,
        },
        1 => {
            let (n, best) = fitting.remove(0);
            Choice::Found(best.accept(head, &request.registers[n], n, report))
        }
        _ => {
            let candidates: Vec<String> =
                fitting.iter().map(|(n, _)| request.registers[*n].id.clone()).collect();
            report.report(codes::AMBIGUOUS_REGISTER, Spot::FILE, |f| f.with("candidates", candidates));
            Choice::Reported
        }
    }
}

/// Takes a table for this register. `Err` if no heading is one of its fields.
pub(crate) fn of(
    head: &[OwnedRow],
    register: &Register,
    n: usize,
    report: &mut Reporter,
) -> Result<Found, ()> {
    let best = best_match(head, register).ok_or(())?;
    if best.is_whole(register) {
        return Ok(best.accept(head, register, n, report));
    }
    let row = &head[best.row];
    let lacking: Vec<String> =
        best.lacking(register).map(|field| format!("{} ({})", field.name.zh, field.id)).collect();
    let seen = headings(&row.as_row());
    report.report(codes::MISSING_COLUMN, Spot::line(row.line), |f| {
        f.with("seen", seen).with("expected", lacking)
    });
    Ok(best.accept(head, register, n, report))
}

/// A row of headings held against a register's fields.
struct Match {
    row: usize,
    fields: Vec<Option<usize>>,
    headings: Vec<Heading>,
}

fn best_match(head: &[OwnedRow], register: &Register) -> Option<Match> {
    let candidates = head.iter().take(DEEPEST).enumerate().map(|(row, cells)| {
        let row_of_cells = cells.as_row();
        let headings: Vec<Heading> =
            (0..cells.cells.len()).map(|column| Heading::new(&row_of_cells.text(column))).collect();
        let fields = register
            .fields
            .iter()
            .map(|field| headings.iter().position(|heading| is_heading_of(heading, field)))
            .collect();
        Match { row, fields, headings }
    });
    // The first of equals is the highest row.
    candidates.rev().max_by_key(Match::count).filter(|best| best.count() > 0)
}

fn is_heading_of(heading: &Heading, field: &Field) -> bool {
    let names = [key(&field.id), key(&field.name.zh), key(&field.name.en)];
    !heading.key.is_empty() && (names.contains(&heading.key) || names.contains(&key(&heading.shown)))
}

impl Match {
    fn count(&self) -> usize {
        self.fields.iter().flatten().count()
    }

    fn lacking<'r>(&self, register: &'r Register) -> impl Iterator<Item = &'r Field> {
        let lacking = |n: usize| self.fields[n].is_none();
        let needed = |n: usize, field: &Field| field.required || n == register.key;
        let wanted: Vec<bool> =
            register.fields.iter().enumerate().map(|(n, field)| lacking(n) && needed(n, field)).collect();
        register.fields.iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(field, _)| field)
    }

    /// Whether nothing that is needed is lacking, and it is not by chance that one heading fits.
    fn is_whole(&self, register: &Register) -> bool {
        let filled = self.headings.iter().filter(|heading| !heading.key.is_empty()).count();
        self.lacking(register).next().is_none()
            && self.count() >= 2.min(register.fields.len())
            && self.count() * 2 >= filled
    }

    fn accept(self, head: &[OwnedRow], register: &Register, n: usize, report: &mut Reporter) -> Found {
        let line = head[self.row].line;
        for (column, heading) in self.headings.iter().enumerate() {
            if heading.key.is_empty() || self.fields.contains(&Some(column)) {
                continue;
            }
            let spot = Spot::cell(line, &heading.shown);
            let twin =
                register.fields.iter().zip(&self.fields).find(|(field, _)| is_heading_of(heading, field));
            match twin {
                Some((_, Some(first))) => {
                    let other = self.headings[*first].shown.as_str();
                    report.report(codes::DUPLICATE_COLUMN, spot, |f| f.with("other", other));
                }
                _ => {
                    let known = register.fields.iter().flat_map(|field| [field.id.as_str(), &field.name.zh]);
                    let nearest = nearest_of(&heading.name, known);
                    report.report(codes::UNKNOWN_COLUMN, spot, |f| f.with("nearest", nearest));
                }
            }
        }
        let fields = self
            .fields
            .iter()
            .map(|column| column.map(|column| FieldColumn { column, heading: self.headings[column].clone() }))
            .collect();
        Found { layout: Layout::Register(RegisterColumns { register: n, fields }), first: self.row + 1 }
    }
}
