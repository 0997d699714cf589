use lanbai_app::chain::{
    ComplexityAnswer, ComplexityConventions, Deviation, Diagonal, Filter, Neighbours, Pair, Pairs, complexity,
};

use super::{Numbers, Rows, show};
use crate::arguments::{ChainComplexity, ComplexityRows, Format, Language};

pub(super) fn run(asked: &ChainComplexity, language: Language) -> anyhow::Result<bool> {
    let wants_pairs = asked.pairs || asked.of == ComplexityRows::Pairs;
    let pairs = if wants_pairs { Pairs::All } else { Pairs::None };
    let answered = complexity(&asked.file, &conventions(asked), pairs)?;
    show(&answered, asked.format, language, |answer, numbers| {
        let of = |rows| table(answer, rows, numbers);
        match (asked.format, asked.of) {
            (Format::Table, ComplexityRows::Territories) => {
                vec![of(ComplexityRows::Territories), of(ComplexityRows::Activities)]
            }
            (_, rows) => vec![of(rows)],
        }
    })
}

fn conventions(asked: &ChainComplexity) -> ComplexityConventions {
    ComplexityConventions {
        threshold: asked.threshold,
        deviation: if asked.ddof == 0 { Deviation::Population } else { Deviation::Sample },
        diagonal: if asked.diagonal == 1 { Diagonal::One } else { Diagonal::Zero },
        neighbours: asked.nearest.map_or(Neighbours::All, Neighbours::Nearest),
        filter: Filter {
            territory_total: asked.territory_total,
            activity_total: asked.activity_total,
            ..Filter::default()
        },
        ..ComplexityConventions::default()
    }
}

fn table(answer: &ComplexityAnswer, of: ComplexityRows, numbers: &Numbers) -> Rows {
    let number = |value| numbers.write(value);
    match of {
        ComplexityRows::Territories => {
            let headings = ["territory", "eci", "fitness", "diversity", "coi"];
            let rows = answer.territories.iter().map(|t| {
                let (diversity, coi) = (t.diversity.to_string(), number(t.coi));
                vec![t.territory.clone(), number(t.eci), number(t.fitness), diversity, coi]
            });
            Rows::new(&headings, 1, rows.collect())
        }
        ComplexityRows::Activities => {
            let headings = ["activity", "pci", "quality", "ubiquity"];
            let rows = answer
                .activities
                .iter()
                .map(|a| vec![a.activity.clone(), number(a.pci), number(a.quality), a.ubiquity.to_string()]);
            Rows::new(&headings, 1, rows.collect())
        }
        ComplexityRows::Pairs => {
            let headings =
                ["territory", "activity", "other", "proximity", "rca", "present", "density", "cog"];
            Rows::new(&headings, 3, answer.pairs.iter().map(|pair| row_of_pair(pair, numbers)).collect())
        }
    }
}

/// A pair with nothing where the other kind of pair has something.
fn row_of_pair(pair: &Pair, numbers: &Numbers) -> Vec<String> {
    let none = String::new;
    match pair {
        Pair::Activities { activity, other, proximity } => {
            let of_two = [none(), activity.clone(), other.clone(), numbers.write(*proximity)];
            of_two.into_iter().chain(std::iter::repeat_with(none).take(4)).collect()
        }
        Pair::Cell { territory, activity, rca, present, density, cog } => {
            let [rca, density, cog] = [rca, density, cog].map(|value| numbers.write(*value));
            vec![territory.clone(), activity.clone(), none(), none(), rca, present.to_string(), density, cog]
        }
    }
}
