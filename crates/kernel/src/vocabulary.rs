use serde::{Deserialize, Serialize};

/// 来源性质: where a value comes from, best first as the default preference has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Origin {
    /// Printed by someone outside, with a source.
    Published,
    /// Reported by a territory and approved.
    Reported,
    /// Computed from published or reported values; the arithmetic is in its note.
    Derived,
    /// Invented for demonstration.
    Sample,
}

impl Origin {
    /// Every origin, in the order of their strength.
    pub const ALL: [Self; 4] = [Self::Published, Self::Reported, Self::Derived, Self::Sample];

    /// The name used in files, tables and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Reported => "reported",
            Self::Derived => "derived",
            Self::Sample => "sample",
        }
    }

    /// The origin with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.name() == name)
    }

    /// A mixed result carries its weakest origin.
    #[inline]
    pub fn weakest(self, other: Self) -> Self {
        self.max(other)
    }
}

/// 出处等级: how far a source can be relied on; A is a government or first-hand page, D our own arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Grade {
    A,
    B,
    C,
    D,
}

/// How sure we are of a thing that the plan states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Read in a source.
    #[default]
    Confirmed,
    /// Concluded by us; the page says so.
    Inferred,
    /// Known to exist, not found.
    NotFound,
}

/// 红黄绿灯: a judgement of an indicator against its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Light {
    Green,
    Yellow,
    Red,
    /// No judgement: no value, no base or no target.
    Grey,
}

/// The side on which a target counts as met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// 以上
    AtLeast,
    /// 以内
    AtMost,
    /// Exactly the value.
    Exactly,
}

/// What a source says about the exactness of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Qualifier {
    /// “more than 200”: a lower bound.
    AtLeast = 1,
    /// “less than 5”: an upper bound.
    AtMost = 2,
    /// “about”.
    About = 4,
    /// The source itself says 预计.
    Estimate = 8,
    /// The source does not state the period; it was inferred.
    PeriodNotStated = 16,
    /// 撤回: a correction took the value back and put none in its place. It states nothing and answers nothing.
    Withdrawn = 32,
}

impl Qualifier {
    /// Every qualifier.
    pub const ALL: [Self; 6] =
        [Self::AtLeast, Self::AtMost, Self::About, Self::Estimate, Self::PeriodNotStated, Self::Withdrawn];

    /// The name used in files, tables and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AtLeast => "at-least",
            Self::AtMost => "at-most",
            Self::About => "about",
            Self::Estimate => "estimate",
            Self::PeriodNotStated => "period-not-stated",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A set of [`Qualifier`]s; empty means exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Qualifiers(u8);

impl Qualifiers {
    /// Exact.
    pub const EXACT: Self = Self(0);

    /// This set with one more.
    #[must_use]
    pub const fn with(self, qualifier: Qualifier) -> Self {
        Self(self.0 | qualifier as u8)
    }

    /// Whether it is in the set.
    pub const fn has(self, qualifier: Qualifier) -> bool {
        self.0 & qualifier as u8 != 0
    }

    /// Everything that either set says.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// One bit a member: equal sets have equal bits.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The set of which these are the bits; bits of no qualifier are left out.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 0b11_1111)
    }

    /// A bound is kept and shown, and enters no ratio or growth.
    pub const fn is_bound(self) -> bool {
        self.has(Qualifier::AtLeast) || self.has(Qualifier::AtMost)
    }

    /// The members, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Qualifier> {
        Qualifier::ALL.into_iter().filter(move |q| self.has(*q))
    }

    /// Reads names joined by `+`; `exact` and the empty string mean the empty set.
    pub fn parse(text: &str) -> Option<Self> {
        text.split('+')
            .map(str::trim)
            .filter(|name| !name.is_empty() && *name != "exact")
            .try_fold(Self::EXACT, |set, name| {
                Qualifier::ALL.into_iter().find(|q| q.name() == name).map(|q| set.with(q))
            })
    }
}

impl std::fmt::Display for Qualifiers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if *self == Self::EXACT {
            return f.write_str("exact");
        }
        for (n, qualifier) in self.iter().enumerate() {
            if n > 0 {
                f.write_str("+")?;
            }
            f.write_str(qualifier.name())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Qualifier, Qualifiers};

    #[test]
    fn a_mixed_result_carries_its_weakest_origin() {
        assert_eq!(Origin::Published.weakest(Origin::Sample), Origin::Sample);
        assert_eq!(Origin::Derived.weakest(Origin::Reported), Origin::Derived);
    }

    #[test]
    fn qualifiers_read_back_as_written() {
        let both = Qualifiers::EXACT.with(Qualifier::Estimate).with(Qualifier::AtLeast);
        assert_eq!(both.to_string(), "at-least+estimate");
        assert_eq!(Qualifiers::parse("estimate+at-least"), Some(both));
        assert_eq!(Qualifiers::parse("exact"), Some(Qualifiers::EXACT));
        assert_eq!(Qualifiers::parse("roughly"), None);
        assert_eq!(Qualifiers::from_bits(both.bits()), both);
        assert_eq!(Qualifiers::from_bits(u8::MAX).iter().count(), Qualifier::ALL.len());
    }
}
