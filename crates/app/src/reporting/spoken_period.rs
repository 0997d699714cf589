use lanbai_kernel::Period;

use crate::view::Bilingual;
use crate::{Messages, same};

/// A period as officials write it: 2026年第3季度.
pub(crate) fn spoken(period: Period) -> Bilingual {
    let (first, last) = (period.first(), period.last());
    if first.year() != last.year() {
        return same(&period.to_string());
    }
    let code = match (period.months(), first.month()) {
        (12, _) => "period-year",
        (6, 1) => "period-half-1",
        (6, 7) => "period-half-2",
        (3, 1 | 4 | 7 | 10) => "period-quarter",
        (1, _) => "period-month",
        _ => "period-months",
    };
    let number = |number: u16| same(&number.to_string());
    let arguments = [
        ("year", number(first.year())),
        ("quarter", number(last.month() / 3)),
        ("month", number(first.month())),
        ("last", number(last.month())),
    ];
    Messages::shared().text(code, &arguments)
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn periods_are_told_as_officials_write_them() {
        for (period, expected) in [
            ("2026", "2026年"),
            ("2026H2", "2026年下半年"),
            ("2026Q3", "2026年第3季度"),
            ("2026-01", "2026年1月"),
            ("2026-01..09", "2026年1—9月"),
        ] {
            assert_eq!(spoken(period.parse().expect("a period")).zh, expected);
        }
    }
}
