//! The files fit the plan and each other.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Row, Sample, number};
use crate::sample::KNOWN_ON;

const LAST_DAY: &str = "2026-09-30";

#[test]
fn only_leaves_are_observed() {
    let sample = Sample::read();
    let seen: BTreeSet<&str> =
        sample.files["observations"].iter().map(|row| row["territory"].as_str()).collect();
    assert_eq!(seen, sample.leaves("lanbai"));
    assert_eq!(seen.len(), 24);
    assert!(
        sample.files["observations"]
            .iter()
            .all(|row| row["origin"] == "sample" && row["known_on"] == KNOWN_ON)
    );
}

#[test]
fn quarters_add_up_to_years() {
    let sample = Sample::read();
    let mut sums: BTreeMap<(&str, &str, &str), f64> = BTreeMap::new();
    let observations = &sample.files["observations"];
    for row in observations {
        if let Some((year, _)) = row["period"].split_once('Q') {
            *sums.entry((&row["territory"], &row["measure"], year)).or_default() += number(&row["value"]);
        }
    }
    let mut compared = 0;
    for row in observations.iter().filter(|row| row["period"].len() == 4) {
        if let Some(sum) =
            sums.get(&(row["territory"].as_str(), row["measure"].as_str(), row["period"].as_str()))
        {
            assert!((sum - number(&row["value"])).abs() < 1e-6, "{row:?}");
            compared += 1;
        }
    }
    assert!(compared > 500, "only {compared} years were compared");
}

#[test]
fn register_rows_fit_their_fields() {
    let sample = Sample::read();
    for register in &sample.registers {
        let rows = &sample.files[&format!("register-{}", register["id"].as_str().expect("an id"))];
        let key = register["key"].as_str().expect("a key");
        let keys: BTreeSet<&str> = rows.iter().map(|row| row[key].as_str()).collect();
        assert_eq!(keys.len(), rows.len(), "{key} is unique");
        for field in register["field"].as_array().expect("fields") {
            rows.iter().for_each(|row| fits(field, row));
        }
    }
}

fn fits(field: &toml::Value, row: &Row) {
    let value = row[field["id"].as_str().expect("an id")].as_str();
    if value.is_empty() {
        assert_eq!(field["required"].as_bool(), Some(false), "{field:?} in {row:?}");
        return;
    }
    match field["type"].as_str() {
        Some("date") => assert!(value.parse::<chrono::NaiveDate>().is_ok(), "{row:?}"),
        Some("number") => assert!(number(value) >= 0.0, "{row:?}"),
        Some("code") => {
            let codes = field["codes"].as_array().expect("codes");
            assert!(codes.iter().any(|code| code["id"].as_str() == Some(value)), "{value} in {row:?}");
        }
        _ => {}
    }
}

#[test]
fn nothing_begins_after_the_last_day() {
    let sample = Sample::read();
    for register in &sample.registers {
        let (id, from) =
            (register["id"].as_str().expect("an id"), register["valid_from"].as_str().expect("a field"));
        for row in &sample.files[&format!("register-{id}")] {
            assert!(row[from].as_str() <= LAST_DAY, "{id}: {row:?}");
        }
    }
}

#[test]
fn firms_exist_where_they_are_named() {
    let sample = Sample::read();
    let firms: BTreeMap<&str, &Row> =
        sample.files["register-enterprises"].iter().map(|row| (row["enterprise"].as_str(), row)).collect();
    assert!((5_800..=6_200).contains(&firms.len()), "{} firms", firms.len());
    let named = [
        ("high-tech-certificates", "enterprise", "territory"),
        ("patents", "holder", "territory"),
        ("contracts", "seller", "seller_territory"),
        ("energy", "enterprise", "territory"),
        ("talent-events", "employer", "territory"),
    ];
    for (register, firm, territory) in named {
        for row in &sample.files[&format!("register-{register}")] {
            assert_eq!(firms[row[firm].as_str()]["territory"], row[territory], "{register}: {row:?}");
        }
    }
}

#[test]
fn the_sample_is_small() {
    let workspace = crate::workspace::Workspace::find().expect("run by cargo");
    let bytes: usize = crate::sample::make(&workspace).expect("made").values().map(Vec::len).sum();
    assert!(bytes < 7_000_000, "{bytes} bytes");
}
