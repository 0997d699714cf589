use std::collections::BTreeMap;

use lanbai_intake::name_key;

use crate::template::Choice;

/// The choices of a field or column, found by what a cell shows: made once, asked for every row.
pub(crate) struct Choices<'t> {
    choices: &'t [Choice],
    labels: Vec<String>,
    /// By what may stand in a cell, folded.
    by_name: BTreeMap<String, usize>,
}

impl<'t> Choices<'t> {
    pub(crate) fn of(choices: &'t [Choice]) -> Self {
        let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
        for choice in choices {
            *bearers.entry(name_key(&choice.name)).or_default() += 1;
        }
        let is_shared =
            |choice: &Choice| bearers.get(&name_key(&choice.name)).is_some_and(|count| *count > 1);
        // Names that two of them share are shown with their ids.
        let label = |choice: &Choice| match is_shared(choice) {
            true => format!("{} [{}]", choice.name, choice.id),
            false => choice.name.clone(),
        };
        let labels: Vec<String> = choices.iter().map(label).collect();
        let mut by_name = BTreeMap::new();
        let ids = choices.iter().map(|choice| &choice.id);
        for (name, at) in labels.iter().zip(0..).chain(ids.zip(0..)) {
            by_name.entry(name_key(name)).or_insert(at);
        }
        Self { choices, labels, by_name }
    }

    /// What the list shows, in its order.
    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// What a choice is shown as.
    pub(crate) fn label(&self, id: &str) -> Option<&str> {
        let at = self.by_name.get(&name_key(id)).filter(|at| self.choices[**at].id == id);
        // Another choice may be called what this one's id is.
        let at = at.copied().or_else(|| self.choices.iter().position(|choice| choice.id == id))?;
        self.labels.get(at).map(String::as_str)
    }

    /// The id of the choice that a cell shows, by its label or its id.
    pub(crate) fn find(&self, text: &str) -> Option<&'t str> {
        self.by_name.get(&name_key(text)).map(|at| &*self.choices[*at].id)
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Choices};

    #[test]
    fn choices_are_found_by_what_is_shown_and_told_apart() {
        let choice = |(id, name): (&str, &str)| Choice { id: id.to_owned(), name: name.to_owned() };
        let all = [("a", "其他"), ("b", "甲 类"), ("c", "其他"), ("d", "b")].map(choice);
        let choices = Choices::of(&all);
        assert_eq!(choices.labels(), ["其他 [a]", "甲 类", "其他 [c]", "b"]);
        for (text, expected) in [
            ("其他［Ｃ］", Some("c")),
            ("其他", None),
            ("甲类", Some("b")),
            ("c", Some("c")),
            ("b", Some("d")),
            ("乙", None),
            ("", None),
        ] {
            assert_eq!(choices.find(text), expected, "{text}");
        }
        for (choice, label) in all.iter().zip(choices.labels()) {
            assert_eq!(choices.label(&choice.id), Some(&**label));
            assert_eq!(choices.find(label), Some(&*choice.id), "what is shown is found");
        }
    }
}
