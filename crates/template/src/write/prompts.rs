//! What the sheet says by itself while it is filled in: colours of cells, and sentences beside them.

use lanbai_kernel::Decimal;
use lanbai_reporting::check::Strictness;
use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format, Formula, Worksheet, XlsxError};

use super::Page;
use crate::layout::{Placed, column};
use crate::place::address;
use crate::rules::{Test, quoted};
use crate::template::Kind;
use crate::words::filled;

/// One thing that a cell may be told.
pub(super) struct Prompt {
    pub(super) strictness: Strictness,
    /// True where it is to be told.
    pub(super) broken: String,
    /// The check's own words.
    pub(super) says: String,
    /// What is said beside the cell.
    pub(super) sentence: String,
    /// Whether it needs no other answer than this one.
    pub(super) is_alone: bool,
}

/// Everything that the sheet can tell of a field's answer, the gravest first.
pub(super) fn of_field(placed: &Placed<'_>, page: &Page<'_>) -> Vec<Prompt> {
    let words = &page.template.words;
    let of_rules = page.template.rules.iter().filter_map(|rule| {
        let test = Test::of(&rule.rule, page.layout)?;
        test.fields.contains(&placed.field.key).then_some(())?;
        let prefix = match rule.strictness {
            Strictness::Hard => &words.must,
            Strictness::Soft => &words.look,
        };
        let remedy = rule.remedy.as_ref().map_or_else(String::new, |remedy| format!(" ({remedy})"));
        Some(Prompt {
            strictness: rule.strictness,
            broken: test.broken(),
            says: rule.says.clone(),
            sentence: format!("{prefix}{}{remedy}", rule.says),
            is_alone: test.fields.len() == 1,
        })
    });
    let mut prompts: Vec<Prompt> = of_rules.chain(of_range(placed, page)).collect();
    prompts.sort_by_key(|prompt| prompt.strictness);
    prompts
}

/// A value outside what is usual.
fn of_range(placed: &Placed<'_>, page: &Page<'_>) -> Option<Prompt> {
    let Kind::Number { least, most, .. } = &placed.field.kind else { return None };
    let words = &page.template.words;
    let cell = address(placed.row, u32::from(column::VALUE));
    let shown =
        |bound: &Option<Decimal>| bound.map_or_else(String::new, |bound| bound.normalize().to_string());
    let (low, high) = (shown(least), shown(most));
    let (outside, says) = match (least, most) {
        (Some(_), Some(_)) => (format!("OR({cell}<{low},{cell}>{high})"), &words.usual_range),
        (Some(_), None) => (format!("{cell}<{low}"), &words.at_least),
        (None, Some(_)) => (format!("{cell}>{high}"), &words.at_most),
        (None, None) => return None,
    };
    let says = filled(says, &[("least", &low), ("most", &high)]);
    Some(Prompt {
        strictness: Strictness::Soft,
        broken: format!("IF(ISNUMBER({cell}),{outside},FALSE)"),
        sentence: format!("{}{says}", words.look),
        says,
        is_alone: true,
    })
}

/// Colours the answer's cell by what is told of it, and writes the sentences beside it.
pub(super) fn write(
    sheet: &mut Worksheet,
    placed: &Placed<'_>,
    prompts: &[Prompt],
    page: &Page<'_>,
) -> Result<(), XlsxError> {
    let Some(input) = placed.input() else { return Ok(()) };
    // A cell takes the first format that holds.
    for strictness in [Strictness::Hard, Strictness::Soft] {
        let format = match strictness {
            Strictness::Hard => colours(0x00FF_C7CE, 0x009C_0006),
            Strictness::Soft => colours(0x00FF_EB9C, 0x009C_5700),
        };
        for prompt in prompts.iter().filter(|prompt| prompt.strictness == strictness) {
            let rule =
                ConditionalFormatFormula::new().set_rule(Formula::new(&prompt.broken)).set_format(&format);
            sheet.add_conditional_format(placed.row, input, placed.row, input, &rule)?;
        }
    }
    sentences(sheet, placed, input, prompts, page)
}

fn colours(fill: u32, font: u32) -> Format {
    Format::new().set_background_color(Color::RGB(fill)).set_font_color(Color::RGB(font))
}

fn sentences(
    sheet: &mut Worksheet,
    placed: &Placed<'_>,
    input: u16,
    prompts: &[Prompt],
    page: &Page<'_>,
) -> Result<(), XlsxError> {
    /// Excel takes formulas of 8192 characters that nest 64 deep.
    const LONGEST: usize = 7000;
    const DEEPEST: usize = 60;
    let cell = address(placed.row, u32::from(input));
    let missing =
        if placed.field.required { quoted(&page.template.words.missing) } else { "\"\"".to_owned() };
    // One sentence at a time, for the row is as tall as one: when that is mended, the next is told.
    let (mut told, mut depth) = (String::new(), 0);
    for prompt in prompts {
        let next = format!("IF({},{},", prompt.broken, quoted(&prompt.sentence));
        if told.len() + next.len() < LONGEST && depth < DEEPEST {
            told.push_str(&next);
            depth += 1;
        }
    }
    let told = format!("{told}\"\"{}", ")".repeat(depth));
    if (missing.as_str(), told.as_str()) == ("\"\"", "\"\"") {
        return Ok(());
    }
    // What a program shows that does not compute before something is typed: nothing was judged yet, and a space looks
    // like nothing where an empty result would be kept as 0.
    let is_empty = page.raw.fields.get(&placed.field.key).is_none_or(|text| text.is_empty());
    let shown = if is_empty && placed.field.required { page.template.words.missing.as_str() } else { " " };
    let formula = Formula::new(format!("IF({cell}=\"\",{missing},{told})")).set_result(shown);
    sheet.write_formula_with_format(placed.row, column::PROMPT, formula, &page.look.prompt)?;
    Ok(())
}
