use lanbai_kernel::Period;

/// How finely a period divides the year. Cells of one grain and year are hidden together: were one month of twelve
/// hidden, the quarter that is shown would tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Grain {
    Year,
    Half,
    Quarter,
    Month,
}

impl Grain {
    /// From the coarsest to the finest.
    pub const ALL: [Self; 4] = [Self::Year, Self::Half, Self::Quarter, Self::Month];

    /// How many months one of its periods has.
    pub const fn months(self) -> u16 {
        match self {
            Self::Year => 12,
            Self::Half => 6,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    /// The coarsest grain whose periods make up this one: months to date of nine months are three quarters.
    pub fn of(period: Period) -> Self {
        let begins = period.first().month() - 1;
        let whole = |grain: &Self| {
            begins.is_multiple_of(grain.months()) && period.last().month().is_multiple_of(grain.months())
        };
        Self::ALL.into_iter().find(whole).unwrap_or(Self::Month)
    }

    /// The periods of this grain in a year, in order.
    pub fn periods(self, year: u16) -> impl Iterator<Item = Period> {
        let of = move |n: u16| match self {
            Self::Year => Period::year(year),
            Self::Half => Period::half(year, n),
            Self::Quarter => Period::quarter(year, n),
            Self::Month => lanbai_kernel::Month::new(year, n).and_then(|month| Period::new(month, month)),
        };
        (1..=12 / self.months()).filter_map(of)
    }
}

#[cfg(test)]
mod tests {
    use super::Grain;

    #[test]
    fn a_period_has_the_coarsest_grain_that_makes_it_up() {
        let check = |period: &str, grain| {
            assert_eq!(Grain::of(period.parse().expect("a period")), grain, "{period}");
        };
        check("2023", Grain::Year);
        check("2023H2", Grain::Half);
        check("2023Q2", Grain::Quarter);
        check("2023-01..09", Grain::Quarter);
        check("2023-01..06", Grain::Half);
        check("2023-02", Grain::Month);
        check("2023-01..02", Grain::Month);
    }

    #[test]
    fn the_periods_of_a_grain_tile_the_year() {
        for grain in Grain::ALL {
            let periods: Vec<_> = grain.periods(2024).collect();
            assert_eq!(periods.len(), usize::from(12 / grain.months()));
            assert_eq!(periods.iter().map(|p| p.months()).sum::<u16>(), 12);
            assert!(periods.iter().all(|period| Grain::of(*period) == grain));
        }
    }
}
