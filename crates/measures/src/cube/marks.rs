use lanbai_kernel::{Origin, Qualifiers};

/// Origin and qualifiers in one byte, laid out so that what two values carry together is what either has: three bits
/// for the origin, as many of them set as it is weak, and one for each qualifier but `withdrawn`: what is withdrawn
/// answers nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marks(u8);

const QUALIFIERS: u32 = 5;
const OF_QUALIFIERS: u8 = (1 << QUALIFIERS) - 1;

impl Marks {
    pub const fn new(origin: Origin, qualifiers: Qualifiers) -> Self {
        let weakness = match origin {
            Origin::Published => 0b000,
            Origin::Reported => 0b001,
            Origin::Derived => 0b011,
            Origin::Sample => 0b111,
        };
        Self(weakness << QUALIFIERS | (qualifiers.bits() & OF_QUALIFIERS))
    }

    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    pub const fn bits(self) -> u8 {
        self.0
    }

    pub const fn origin(self) -> Origin {
        Origin::ALL[(self.0 >> QUALIFIERS).count_ones() as usize]
    }

    pub const fn qualifiers(self) -> Qualifiers {
        Qualifiers::from_bits(self.0 & OF_QUALIFIERS)
    }
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::{Origin, Qualifiers};

    use super::Marks;

    #[test]
    fn what_either_has_is_what_both_carry() {
        let all =
            || Origin::ALL.into_iter().flat_map(|o| (0..32).map(move |q| (o, Qualifiers::from_bits(q))));
        for (a, b) in all().flat_map(|a| all().map(move |b| (a, b))) {
            let both = Marks::from_bits(Marks::new(a.0, a.1).bits() | Marks::new(b.0, b.1).bits());
            assert_eq!((both.origin(), both.qualifiers()), (a.0.weakest(b.0), a.1.union(b.1)));
        }
    }
}
