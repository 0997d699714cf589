//! Sizes that can be compared: those that count what most of a list count.

use crate::diagnosis::criterion::Unit;
use crate::diagnosis::given::{Actor, Basis, Size, SizeKind};
use crate::diagnosis::measured::{Cell, Unknown};

/// What most sizes of a list count; of equals revenue, then output.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes(SizeKind);

impl Sizes {
    pub fn of<'a>(actors: impl Iterator<Item = &'a Actor>) -> Self {
        let (mut revenue, mut output, mut employment) = (0, 0, 0);
        for size in actors.filter_map(|actor| actor.size) {
            match size.kind {
                SizeKind::Revenue => revenue += 1,
                SizeKind::Output => output += 1,
                SizeKind::Employment => employment += 1,
            }
        }
        let most: usize = revenue.max(output).max(employment);
        Self(match most {
            most if most == revenue => SizeKind::Revenue,
            most if most == output => SizeKind::Output,
            _ => SizeKind::Employment,
        })
    }

    pub fn cell(self, actor: &Actor) -> Cell {
        match actor.size {
            None => Cell::unknown(Unknown::NoDatum),
            Some(Size { kind, .. }) if kind != self.0 => Cell::unknown(Unknown::OtherUnit),
            Some(Size { value, .. }) => Cell::of(value, Basis::of(&actor.evidence)),
        }
    }

    pub fn unit(self) -> Unit {
        match self.0 {
            SizeKind::Revenue | SizeKind::Output => Unit::Money,
            SizeKind::Employment => Unit::Persons,
        }
    }
}
