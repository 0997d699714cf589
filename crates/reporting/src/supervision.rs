//! 督办: what a plan's rule opens for a red light, yellow lights in a row or a late node, and by when it is answered.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Light, Origin, Period, Text};

use crate::calendar::{Calendar, YearNotCovered};
use crate::form::earlier;

/// A rule of a plan; a changed rule is a new one.
#[derive(Debug, Clone)]
pub struct SupervisionRule {
    #[allow(missing_docs)]
    pub id: Arc<str>,
    #[allow(missing_docs)]
    pub version: Arc<str>,
    #[allow(missing_docs)]
    pub name: Text,
    /// What opens a 督办; the first that applies to a signal does.
    pub triggers: Vec<Trigger>,
    /// Working days in which it is answered; nothing where nobody has set any.
    pub due_working_days: Option<u32>,
}

/// One thing that opens a 督办.
#[derive(Debug, Clone)]
pub struct Trigger {
    #[allow(missing_docs)]
    pub when: Sign,
    /// What is to be done, in the plan's words.
    pub measure: Text,
}

/// What a trigger looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// A light in so many periods in a row, the latest among them.
    Light {
        #[allow(missing_docs)]
        light: Light,
        #[allow(missing_docs)]
        in_a_row: usize,
    },
    /// A node that is not done more than so many working days after its day.
    LateNode {
        #[allow(missing_docs)]
        working_days: u32,
    },
}

/// 季度节点: what a task has to have done by a day.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct TaskNode {
    pub task: Arc<str>,
    pub id: Arc<str>,
    pub title: Text,
    pub due: NaiveDate,
}

/// How far a node has come, as whoever answers for it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NodeState {
    /// Nothing has been said or done yet.
    #[default]
    Open,
    /// It is being done.
    UnderWay,
    /// It is done.
    Done,
}

impl NodeState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::UnderWay, Self::Done];

    /// The name used in the store and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::UnderWay => "under-way",
            Self::Done => "done",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What a rule is held against.
#[derive(Debug, Clone)]
pub enum Signal<'s> {
    /// The lights of an indicator of a territory, one a period, from early to late, with the weakest origin that each
    /// rests on.
    Lights {
        #[allow(missing_docs)]
        indicator: Arc<str>,
        #[allow(missing_docs)]
        territory: TerritoryIndex,
        #[allow(missing_docs)]
        lights: &'s [(Period, Light, Origin)],
    },
    /// A node that is not done.
    Open(&'s TaskNode),
}

/// Why a 督办 was opened; the same cause never opens a second one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Lights up to a period.
    Lights {
        #[allow(missing_docs)]
        indicator: Arc<str>,
        #[allow(missing_docs)]
        territory: TerritoryIndex,
        #[allow(missing_docs)]
        period: Period,
    },
    /// A node.
    Node {
        #[allow(missing_docs)]
        task: Arc<str>,
        #[allow(missing_docs)]
        node: Arc<str>,
    },
}

/// One 督办 to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    #[allow(missing_docs)]
    pub cause: Cause,
    /// Position of the trigger in its rule.
    pub trigger: usize,
    /// The last day to answer; nothing where the rule sets no days, the year where the calendar lacks it.
    pub due: Option<Result<NaiveDate, YearNotCovered>>,
}

/// What a rule opens today. `known` are the causes for which one was opened before, whatever became of it.
///
/// Sample values never open one: such a light counts for nothing and breaks a row, and so does a grey one.
pub fn opened(
    rule: &SupervisionRule,
    signals: &[Signal<'_>],
    known: &BTreeSet<Cause>,
    calendar: &Calendar,
    today: NaiveDate,
) -> Vec<Opened> {
    let mut seen = known.clone();
    let due = || rule.due_working_days.map(|days| calendar.after(today, days));
    let mut opened = Vec::new();
    for signal in signals {
        let Some(cause) = cause(signal) else { continue };
        let applies = |trigger: &Trigger| shows(signal, trigger.when, calendar, today);
        let Some(trigger) = rule.triggers.iter().position(applies) else { continue };
        if seen.insert(cause.clone()) {
            opened.push(Opened { cause, trigger, due: due() });
        }
    }
    opened
}

fn cause(signal: &Signal<'_>) -> Option<Cause> {
    Some(match signal {
        Signal::Lights { indicator, territory, lights } => Cause::Lights {
            indicator: Arc::clone(indicator),
            territory: *territory,
            period: lights.last()?.0,
        },
        Signal::Open(node) => Cause::Node { task: Arc::clone(&node.task), node: Arc::clone(&node.id) },
    })
}

fn shows(signal: &Signal<'_>, sign: Sign, calendar: &Calendar, today: NaiveDate) -> bool {
    match (signal, sign) {
        (Signal::Lights { lights, .. }, Sign::Light { light, in_a_row }) => {
            in_a_row > 0 && row(lights, light) >= in_a_row
        }
        // While the calendar lacks the year of the last day of grace, nobody can say that it has passed.
        (Signal::Open(node), Sign::LateNode { working_days }) => {
            calendar.after(node.due, working_days).is_ok_and(|last| last < today)
        }
        _ => false,
    }
}

/// How many of the latest lights are alike, in periods that follow each other, and rest on no sample.
fn row(lights: &[(Period, Light, Origin)], light: Light) -> usize {
    let alike = lights.iter().rev().take_while(|(_, l, origin)| *l == light && *origin != Origin::Sample);
    let mut next: Option<Period> = None;
    let mut count = 0;
    for (period, ..) in alike {
        if next.is_some_and(|next| earlier(next, 1) != Some(*period)) {
            break;
        }
        next = Some(*period);
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use chrono::{NaiveDate, Weekday};
    use lanbai_kernel::territory::TerritoryIndex;
    use lanbai_kernel::{Light, Origin, Period, Text};

    use super::{Cause, Sign, Signal, SupervisionRule, TaskNode, Trigger, opened};
    use crate::calendar::{Calendar, YearNotCovered};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    fn calendar() -> Calendar {
        let mut calendar = Calendar::new([Weekday::Sat, Weekday::Sun]);
        calendar.cover(2025, [], []);
        calendar
    }

    fn rule() -> SupervisionRule {
        let trigger = |when| Trigger { when, measure: Text::same("") };
        SupervisionRule {
            id: Arc::from("rule"),
            version: Arc::from("1"),
            name: Text::same("rule"),
            triggers: vec![
                trigger(Sign::Light { light: Light::Red, in_a_row: 1 }),
                trigger(Sign::Light { light: Light::Yellow, in_a_row: 2 }),
                trigger(Sign::LateNode { working_days: 0 }),
            ],
            due_working_days: Some(5),
        }
    }

    /// Quarters from 2024Q1 on: `R`, `Y`, `G` and `?` for red, yellow, green and grey; small letters are samples.
    fn lights(row: &str) -> Vec<(Period, Light, Origin)> {
        let quarters = (2024..).flat_map(|year| (1..=4).filter_map(move |q| Period::quarter(year, q)));
        let light = |letter: char| match letter.to_ascii_uppercase() {
            'R' => Light::Red,
            'Y' => Light::Yellow,
            'G' => Light::Green,
            _ => Light::Grey,
        };
        let origin = |letter: char| if letter.is_lowercase() { Origin::Sample } else { Origin::Reported };
        let lit = row.chars().zip(quarters).filter(|(letter, _)| *letter != ' ');
        lit.map(|(letter, period)| (period, light(letter), origin(letter))).collect()
    }

    fn triggers(row: &str) -> Vec<usize> {
        let lights = lights(row);
        let signal =
            Signal::Lights { indicator: Arc::from("i"), territory: TerritoryIndex(0), lights: &lights };
        let opened = opened(&rule(), &[signal], &BTreeSet::new(), &calendar(), day("2025-06-02"));
        opened.into_iter().map(|opened| opened.trigger).collect()
    }

    #[test]
    fn a_red_light_or_two_yellow_in_a_row_open_one_and_samples_never_do() {
        for (row, expected) in [
            ("R", &[0][..]),
            ("YR", &[0]),
            ("RY", &[]),
            ("YY", &[1]),
            ("GYY", &[1]),
            ("YGY", &[]),
            ("Y?Y", &[]),
            ("Y Y", &[]),
            ("r", &[]),
            ("yy", &[]),
            ("yY", &[]),
            ("Yy", &[]),
            ("", &[]),
        ] {
            assert_eq!(triggers(row), expected, "{row}");
        }
    }

    fn node(due: &str) -> TaskNode {
        TaskNode { task: Arc::from("t"), id: Arc::from("n"), title: Text::same(""), due: day(due) }
    }

    #[test]
    fn a_node_is_late_the_day_after_and_opens_once() {
        let (node, mut known) = (node("2025-06-05"), BTreeSet::new());
        let on = |today, known: &BTreeSet<Cause>| {
            opened(&rule(), &[Signal::Open(&node)], known, &calendar(), day(today))
        };
        assert!(on("2025-06-05", &known).is_empty());
        let found = on("2025-06-06", &known);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].due, Some(Ok(day("2025-06-13"))));
        known.insert(found[0].cause.clone());
        assert!(on("2025-06-07", &known).is_empty());
    }

    #[test]
    fn a_due_day_beyond_the_calendar_names_the_year() {
        let node = node("2025-06-05");
        let on = |rule: &SupervisionRule| {
            opened(rule, &[Signal::Open(&node)], &BTreeSet::new(), &calendar(), day("2025-12-31"))[0].due
        };
        assert_eq!(on(&rule()), Some(Err(YearNotCovered(2026))));
        assert_eq!(on(&SupervisionRule { due_working_days: None, ..rule() }), None);
    }
}
