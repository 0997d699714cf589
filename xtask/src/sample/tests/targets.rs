//! In 2025 the targets show lights of all colours, by the plan's default rule.

use super::cells::Sample;

/// Progress against the path of constant growth from 2022 to 2027.
fn progress(value: impl Fn(i32) -> f64, target: f64) -> f64 {
    let (base, now) = (value(2022), value(2025));
    let path = base * (target / base).powf(0.6);
    (now - base) / (path - base)
}

#[test]
fn lights_of_all_colours() {
    let sample = Sample::read();
    let count = |measure: &'static str| {
        let sample = &sample;
        move |year: i32| sample.value(measure, "lanbai", year).expect("a value")
    };
    let ratio = |parts: [&'static str; 2], factor: f64| {
        let sample = &sample;
        move |year: i32| factor * sample.ratio(parts, "lanbai", year).expect("a value")
    };
    let check = |what: &str, progress: f64, expected: &str| {
        let light = match progress {
            p if p >= 1.0 => "green",
            p if p >= 0.5 => "yellow",
            _ => "red",
        };
        assert_eq!(light, expected, "{what}: progress {progress}");
    };
    let per_person = |measure| ratio([measure, "resident-population"], 1.0);
    check("R&D intensity", progress(ratio(["rd-expenditure", "gdp"], 100.0), 3.5), "yellow");
    check("patents", progress(per_person("valid-invention-patents"), 60.0), "green");
    check("high-tech enterprises", progress(count("high-tech-enterprises"), 1300.0), "yellow");
    check("contracts", progress(count("technology-contract-value"), 100.0), "green");
    check("R&D personnel", progress(ratio(["rd-personnel-fte", "employed-persons"], 1.0), 150.0), "red");
    check("laboratories", progress(count("national-key-laboratories"), 10.0), "green");
}
