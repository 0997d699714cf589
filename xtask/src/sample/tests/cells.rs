//! A naive evaluation of the made files: for each measure, territory and year, straight from the rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::sample::{FOLDER, make};
use crate::workspace::Workspace;

pub type Row = BTreeMap<String, String>;

/// The made files as rows, and the plan's registers as they stand.
pub struct Sample {
    pub files: BTreeMap<String, Vec<Row>>,
    pub registers: Vec<toml::Table>,
    /// Park and base of each leaf.
    pub parks: BTreeMap<String, String>,
}

impl Sample {
    pub fn read() -> Self {
        let workspace = Workspace::find().expect("run by cargo");
        let files = make(&workspace).expect("the sample can be made");
        let name = |path: &str| path.trim_start_matches(FOLDER).trim_end_matches(".csv").to_owned();
        let files: BTreeMap<String, Vec<Row>> =
            files.iter().map(|(path, bytes)| (name(path), rows(bytes))).collect();
        let plan = crate::sample::Plan::read(&workspace.path("plans/lanbai")).expect("a plan");
        let parks = plan.parks.into_iter().map(|park| (park.id, park.base)).collect();
        let text = std::fs::read_to_string(workspace.path("plans/lanbai/registers.toml")).expect("registers");
        let file: toml::Table = text.parse().expect("TOML");
        let registers = file["register"].as_array().expect("a list");
        let is_made = |register: &toml::Table| {
            let id = register["id"].as_str().expect("an id");
            files.contains_key(&format!("register-{id}"))
        };
        let registers = registers
            .iter()
            .map(|register| register.as_table().expect("a table").clone())
            .filter(is_made)
            .collect();
        Self { files, registers, parks }
    }

    /// The leaves of a base or zone.
    pub fn leaves(&self, territory: &str) -> BTreeSet<&str> {
        let within = |base: &str| match territory {
            "lanbai" | "pilot-zone" => true,
            "demonstration-zone" => matches!(base, "lanzhou-hitech" | "baiyin-hitech"),
            _ => base == territory,
        };
        self.parks.iter().filter(|(_, base)| within(base)).map(|(park, _)| park.as_str()).collect()
    }

    /// A measure rolled up over a year, or at its end; none where nothing tells it.
    pub fn value(&self, measure: &str, territory: &str, year: i32) -> Option<f64> {
        let leaves = self.leaves(territory);
        self.observed(measure, &leaves, year).or_else(|| self.registered(measure, &leaves, year))
    }

    /// A ratio of two measures.
    pub fn ratio(&self, parts: [&str; 2], territory: &str, year: i32) -> Option<f64> {
        Some(self.value(parts[0], territory, year)? / self.value(parts[1], territory, year)?)
    }

    fn observed(&self, measure: &str, leaves: &BTreeSet<&str>, year: i32) -> Option<f64> {
        let periods = [year.to_string(), format!("{year}Q4")];
        let rows = self.files["observations"].iter();
        let of_measure: Vec<&Row> = rows
            .filter(|row| row["measure"] == measure && leaves.contains(row["territory"].as_str()))
            .collect();
        let sum = |period: &String| {
            let values: Vec<f64> = of_measure
                .iter()
                .filter(|row| row["period"] == *period)
                .map(|row| number(&row["value"]))
                .collect();
            (values.len() == leaves.len()).then(|| values.iter().sum::<f64>())
        };
        // A flow is told for the year, a stock for its last quarter.
        sum(&periods[0]).or_else(|| sum(&periods[1]))
    }

    fn registered(&self, measure: &str, leaves: &BTreeSet<&str>, year: i32) -> Option<f64> {
        self.registers.iter().find_map(|register| {
            let feeds = register.get("feeds")?.as_array()?;
            let feed = feeds.iter().find(|feed| feed["measure"].as_str() == Some(measure))?;
            Some(self.fed(register, feed, leaves, year))
        })
    }

    fn fed(&self, register: &toml::Table, feed: &toml::Value, leaves: &BTreeSet<&str>, year: i32) -> f64 {
        let field = |key: &str| register.get(key).and_then(toml::Value::as_str);
        let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
        let counts = |row: &&Row| {
            let from = &row[field("valid_from").expect("a first day")];
            let to = field("valid_to").map_or("", |name| row[name].as_str());
            let dated = match feed["when"].as_str() {
                Some("valid-at-end") => *from <= last && (to.is_empty() || to > last.as_str()),
                _ => (&first..=&last).contains(&from),
            };
            let fits = feed.get("where").is_none_or(|condition| {
                let text = |key: &str| condition[key].as_str().expect("text");
                row[text("field")] == text("equals")
            });
            dated && fits && leaves.contains(row[field("territory").expect("a territory")].as_str())
        };
        let id = register["id"].as_str().expect("an id");
        let rows: Vec<&Row> = self.files[&format!("register-{id}")].iter().filter(counts).collect();
        let of = |row: &&Row| row[feed["of"].as_str().expect("a field")].clone();
        match feed["aggregate"].as_str() {
            Some("count") => rows.len() as f64,
            Some("distinct") => rows.iter().map(of).collect::<BTreeSet<_>>().len() as f64,
            // 万元 to 亿元 and 吨 to 万吨 alike.
            _ => rows.iter().map(|row| number(&of(row))).sum::<f64>() / 1e4,
        }
    }
}

pub fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("not a number: {text}"))
}

pub fn rows(bytes: &[u8]) -> Vec<Row> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.splitn(header.len(), ',').collect();
        assert_eq!(cells.len(), header.len(), "{line}");
        header.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.to_owned())).collect()
    };
    lines.map(row).collect()
}
