//! `check --against`: what a change of the plan would take from its data.

use std::path::{Path, PathBuf};

use lanbai_app::ImportOptions;
use lanbai_app::against::against;
use lanbai_kernel::{Argument, Finding, Origin};

use crate::support::{Demo, plan_folder};

const BASES: &str = "base_no,name,industry,level,territory,recognised_on,ended_on\n\
                     T01,示例基地一,biomedicine,provincial,lanzhou-etdz,2019-03-08,\n\
                     T02,示例基地二,,national,lanzhou-hitech-yantan,2020-03-08,\n";

const GDP: &str = "territory,measure,period,value,unit,qualifier,origin,source,known_on,note\n\
                   lanzhou-etdz,gdp,2023,251.5,亿元,exact,published,gscn-2021-02-10,2024-03-01,\n\
                   lanzhou-etdz,gdp,2022,240.1,亿元,exact,published,gscn-2021-02-10,2024-03-01,\n";

async fn with_data() -> Demo {
    let demo = Demo::empty("lanbai").await;
    demo.import_text("gdp.csv", GDP, ImportOptions::default()).await;
    let register = ImportOptions {
        register: Some("pilot-bases".to_owned()),
        origin: Some(Origin::Reported),
        source: Some("gstb-2024-03-07".to_owned()),
        ..ImportOptions::default()
    };
    let report = demo.import_text("bases.csv", BASES, register).await;
    assert_eq!(report.added, 2, "{:?}", report.findings);
    demo
}

/// The workspace's plan with every file's text changed.
fn edited(demo: &Demo, edit: impl Fn(&str, String) -> String) -> PathBuf {
    let folder = demo.folder.path().join("edited");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).expect("made");
    for entry in std::fs::read_dir(demo.app.workspace().plan_folder()).expect("listed") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "toml") {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = edit(&name, std::fs::read_to_string(&path).expect("readable"));
            std::fs::write(folder.join(name), text).expect("writable");
        }
    }
    folder
}

fn renamed(demo: &Demo, from: &str, to: &str) -> PathBuf {
    edited(demo, |_, text| text.replace(&format!("\"{from}\""), &format!("\"{to}\"")))
}

fn shown(findings: &[Finding]) -> Vec<String> {
    let argument = |finding: &Finding, name| match finding.arguments.get(name) {
        Some(Argument::Text(text)) => format!(" {text}"),
        Some(Argument::Count(count)) => format!(" {count}"),
        _ => String::new(),
    };
    let show = |f: &Finding| {
        let arguments = ["kind", "register", "table", "id", "count"].map(|name| argument(f, name)).concat();
        format!("{}{arguments}", f.code)
    };
    findings.iter().map(show).collect()
}

async fn check(demo: &Demo, folder: &Path, expected: &[&str]) {
    let old = demo.app.workspace().root().to_owned();
    let found = against(folder, &old).await.expect("both plans load");
    assert_eq!(shown(&found), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_takes_nothing_from_its_own_data() {
    let demo = Demo::with_sample("lanbai").await;
    check(&demo, &demo.app.workspace().plan_folder(), &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_edit_takes_from_published_data_is_told() {
    let demo = with_data().await;
    let etdz = renamed(&demo, "lanzhou-etdz", "etdz");
    check(
        &demo,
        &etdz,
        &[
            "plan-id-gone territory lanzhou-etdz",
            "data-orphan lanzhou-etdz 2",
            "data-orphan-in-register pilot-bases lanzhou-etdz 1",
        ],
    )
    .await;
    let measure = edited(&demo, |name, text| {
        let text = text.replace("\"pilot-bases\"", "\"bases\"").replace("\"gdp\"", "\"product\"");
        // The rules of forms name it too.
        let is_forms = name == "forms.toml";
        if is_forms {
            text.replace(" gdp\"", " product\"").replace("gdp = park-year:gdp", "product = park-year:product")
        } else {
            text
        }
    });
    check(
        &demo,
        &measure,
        &[
            "plan-form-field-gone",
            "plan-form-field-gone",
            "plan-form-field-gone",
            "plan-id-gone indicator gdp",
            "plan-id-gone indicator pilot-bases",
            "plan-id-gone measure gdp",
            "plan-id-gone measure pilot-bases",
            "plan-id-gone register pilot-bases",
            "data-orphan gdp 2",
            "data-register-gone register_pilot_bases 2",
        ],
    )
    .await;
    let sources = edited(&demo, |_, text| {
        text.replace("\"gscn-2021-02-10\"", "\"gscn\"").replace("\"gstb-2024-03-07\"", "\"gstb\"")
    });
    check(
        &demo,
        &sources,
        &[
            "plan-id-gone source gstb-2024-03-07",
            "plan-id-gone source gscn-2021-02-10",
            "data-source-gone gscn-2021-02-10 2",
            "data-source-gone gstb-2024-03-07 2",
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_renamed_with_formerly_is_not_lost() {
    let demo = with_data().await;
    let etdz = edited(&demo, |_, text| {
        let heading = "id = \"lanzhou-etdz\"\nkind";
        text.replace(heading, &format!("formerly = [\"old-etdz\"]\n{heading}"))
            .replace("\"lanzhou-etdz\"", "\"etdz\"")
            .replace("\"old-etdz\"", "\"lanzhou-etdz\"")
    });
    check(&demo, &etdz, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_goes_or_changes_its_type_and_a_changed_unit_are_told() {
    let demo = with_data().await;
    let in_register = |text: String, from: &str, to: &str| {
        let (before, after) = text.split_once("id = \"pilot-bases\"").expect("the register");
        format!("{before}id = \"pilot-bases\"{}", after.replacen(from, to, 1))
    };
    let industry = "id = \"industry\"";
    let gone = edited(&demo, |name, text| match name {
        "registers.toml" => in_register(text, industry, "id = \"sector\""),
        _ => text,
    });
    check(&demo, &gone, &["plan-field-gone pilot-bases industry", "data-field-gone pilot-bases industry 1"])
        .await;
    let typed = edited(&demo, |name, text| match name {
        "registers.toml" => in_register(
            text,
            "en = \"Industry of the plan\" }\ntype = \"text\"",
            "en = \"Industry of the plan\" }\ntype = \"number\"",
        ),
        _ => text,
    });
    check(&demo, &typed, &["plan-field-retyped pilot-bases industry"]).await;
    let of = "id = \"emerging-industry-value-added\"";
    let unit = edited(&demo, |name, text| match name {
        "measures.toml" => {
            let (before, after) = text.split_once(of).expect("the measure");
            format!("{before}{of}{}", after.replacen("\"亿元\"", "\"万元\"", 1))
        }
        _ => text,
    });
    check(&demo, &unit, &["plan-unit-changed emerging-industry-value-added"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_plan_s_folder_will_do_and_the_place_is_there() {
    let demo = Demo::empty("harbour-sample").await;
    let folder = edited(&demo, |name, text| match name {
        "targets.toml" => text.replace("deep-water-berths-2028", "berths-2028"),
        _ => text,
    });
    let old = plan_folder("harbour-sample");
    let found = against(&folder, &old).await.expect("both plans load");
    assert_eq!(shown(&found), ["plan-id-gone target deep-water-berths-2028"]);
    let place = &found[0].place;
    assert_eq!(place.file.as_deref(), old.join("targets.toml").to_str());
    let text = std::fs::read_to_string(old.join("targets.toml")).expect("readable");
    let line = text.lines().nth(place.line.expect("a line") as usize - 1).expect("so many lines");
    assert!(line.contains("deep-water-berths-2028"), "{line}");
    assert!(against(&folder, demo.folder.path()).await.is_err(), "neither a plan nor a workspace");
}
