use lanbai_kernel::territory::{Graph, Membership, TerritoryIndex};
use lanbai_kernel::{Finding, NaiveDate};
use toml::value::Datetime;

use super::Resolver;
use crate::raw::{Located, Name};

impl Resolver<'_> {
    /// The graph of territories.
    pub fn territories(&mut self) -> Graph {
        let file = &self.raw.territories;
        let territories = &file.content.territory;
        let mut memberships = Vec::new();
        for (child, territory) in territories.iter().enumerate() {
            let Ok(child) = u32::try_from(child) else { continue };
            for member in &territory.member_of {
                let parent = self.territory(file, &member.parent);
                let from = self.day(file, &member.parent, &member.from);
                let to = member.to.as_ref().map(|to| self.day(file, &member.parent, to));
                if let (Some(parent), Some(from)) = (parent, from) {
                    memberships.push(Membership {
                        child: TerritoryIndex(child),
                        parent,
                        kind: member.kind,
                        from,
                        to: to.flatten(),
                    });
                }
            }
        }
        Graph::new(territories.len(), memberships)
    }

    /// The day that is written near a word.
    pub fn day<T>(&mut self, file: &Located<T>, near: &Name, written: &Datetime) -> Option<NaiveDate> {
        let day = civil_date(written);
        if day.is_none() {
            self.findings
                .push(Finding::error("plan-not-a-day", file.place(near)).with("seen", written.to_string()));
        }
        day
    }
}

/// The calendar day of a TOML local date.
fn civil_date(written: &Datetime) -> Option<NaiveDate> {
    let date = written.date.filter(|_| written.time.is_none())?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}
