use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of a template: what may be written is pale yellow, what is locked is white or grey.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) head: Format,
    pub(super) head_right: Format,
    pub(super) guide: Format,
    pub(super) heading: Format,
    pub(super) part: Format,
    pub(super) label: Format,
    pub(super) middle: Format,
    pub(super) earlier: Format,
    pub(super) blank: Format,
    pub(super) prompt: Format,
    pub(super) input: Format,
    pub(super) words: Format,
    pub(super) paragraph: Format,
    pub(super) link: Format,
    pub(super) signature: Format,
}

const INPUT: Color = Color::RGB(0x00FF_FBE6);
const LOCKED: Color = Color::RGB(0x00F5_F5F5);
const HEADING: Color = Color::RGB(0x00DD_E7F3);
const PART: Color = Color::RGB(0x00EE_F2F7);
const LINE: Color = Color::RGB(0x00A6_A6A6);
const QUIET: Color = Color::RGB(0x0059_5959);
const WRONG: Color = Color::RGB(0x00C0_0000);
const DOUBTFUL: Color = Color::RGB(0x00B4_5F06);

impl Look {
    pub(super) fn new() -> Self {
        // The font of official forms; where it is missing a spreadsheet takes its own Chinese one.
        let base =
            Format::new().set_font_name("SimSun").set_font_size(10.5).set_align(FormatAlign::VerticalCenter);
        let boxed = base.clone().set_border(FormatBorder::Thin).set_border_color(LINE);
        let wrapped = boxed.clone().set_text_wrap();
        let quiet = base.clone().set_font_color(QUIET);
        let input = boxed.clone().set_background_color(INPUT).set_unlocked();
        Self {
            title: base.clone().set_font_size(16).set_bold().set_align(FormatAlign::Center),
            head: base.clone(),
            head_right: base.clone().set_align(FormatAlign::Left),
            guide: quiet.clone().set_text_wrap().set_font_size(9),
            heading: wrapped.clone().set_bold().set_align(FormatAlign::Center).set_background_color(HEADING),
            part: boxed.clone().set_indent(1).set_bold().set_background_color(PART),
            label: wrapped.clone().set_indent(1),
            middle: wrapped.clone().set_align(FormatAlign::Center),
            earlier: boxed
                .clone()
                .set_background_color(LOCKED)
                .set_font_color(QUIET)
                .set_align(FormatAlign::Right)
                .set_indent(1),
            blank: boxed.clone().set_background_color(LOCKED),
            prompt: quiet.set_text_wrap().set_indent(1).set_font_size(9).set_font_color(WRONG),
            words: input.clone().set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            paragraph: input
                .clone()
                .set_text_wrap()
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::Top)
                .set_indent(1),
            input,
            link: boxed
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_font_color(Color::RGB(0x0005_63C1))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            signature: base,
        }
    }
}

/// How a number with so many digits after the point is shown.
pub(super) fn number_format(decimals: u8) -> String {
    // More than a sheet can show.
    let digits = usize::from(decimals.min(15));
    if digits == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(digits)) }
}

/// The same format for a cell that something is wrong with.
pub(super) fn wrong(format: &Format) -> Format {
    marked(format, WRONG, 0x00FF_D9D9)
}

/// The same format for a cell that is worth a look.
pub(super) fn doubtful(format: &Format) -> Format {
    marked(format, DOUBTFUL, 0x00FF_E8CC)
}

fn marked(format: &Format, line: Color, fill: u32) -> Format {
    let format = format.clone().set_background_color(Color::RGB(fill));
    format.set_border(FormatBorder::Medium).set_border_color(line)
}

/// How many lines a text takes in a cell that is so many narrow characters wide.
pub(super) fn lines(text: &str, width: f64) -> u32 {
    let of_line = |line: &str| {
        let units: u32 = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        // A wide character that does not fit leaves a gap at the end of its line.
        (f64::from(units) / (width - 1.0).max(2.0)).ceil().max(1.0) as u32
    };
    text.lines().map(of_line).sum::<u32>().max(1)
}

/// The height of a row with so many lines.
pub(super) fn height(lines: u32) -> f64 {
    // The tallest row that a sheet can have.
    (f64::from(lines) * 14.0 + 7.0).min(409.0)
}
