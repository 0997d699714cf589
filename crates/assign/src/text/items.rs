use std::ops::Range;

/// A member of a list, as a range of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub range: Range<usize>,
    /// Clauses of a sentence are numbered; a negation ends with its clause.
    pub clause: usize,
}

/// Items that share what is done with them. What brackets hold is a sentence of its own, and the sentence around
/// them goes on behind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub items: Vec<Item>,
}

#[derive(Default)]
struct Open {
    sentence: Sentence,
    clause: usize,
    start: usize,
}

impl Open {
    fn from(start: usize) -> Self {
        Self { start, ..Self::default() }
    }

    fn close_item(&mut self, characters: &[char], end: usize) {
        let blank = characters[self.start..end].iter().all(|character| character.is_whitespace());
        if !blank {
            self.sentence.items.push(Item { range: self.start..end, clause: self.clause });
        }
    }
}

/// Cuts a normalised text into sentences of items.
pub(crate) fn sentences(characters: &[char]) -> Vec<Sentence> {
    let (mut done, mut around) = (Vec::new(), Vec::new());
    let mut open = Open::default();
    for (at, character) in characters.iter().enumerate() {
        match character {
            '(' | '[' | '【' | '〔' | '「' => {
                open.close_item(characters, at);
                around.push(std::mem::replace(&mut open, Open::from(at + 1)));
            }
            ')' | ']' | '】' | '〕' | '」' => {
                open.close_item(characters, at);
                // A bracket that was never opened only ends an item.
                if let Some(outer) = around.pop() {
                    done.push(std::mem::replace(&mut open, outer).sentence);
                }
                open.start = at + 1;
            }
            '。' | ';' | '!' | '?' | '\n' | '\r' => {
                open.close_item(characters, at);
                done.push(std::mem::replace(&mut open, Open::from(at + 1)).sentence);
            }
            ',' => {
                open.close_item(characters, at);
                open.clause += 1;
                open.start = at + 1;
            }
            '、' | '/' | '|' | '+' | ':' | '·' | '—' => {
                open.close_item(characters, at);
                open.start = at + 1;
            }
            _ => {}
        }
    }
    open.close_item(characters, characters.len());
    done.push(open.sentence);
    // What was never closed has its end with the text; the items before it were closed as it opened.
    done.extend(around.into_iter().map(|outer| outer.sentence));
    done.retain(|sentence| !sentence.items.is_empty());
    done
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn cut(text: &str) -> Vec<Vec<String>> {
        let characters: Vec<char> = text.chars().collect();
        let words = |range: std::ops::Range<usize>| characters[range].iter().collect();
        let items = |sentence: super::Sentence| sentence.items.into_iter().map(|i| words(i.range)).collect();
        sentences(&characters).into_iter().map(items).collect()
    }

    #[test]
    fn brackets_stand_apart_and_the_sentence_goes_on() {
        let check = |text: &str, expected: &[&[&str]]| assert_eq!(cut(text), expected, "{text}");
        check("甲、乙的生产;丙", &[&["甲", "乙的生产"], &["丙"]]);
        check("甲(不含乙)制造", &[&["不含乙"], &["甲", "制造"]]);
        check("甲(乙", &[&["乙"], &["甲"]]);
        check("甲)乙", &[&["甲", "乙"]]);
        check(" 、。;", &[]);
    }
}
