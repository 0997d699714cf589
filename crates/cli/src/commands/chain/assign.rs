use lanbai_app::chain::assign;

use super::{Rows, show};
use crate::arguments::{ChainAssign, Language};
use crate::commands::init;

pub(super) fn run(asked: &ChainAssign, language: Language) -> anyhow::Result<bool> {
    let files = init::plan_files(&asked.plan)?;
    let answered = assign(&asked.file, &files, asked.review)?;
    show(&answered, asked.format, language, |answer, numbers| {
        let headings = ["enterprise", "standing", "segment", "name", "score", "because"];
        let mut rows = Vec::new();
        for enterprise in &answer.enterprises {
            let standing = format!("{:?}", enterprise.standing).to_lowercase();
            if enterprise.segments.is_empty() {
                let [none, no_name, no_score, nothing] = [(); 4].map(|()| String::new());
                rows.push(vec![enterprise.enterprise.clone(), standing, none, no_name, no_score, nothing]);
                continue;
            }
            for segment in &enterprise.segments {
                let because: Vec<String> =
                    segment.because.iter().map(|one| format!("{}:{}", one.field, one.word)).collect();
                let name = if language == Language::En { &segment.name.en } else { &segment.name.zh };
                rows.push(vec![
                    enterprise.enterprise.clone(),
                    standing.clone(),
                    segment.segment.clone(),
                    name.clone(),
                    numbers.write(segment.score),
                    because.join(" "),
                ]);
            }
        }
        vec![Rows::new(&headings, 6, rows)]
    })
}
