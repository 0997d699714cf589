//! Whether what is given can be read at all.

use thiserror::Error;

use super::Given;

/// Where something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Segment,
    SegmentLink,
    Actor,
    Membership,
    Supply,
    Structure,
    Park,
    Flow,
    Question,
}

/// Why no diagnosis can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum BadGiven {
    /// It names a chain, segment, actor, territory or activity that there is not.
    #[error("{part:?} {at} names something that is not there")]
    NoSuchNumber { part: Part, at: usize },
    /// Weights, sizes and patents are not negative; shares and scores lie between 0 and 1; all are finite.
    #[error("{part:?} {at} holds a value that is out of its range or no number")]
    BadValue { part: Part, at: usize },
}

impl Given<'_> {
    /// The first thing that is wrong, if any. One pass over everything.
    ///
    /// # Errors
    /// [`BadGiven`].
    pub fn check(&self) -> Result<(), BadGiven> {
        self.check_segments()?;
        let (actors, segments) = (self.actors.len(), self.segments.len());
        let of_actor = |actor: &super::Actor| {
            let numbers = [actor.size.map(|size| size.value), actor.patents];
            let right = numbers.into_iter().flatten().all(amount);
            (actor.territory.is_none_or(|at| at < self.territories), right && finite(actor.margin))
        };
        all(Part::Actor, self.actors, of_actor)?;
        all(Part::Membership, self.memberships, |one| {
            ((one.actor as usize) < actors && (one.segment as usize) < segments, share(one.score))
        })?;
        all(Part::Supply, self.supplies, |one| {
            (one.supplier.max(one.customer) < count(actors), one.weight.is_none_or(amount))
        })
    }

    fn check_segments(&self) -> Result<(), BadGiven> {
        let activities = self.structure.map_or(u32::MAX, |structure| count(structure.values.columns()));
        all(Part::Segment, self.segments, |one| {
            let there = (one.chain as usize) < self.chains.len();
            let linkage = one.linkage.is_none_or(|of| amount(of.value.backward) && amount(of.value.forward));
            let import = one.import_dependence.is_none_or(|of| share(of.value));
            (there && one.activity.is_none_or(|at| at < activities), linkage && import)
        })?;
        all(Part::SegmentLink, self.segment_links, |one| {
            (one.from.max(one.to) < count(self.segments.len()), one.weight.is_none_or(amount))
        })?;
        let Some(structure) = self.structure else { return Ok(()) };
        if structure.values.rows() != self.territories as usize {
            return Err(BadGiven::NoSuchNumber { part: Part::Structure, at: structure.values.rows() });
        }
        let bad = structure.values.iter().position(|(_, _, value)| !amount(*value));
        bad.map_or(Ok(()), |at| Err(BadGiven::BadValue { part: Part::Structure, at }))
    }
}

/// `is_right` says whether numbers name something, and whether values are in their range.
fn all<T>(part: Part, list: &[T], is_right: impl Fn(&T) -> (bool, bool)) -> Result<(), BadGiven> {
    for (at, one) in list.iter().enumerate() {
        match is_right(one) {
            (false, _) => return Err(BadGiven::NoSuchNumber { part, at }),
            (_, false) => return Err(BadGiven::BadValue { part, at }),
            _ => {}
        }
    }
    Ok(())
}

fn amount(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}

fn share(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

fn finite(value: Option<f64>) -> bool {
    value.is_none_or(f64::is_finite)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
