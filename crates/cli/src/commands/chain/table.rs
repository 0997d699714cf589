use std::io::Write as _;

use lanbai_app::chain::{RegisterRows, TableAsked, TableLayout, Tolerance, read_table};

use crate::arguments::{ChainTable, Language, LayoutOf, Matrix};
use crate::output::Output;
use crate::printer;
use crate::refusal::Refusal;

pub(super) fn run(asked: &ChainTable, language: Language) -> anyhow::Result<bool> {
    let answered = read_table(&asked.file, &asked.matrix.asked())?;
    printer::findings(&answered.views(), "", language);
    let Some(table) = &answered.answer else { return Ok(false) };
    let files = table.register_rows(&asked.table, &asked.source, asked.known_on);
    let paths = files.each_ref().map(|rows| asked.to.join(rows.file));
    // Both are looked at before either is written.
    if let Some(there) = paths.iter().find(|path| !asked.force && path.exists()) {
        return Err(Refusal::new("output-exists", there.display()).into());
    }
    std::fs::create_dir_all(&asked.to).map_err(|error| Refusal::path(&asked.to, &error))?;
    let begun = paths.iter().zip(&files).map(|(path, rows)| -> anyhow::Result<Output> {
        let output = Output::begin(path)?;
        output.writer()?.write_all(text(rows)?.as_bytes()).map_err(|error| Refusal::path(path, &error))?;
        Ok(output)
    });
    let begun: Vec<Output> = begun.collect::<anyhow::Result<_>>()?;
    for (output, rows) in begun.into_iter().zip(&files) {
        let told = [("file", output.path().display().to_string()), ("rows", rows.rows.len().to_string())];
        output.finish()?;
        printer::tell("cli-wrote", &told, language);
    }
    Ok(true)
}

fn text(rows: &RegisterRows) -> anyhow::Result<String> {
    let headings: Vec<String> = rows.headings.iter().map(|heading| (*heading).to_owned()).collect();
    printer::csv_text(&headings, &rows.rows)
}

impl Matrix {
    /// The same as the use case takes it.
    pub fn asked(&self) -> TableAsked<'_> {
        TableAsked {
            layout: self.layout.map(|layout| match layout {
                LayoutOf::Nbs => TableLayout::Nbs,
                LayoutOf::Oecd => TableLayout::Oecd,
            }),
            sheet: self.sheet.as_deref(),
            tolerance: Tolerance { relative: self.tolerance, ..Tolerance::default() },
        }
    }
}
