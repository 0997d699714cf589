use crate::enterprise::MOST_CHARACTERS;

/// A text with width and case made one, character for character, so that places stay those of the original.
#[derive(Debug)]
pub(crate) struct Normal {
    pub text: String,
    pub characters: Vec<char>,
    /// Characters that stand before each byte; a byte within a character counts as its beginning.
    before: Vec<u32>,
    /// It was longer than what is read.
    pub cut: bool,
}

impl Normal {
    /// The position of a byte in characters.
    pub fn character_at(&self, byte: usize) -> usize {
        self.before.get(byte).map_or(self.characters.len(), |count| *count as usize)
    }
}

/// Full-width signs become plain ones and capitals small ones.
pub(crate) fn normalise(text: &str) -> Normal {
    let mut characters: Vec<char> = text.chars().take(MOST_CHARACTERS + 1).map(plain).collect();
    let cut = characters.len() > MOST_CHARACTERS;
    characters.truncate(MOST_CHARACTERS);
    let text: String = characters.iter().collect();
    let mut before = Vec::with_capacity(text.len());
    for (count, character) in characters.iter().enumerate() {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        before.extend(std::iter::repeat_n(count, character.len_utf8()));
    }
    Normal { text, characters, before, cut }
}

fn plain(character: char) -> char {
    let narrow = match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '\u{3000}' | '\t' => ' ',
        other => other,
    };
    narrow.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn places_stay_those_of_the_original() {
        let normal = normalise("ＴＤＩ（甲苯）");
        assert_eq!(normal.text, "tdi(甲苯)");
        let at = normal.text.find("甲").expect("it is there");
        assert_eq!(normal.character_at(at), 4);
        assert_eq!(normal.character_at(normal.text.len()), 7);
    }
}
