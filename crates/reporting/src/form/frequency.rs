use lanbai_kernel::{Month, Period};
use serde::{Deserialize, Serialize};

/// 报告期别: how often a form is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frequency {
    /// 月报
    Month,
    /// 季报
    Quarter,
    /// 半年报
    Half,
    /// 年报
    Year,
}

impl Frequency {
    /// Every frequency with the name used in files and the API.
    pub const NAMED: [(&'static str, Self); 4] =
        [("month", Self::Month), ("quarter", Self::Quarter), ("half", Self::Half), ("year", Self::Year)];

    /// The name used in files and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
        }
    }

    /// Months of one of its periods.
    pub const fn months(self) -> u16 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Half => 6,
            Self::Year => 12,
        }
    }

    /// Whether a period is one of its own.
    pub fn has(self, period: Period) -> bool {
        period.months() == self.months() && (period.first().month() - 1).is_multiple_of(self.months())
    }

    /// Its periods that lie wholly in a stretch of time, from early to late.
    pub fn periods(self, within: Period) -> Vec<Period> {
        let years = within.first().year()..=within.last().year();
        let starts =
            years.flat_map(|year| (1..=12).step_by(usize::from(self.months())).map(move |m| (year, m)));
        starts
            .filter_map(|(year, month)| {
                Period::new(Month::new(year, month)?, Month::new(year, month + self.months() - 1)?)
            })
            .filter(|period| within.contains(*period))
            .collect()
    }
}

/// The period of the same length a number of lengths earlier.
pub fn earlier(period: Period, steps: u16) -> Option<Period> {
    let back = period.months().checked_mul(steps)?;
    let shift = |month: Month| {
        let at = (month.year() * 12 + month.month() - 1).checked_sub(back)?;
        Month::new(at / 12, at % 12 + 1)
    };
    Period::new(shift(period.first())?, shift(period.last())?)
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::Period;
    use proptest::prelude::*;

    use super::{Frequency, earlier};

    fn period(text: &str) -> Period {
        text.parse().expect(text)
    }

    #[test]
    fn the_periods_of_a_stretch_lie_wholly_in_it() {
        let check = |frequency: Frequency, within: &str, expected: &[&str]| {
            let found: Vec<String> =
                frequency.periods(period(within)).iter().map(Period::to_string).collect();
            assert_eq!(found, expected, "{within}");
        };
        check(Frequency::Year, "2023..2025", &["2023", "2024", "2025"]);
        check(Frequency::Quarter, "2023-02..2023-12", &["2023Q2", "2023Q3", "2023Q4"]);
        check(Frequency::Half, "2024", &["2024H1", "2024H2"]);
        check(Frequency::Month, "2024Q1", &["2024-01", "2024-02", "2024-03"]);
        check(Frequency::Year, "2024Q1", &[]);
    }

    #[test]
    fn a_quarter_follows_the_one_before() {
        for (from, steps, to) in [("2024Q1", 1, "2023Q4"), ("2024", 2, "2022"), ("2024H1", 1, "2023H2")] {
            assert_eq!(earlier(period(from), steps), Some(period(to)));
        }
        assert_eq!(earlier(period("1900"), 1), None);
    }

    proptest! {
        #[test]
        fn each_of_its_periods_is_followed_by_the_next(year in 1901u16..2990, which in 0usize..4) {
            let frequency = Frequency::NAMED[which].1;
            let within = Period::year(year).expect("a year");
            let periods = frequency.periods(within);
            prop_assert_eq!(periods.len(), usize::from(12 / frequency.months()));
            prop_assert!(periods.iter().all(|p| frequency.has(*p)));
            for pair in periods.windows(2) {
                prop_assert_eq!(earlier(pair[1], 1), Some(pair[0]));
            }
        }
    }
}
