//! One cell's text to one value: the tolerant path, asked once for each distinct text where that is possible.

pub(crate) mod date;
pub(crate) mod number;
pub(crate) mod period;
pub(crate) mod unit;
pub(crate) mod words;

#[cfg(test)]
mod tests;

/// Why a cell gave no value. The caller knows what it should have held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// It is nothing of the kind.
    Unreadable,
    /// It can be read in more than one way; these are they.
    Ambiguous(Vec<String>),
    /// The number is readable and this unit behind it is not.
    UnknownUnit(String),
    /// The workbook itself could not compute it: `#N/A` and its like.
    ErrorValue,
}

/// Whether a cell says that there is no value.
pub(crate) fn is_missing(text: &str) -> bool {
    let text = crate::fold::fold(text);
    match &*text {
        "" | "/" | "\\" | "无" | "暂无" | "不详" | "空" | "缺" | "N/A" | "n/a" | "NA" | "na" | "null"
        | "NULL" | "nan" | "NaN" | "None" | "none" => true,
        dashes => dashes.chars().all(|c| {
            matches!(c, '-' | '\u{2010}'..='\u{2015}' | '…' | '.' | '·' | '⋯' | '─' | '━' | 'ー' | '_' | ' ')
        }),
    }
}

/// Whether a cell holds an error of the workbook.
pub(crate) fn is_error_value(text: &str) -> bool {
    text.starts_with('#')
        && matches!(
            text,
            "#N/A"
                | "#DIV/0!"
                | "#NAME?"
                | "#NULL!"
                | "#NUM!"
                | "#REF!"
                | "#VALUE!"
                | "#GETTING_DATA"
                | "#SPILL!"
                | "#CALC!"
        )
}
