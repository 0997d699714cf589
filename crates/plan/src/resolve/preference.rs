use lanbai_kernel::{Finding, Grade, Origin};
use lanbai_measures::Preference;

use super::Resolver;

impl Resolver<'_> {
    /// Which origin is preferred; the product's default where the plan says nothing.
    pub fn preference(&mut self) -> Preference {
        let header = &self.raw.header;
        let written = &header.content.origin_preference;
        if written.is_empty() {
            return Preference::default();
        }
        let mut tiers = Vec::new();
        for tier in written {
            let mut entries = Vec::new();
            for word in tier {
                match parse(word.get_ref()) {
                    Some(entry) => entries.push(entry),
                    None => self.findings.push(
                        Finding::error("plan-unknown-value", header.place(word))
                            .with("seen", word.get_ref().as_str())
                            .with("expected", "published, reported, derived, sample, published:A"),
                    ),
                }
            }
            tiers.push(entries);
        }
        Preference::new(&tiers)
    }
}

fn parse(word: &str) -> Option<(Origin, Option<Grade>)> {
    let Some((origin, grade)) = word.split_once(':') else { return Some((Origin::from_name(word)?, None)) };
    let grade = match grade {
        "A" => Grade::A,
        "B" => Grade::B,
        "C" => Grade::C,
        "D" => Grade::D,
        _ => return None,
    };
    Some((Origin::from_name(origin)?, Some(grade)))
}
