use lanbai_app::chain::{Forward, LinkagesConventions, linkages, linkages_of_table};

use super::{Rows, show};
use crate::arguments::{ChainLinkages, ForwardOf, Language};

pub(super) fn run(asked: &ChainLinkages, language: Language) -> anyhow::Result<bool> {
    let forward = match asked.forward {
        ForwardOf::Ghosh => Forward::Ghosh,
        ForwardOf::Leontief => Forward::Leontief,
    };
    let (conventions, matrix) = (LinkagesConventions { forward }, asked.matrix.asked());
    let answered = match &asked.sectors {
        Some(sectors) => linkages(&asked.table, sectors, conventions, matrix.tolerance)?,
        None => linkages_of_table(&asked.table, &matrix, conventions)?,
    };
    show(&answered, asked.format, language, |answer, numbers| {
        let headings = ["code", "name", "key", "backward", "forward", "multiplier", "extraction"];
        let rows = answer.sectors.iter().map(|sector| {
            let linkages = [sector.backward, sector.forward, sector.multiplier, sector.extraction];
            let words = [sector.code.clone(), sector.name.clone(), sector.key.to_string()];
            words.into_iter().chain(linkages.map(|value| numbers.write(value))).collect()
        });
        vec![Rows::new(&headings, 3, rows.collect())]
    })
}
