use crate::codes;
use crate::fold::{fold, shorten};
use crate::raw::RawRow;
use crate::report::{Reporter, Spot};

/// Words with which lines below and above a table begin.
const BEGINNINGS: [&str; 20] = [
    "注",
    "备注",
    "说明",
    "附注",
    "资料来源",
    "数据来源",
    "来源",
    "填表",
    "填报",
    "制表",
    "审核",
    "单位负责人",
    "统计负责人",
    "联系",
    "*",
    "※",
    "note",
    "source",
    "remark",
    "prepared",
];

/// Whether a row is a remark around the table; if so it is noted.
///
/// Only a row that begins with such a word and holds at most a few cells: a row of data is never taken for one.
pub(crate) fn is_remark(row: &RawRow<'_>, report: &mut Reporter) -> bool {
    const CELLS: usize = 4;
    let mut filled = row.filled();
    let Some(first) = filled.next() else { return false };
    if filled.count() >= CELLS {
        return false;
    }
    let text = row.text(first);
    let folded = fold(&text).to_lowercase();
    let remark = BEGINNINGS.iter().any(|word| folded.starts_with(word));
    if remark {
        report.report(codes::SKIPPED_REMARK, Spot::line(row.line), |f| f.with("seen", shorten(&text)));
    }
    remark
}

/// Whether a row begins with such a word and a colon: `填表人：张三`. That is a remark whatever else it holds.
pub(crate) fn is_signed(row: &RawRow<'_>) -> bool {
    let Some(first) = row.filled().next() else { return false };
    let text = row.text(first);
    let folded = fold(&text).to_lowercase();
    let before = folded.split_once(':').map_or("", |(before, _)| before);
    BEGINNINGS.iter().any(|word| before.starts_with(word))
}

/// Whether a name is that of a total: it is no territory, and its value is the sum of others.
pub(crate) fn is_total(text: &str) -> bool {
    matches!(
        crate::fold::key(text).as_str(),
        "合计" | "总计" | "小计" | "共计" | "total" | "subtotal" | "sum"
    )
}
