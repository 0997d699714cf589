use std::cmp::Reverse;

use lanbai_kernel::Unit;

use super::captions::Captions;
use super::meaning::{Meaning, Meanings};
use super::{Found, Layout};
use crate::codes;
use crate::columns::Columns;
use crate::fold::key;
use crate::headings::{Heading, Role};
use crate::nearest::nearest_name;
use crate::raw::OwnedRow;
use crate::report::{Reporter, Spot};
use crate::{Names, Noun};

/// A table in which one row holds many values.
pub(crate) struct WideColumns {
    /// Columns that describe the row.
    pub(crate) labels: Columns,
    /// Columns that hold values.
    pub(crate) data: Vec<DataColumn>,
    pub(crate) captions: Captions,
}

/// A column of values and what its headings say.
pub(crate) struct DataColumn {
    pub(crate) column: usize,
    /// Its headings from the top, joined.
    pub(crate) heading: String,
    pub(crate) meaning: Meaning,
}

/// What a table is as a wide one.
pub(crate) enum Outcome {
    Found(Found),
    /// Columns of values were recognised, and findings say why they cannot be read.
    Reported,
    /// Columns of values were recognised; nothing says what of the three these roles are.
    Missing {
        line: u32,
        row: usize,
        missing: Vec<Role>,
    },
    None,
}

const DEEPEST: usize = 15;
const MOST_ROWS: usize = 3;

/// Tries each place and number of heading rows and takes the one under which most columns can be read.
pub(crate) fn find(head: &[OwnedRow], names: &dyn Names, report: &mut Reporter) -> Outcome {
    let mut meanings = Meanings::new(names);
    let mut best: Option<(_, Candidate)> = None;
    for start in 0..head.len().min(DEEPEST) {
        for depth in 1..=MOST_ROWS.min(head.len() - start) {
            let Some(candidate) = Candidate::new(head, start, depth, &mut meanings) else { continue };
            let rank = (
                candidate.readable,
                candidate.labels.count(),
                candidate.data.len(),
                candidate.data.iter().filter(|data| data.unit().is_some()).count(),
                Reverse(candidate.unknown.len()),
                Reverse(depth),
                Reverse(start),
            );
            if best.as_ref().is_none_or(|(known, _)| *known < rank) {
                best = Some((rank, candidate));
            }
        }
    }
    match best {
        Some((_, candidate)) => candidate.accept(head, names, report),
        None => Outcome::None,
    }
}

/// Rows taken for headings.
struct Candidate {
    start: usize,
    depth: usize,
    labels: Columns,
    data: Vec<DataColumn>,
    /// Columns with headings that mean nothing.
    unknown: Vec<(usize, String)>,
    captions: Captions,
    /// How many columns of values have territory, measure and period.
    readable: usize,
}

impl Candidate {
    /// None if the rows cannot be headings of a wide table.
    fn new(head: &[OwnedRow], start: usize, depth: usize, meanings: &mut Meanings<'_>) -> Option<Self> {
        let rows = &head[start..start + depth];
        let texts: Vec<Vec<String>> = rows.iter().map(row_texts).collect();
        let width = texts.iter().map(Vec::len).max()?;
        let texts = filled_right(texts, width, meanings);
        // The last row must add something, or it is the first row of data.
        let mut labels = vec![Heading::default(); width];
        let mut data = Vec::new();
        let mut unknown = Vec::new();
        for column in 0..width {
            let mut meaning = Meaning::default();
            let mut written: Vec<&str> = Vec::new();
            for row in &texts {
                let text = row[column].as_str();
                if text.is_empty() || written.last() == Some(&text) {
                    continue;
                }
                let below = meanings.of(text);
                // Two headings of one column that contradict each other: one of them is no heading.
                let label = meaning.role.is_some_and(|role| role != Role::Value);
                if !meaning.join(&below) || label && (below.is_of_data() || below.unknown) {
                    return None;
                }
                written.push(text);
            }
            let heading = written.join(" ");
            match meaning.role {
                Some(role) if role != Role::Value => {
                    labels[column] = Heading { key: key(role.name()), ..Heading::new(&heading) };
                }
                _ if meaning.unknown => unknown.push((column, heading)),
                Some(_) => data.push(DataColumn { column, heading, meaning }),
                None if meaning.is_of_data() => data.push(DataColumn { column, heading, meaning }),
                None => {}
            }
        }
        if data.is_empty() {
            return None;
        }
        let captions = Captions::read(&head[..start], meanings.names());
        let labels = Columns::new(labels);
        let mut candidate = Self { start, depth, labels, data, unknown, captions, readable: 0 };
        let readable = candidate.data.iter().filter(|data| candidate.lacking(data).is_empty()).count();
        candidate.readable = readable;
        Some(candidate)
    }

    /// Which of territory, measure and period nothing gives for a column.
    fn lacking(&self, data: &DataColumn) -> Vec<Role> {
        let meaning = &data.meaning;
        let in_heading = |role| match role {
            Role::Territory => meaning.territory.is_some(),
            Role::Measure => meaning.measure.is_some(),
            _ => meaning.period.is_some(),
        };
        let in_captions = |role| match role {
            Role::Period => !self.captions.periods.is_empty(),
            _ => self.captions.named(role).is_some(),
        };
        [Role::Territory, Role::Measure, Role::Period]
            .into_iter()
            .filter(|role| !in_heading(*role) && self.labels.at(*role).is_none() && !in_captions(*role))
            .collect()
    }

    fn accept(self, head: &[OwnedRow], names: &dyn Names, report: &mut Reporter) -> Outcome {
        let last = self.start + self.depth - 1;
        let line = head[last].line;
        if let Some(missing) =
            self.data.iter().map(|data| self.lacking(data)).find(|lacking| !lacking.is_empty())
        {
            return Outcome::Missing { line, row: last, missing };
        }
        for (_, heading) in &self.unknown {
            let spot = Spot::cell(line, heading);
            if is_beside_the_data(heading) {
                report.report(codes::SKIPPED_COLUMN, spot, |f| f);
            } else {
                let nearest = nearest_name(names, Noun::Measure, heading);
                let seen = crate::fold::shorten(heading);
                report.report(codes::UNKNOWN_MEASURE, spot, |f| {
                    f.with("seen", seen).with("nearest", nearest).with("rows", 1usize)
                });
            }
        }
        self.captions.report(report);
        if let Some(above) = self.start.checked_sub(1) {
            report_ignored(&head[above], report);
        }
        if self.is_contradictory(line, report) || self.title_is_ambiguous(report) {
            return Outcome::Reported;
        }
        let wide = WideColumns { labels: self.labels, data: self.data, captions: self.captions };
        Outcome::Found(Found { layout: Layout::Wide(Box::new(wide)), first: last + 1 })
    }

    /// A column whose heading gives what a column of labels gives as well.
    fn is_contradictory(&self, line: u32, report: &mut Reporter) -> bool {
        let mut found = false;
        for data in &self.data {
            let meaning = &data.meaning;
            let given = [
                (Role::Territory, meaning.territory.is_some()),
                (Role::Measure, meaning.measure.is_some()),
                (Role::Period, meaning.period.is_some()),
            ];
            for (role, _) in
                given.into_iter().filter(|(role, given)| *given && self.labels.at(*role).is_some())
            {
                let other = self.labels.heading(role);
                report.report(codes::DUPLICATE_COLUMN, Spot::cell(line, &data.heading), |f| {
                    f.with("other", other)
                });
                found = true;
            }
        }
        found
    }

    /// A title with two periods, where the title is all that gives one.
    fn title_is_ambiguous(&self, report: &mut Reporter) -> bool {
        let from_title = self.labels.at(Role::Period).is_none()
            && self.data.iter().any(|data| data.meaning.period.is_none());
        match self.captions.periods.as_slice() {
            [(period, text, line)] if from_title => {
                let read = period.to_string();
                report.report(codes::FROM_TITLE, Spot::line(*line), |f| {
                    f.with("seen", text.as_str()).with("read", read)
                });
                false
            }
            [(_, text, line), _, ..] if from_title => {
                let candidates: Vec<String> =
                    self.captions.periods.iter().map(|(period, ..)| period.to_string()).collect();
                report.report(codes::AMBIGUOUS_TITLE, Spot::line(*line), |f| {
                    f.with("seen", text.as_str()).with("candidates", candidates)
                });
                true
            }
            _ => false,
        }
    }
}

impl DataColumn {
    /// The unit in the headings.
    pub(crate) fn unit(&self) -> Option<Unit> {
        self.meaning.unit
    }
}

/// A row of several texts right above the headings may narrow them: 其中：出口.
fn report_ignored(row: &OwnedRow, report: &mut Reporter) {
    let raw = row.as_row();
    let texts: Vec<String> = raw.filled().map(|n| raw.text(n).trim().to_owned()).collect();
    let caption = |text: &String| text.contains([':', '：']) || text.chars().any(|c| c.is_ascii_digit());
    if texts.len() > 1 && !texts.iter().any(caption) {
        report.report(codes::IGNORED_HEADING, Spot::line(row.line), |f| f.with("seen", texts));
    }
}

/// Running numbers, and what can be computed from the data: forms are full of such columns.
fn is_beside_the_data(heading: &str) -> bool {
    let name = key(heading);
    let words = [
        "同比", "环比", "增速", "增长", "增幅", "占比", "比重", "排名", "位次", "名次", "growth", "rank",
        "share",
    ];
    matches!(name.as_str(), "序号" | "编号" | "代码" | "行次" | "no" | "no." | "#" | "id" | "code")
        || words.iter().any(|word| name.contains(word))
}

fn row_texts(row: &OwnedRow) -> Vec<String> {
    let raw = row.as_row();
    (0..row.cells.len()).map(|n| raw.text(n).trim().to_owned()).collect()
}

/// A heading over several columns stands in the first of them; the others are blank unless the sheet says merged.
fn filled_right(mut rows: Vec<Vec<String>>, width: usize, meanings: &mut Meanings<'_>) -> Vec<Vec<String>> {
    for row in &mut rows {
        row.resize(width, String::new());
    }
    let Some((last, above)) = rows.split_last_mut() else { return rows };
    for row in above {
        let mut over = String::new();
        for column in 0..width {
            if !row[column].is_empty() {
                // A label's heading covers its own column only.
                let meaning = meanings.of(&row[column]);
                let spreads = meaning.role.is_none_or(|role| role == Role::Value);
                over = if spreads { row[column].clone() } else { String::new() };
            } else if !last[column].is_empty() {
                row[column].clone_from(&over);
            }
        }
    }
    rows
}
