//! Where a total was published, the sample adds up to it.

use super::cells::{Row, Sample, number, rows};
use crate::sample::FIRST_YEAR;
use crate::workspace::Workspace;

const TERRITORIES: [&str; 7] = [
    "lanbai",
    "pilot-zone",
    "demonstration-zone",
    "lanzhou-hitech",
    "baiyin-hitech",
    "lanzhou-new-area",
    "lanzhou-etdz",
];
/// Ratios that were published without their parts.
const RATIOS: [(&str, [&str; 2]); 2] = [
    ("rd-intensity", ["rd-expenditure", "gdp"]),
    ("emerging-industry-share", ["emerging-industry-value-added", "gdp"]),
];
/// Published figures that contradict others which the sample follows: 520 and 549 are nearer to their sources.
const CONTRADICTED: [(&str, &str, &str); 2] =
    [("gdp", "2022", "512"), ("high-tech-enterprises", "2022", "547")];

#[test]
fn roll_ups_meet_published_figures() {
    let sample = Sample::read();
    let mut compared = 0;
    for figure in figures() {
        let year: i32 = figure["period"].parse().expect("a year");
        let (measure, territory) = (figure["measure"].as_str(), figure["territory"].as_str());
        let (made, tolerance) = match RATIOS.iter().find(|(ratio, _)| *ratio == measure) {
            // The zone's published 4.05 % is not quite what its two parks' 3.45 % and 5.46 % make: 4.06 %.
            Some((_, parts)) => (sample.ratio(*parts, territory, year).map(|ratio| 100.0 * ratio), 0.02),
            None => (sample.value(measure, territory, year), 0.001),
        };
        let Some(made) = made else { continue };
        let published = number(&figure["value"]);
        let what = format!("{measure} of {territory} in {year}: {made}, published {published}");
        if figure["qualifier"].contains("at-least") {
            assert!(made >= published, "{what}");
        } else {
            assert!((made - published).abs() <= tolerance, "{what}");
        }
        compared += 1;
    }
    assert!(compared >= 25, "only {compared} figures were compared");
}

/// Yearly figures of the zones and bases since the first year, but for those that are contradicted.
fn figures() -> Vec<Row> {
    let workspace = Workspace::find().expect("run by cargo");
    let folder = std::fs::read_dir(workspace.path("plans/lanbai/figures")).expect("figures");
    let mut all = Vec::new();
    let is_register = |file: &std::fs::DirEntry| file.file_name().to_string_lossy().starts_with("register-");
    for file in folder.flatten().filter(|file| !is_register(file)) {
        all.extend(rows(&std::fs::read(file.path()).expect("a file")));
    }
    all.retain(|figure| {
        let year: Option<i32> = figure["period"].parse().ok();
        let key = (figure["measure"].as_str(), figure["period"].as_str(), figure["value"].as_str());
        TERRITORIES.contains(&figure["territory"].as_str())
            && year.is_some_and(|year| year >= FIRST_YEAR)
            && !CONTRADICTED.contains(&key)
            // A figure of August is no figure of the year's end.
            && !(figure["qualifier"] == "period-not-stated" && figure["measure"] == "resident-population")
    });
    all
}

#[test]
fn key_figures_are_met() {
    let sample = Sample::read();
    let check = |measure: &str, territory: &str, year: i32, expected: f64| {
        let made = sample.value(measure, territory, year).expect("a value");
        assert!((made - expected).abs() < 1e-6, "{measure} of {territory} in {year}: {made}, not {expected}");
    };
    check("gdp", "lanzhou-hitech", 2020, 292.0);
    check("gdp", "baiyin-hitech", 2020, 128.0);
    check("gdp", "lanzhou-new-area", 2020, 236.0);
    check("gdp", "lanbai", 2020, 859.0);
    check("gdp", "demonstration-zone", 2022, 520.0);
    check("gdp", "pilot-zone", 2022, 1225.0);
    check("gdp", "lanzhou-hitech", 2023, 352.0);
    check("gdp", "lanzhou-new-area", 2023, 375.0);
    check("high-tech-enterprises", "lanzhou-hitech", 2020, 365.0);
    check("high-tech-enterprises", "baiyin-hitech", 2020, 71.0);
    check("high-tech-enterprises", "demonstration-zone", 2022, 549.0);
    check("high-tech-enterprises", "pilot-zone", 2022, 698.0);
}
