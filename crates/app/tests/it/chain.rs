//! Chains from plain files: the published values come out of the files as they were published.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use lanbai_app::chain::{
    self, ComplexityConventions, LinkagesConventions, Pairs, RiskFiles, Stop, Tolerance,
};
use lanbai_kernel::Finding;

#[expect(clippy::disallowed_methods, reason = "a test asks where its reference values lie")]
pub(crate) fn reference(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference");
    let folder = std::env::var_os("LANBAI_REFERENCE").map_or_else(beside, PathBuf::from).join(name);
    let is_there = folder.is_dir();
    if !is_there {
        println!("skipped: no reference values for {name}; LANBAI_REFERENCE names their folder");
    }
    is_there.then_some(folder)
}

/// The second column by the first.
fn expected(file: &Path) -> HashMap<String, f64> {
    let text = fs::read_to_string(file).expect("expected values");
    let pair = |line: &str| {
        let (name, value) = line.split_once(',').expect("two columns");
        (name.trim_matches('"').to_owned(), value.parse().expect("a number"))
    };
    text.lines().skip(1).map(pair).collect()
}

fn near(name: &str, ours: f64, theirs: Option<&f64>, tolerance: f64) {
    let theirs = theirs.copied().unwrap_or(f64::NAN);
    assert!((ours - theirs).abs() < tolerance, "{name}: ours {ours}, theirs {theirs}");
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn complexity_of_world_trade() {
    let Some(folder) = reference("trade-1998-2000") else { return };
    let answered =
        chain::complexity(&folder.join("trade.csv.gz"), &ComplexityConventions::default(), Pairs::None)
            .expect("the file is there");
    let answer = answered.answer.expect("nothing is wrong");
    assert_eq!((answer.territories.len(), answer.activities.len()), (226, 785));
    let [eci, fitness, coi] =
        ["expected_eci_country.csv", "expected_fitness_country.csv", "expected_coi_country.csv"]
            .map(|name| expected(&folder.join(name)));
    for territory in &answer.territories {
        let name = &territory.territory;
        near(name, territory.eci, eci.get(name), 1e-9);
        near(name, territory.fitness, fitness.get(name), 1e-10);
        near(name, territory.coi, coi.get(name), 1e-9);
    }
}

#[test]
fn linkages_of_the_national_table() {
    let Some(folder) = reference("io-china-2020") else { return };
    let answered = chain::linkages(
        &folder.join("flows.csv.gz"),
        &folder.join("sectors.csv"),
        LinkagesConventions::default(),
        Tolerance::default(),
    )
    .expect("the files are there");
    let answer = answered.answer.expect("nothing is wrong");
    assert_eq!(answer.sectors.len(), 153);
    assert_eq!(answer.sectors.iter().filter(|sector| sector.key).count(), 31);
}

#[test]
fn risk_of_thirteen_firms() {
    let Some(folder) = reference("esri") else { return };
    let edges = folder.join("toy13_edges.csv");
    let files = RiskFiles { edges: &edges, essentiality: None, final_demand: None };
    let answered =
        chain::risk(files, Stop { tolerance: 1e-12, ..Stop::default() }).expect("the file is there");
    let scores = expected(&folder.join("toy13_expected.csv"));
    let firms = answered.answer.expect("nothing is wrong").firms;
    assert_eq!(firms.len(), 13);
    firms.iter().for_each(|firm| near(&firm.firm, firm.combined, scores.get(&firm.firm), 1e-9));
}

#[test]
fn what_is_wrong_has_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("room");
        path
    };
    let complexity = |text: &str| {
        let path = file("complexity.csv", text);
        chain::complexity(&path, &ComplexityConventions::default(), Pairs::None)
            .expect("it is there")
            .findings
    };
    let found = complexity("territory,activity,value\n\na,x,1\na,y,many\n");
    assert_eq!(codes(&found), ["chain-no-number"]);
    assert_eq!((found[0].place.line, found[0].place.file.as_deref()), (Some(4), Some("complexity.csv")));
    let found = complexity("territory,activity,value\na,x,1\n\nb,,-2\n");
    assert_eq!(codes(&found), ["chain-link-to-nobody", "chain-negative-value"]);
    assert!(found.iter().all(|finding| finding.place.line == Some(4)));
    assert_eq!(codes(&complexity("a,b\n1,2\n")), ["intake-missing-column"]);
    assert_eq!(codes(&complexity("")), ["intake-empty"]);
    let edges = file(
        "edges.csv",
        "supplier,customer,supplierNACE,customerNACE,weight,type\na,b,1,2,1,2\nb,a,2,1,1,7\n",
    );
    let ask = |essentiality: Option<&Path>| {
        let files = RiskFiles { edges: &edges, essentiality, final_demand: None };
        chain::risk(files, Stop::default()).expect("it is there").findings
    };
    let found = ask(None);
    assert_eq!((codes(&found), found[0].place.line), (vec!["chain-unknown-class"], Some(3)));
    assert_eq!(codes(&ask(Some(&file("matrix.csv", ",1,2\n1,0,3\n2,1,1\n")))), ["chain-bad-matrix"]);
    assert_eq!(codes(&ask(Some(&file("matrix.csv", ",1,2\n1,0,1\n")))), ["chain-bad-matrix"]);
}

/// What cannot be told apart by its place, and what stands in which of several files.
#[test]
fn headings_and_findings_belong_to_their_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("room");
        path
    };
    let network = |text: &str| {
        let path = file("links.csv", text);
        chain::network(&path, chain::NetworkConventions::default()).expect("it is there").findings
    };
    assert_eq!(codes(&network("source,target\na,b\n")), Vec::<&str>::new());
    // `to` stands where `from` is looked for.
    assert_eq!(codes(&network("to,source\na,b\n")), ["intake-missing-column"]);
    let edges =
        file("edges.csv", "supplier,customer,supplierNACE,customerNACE,weight\na,b,1,,3\nb,a,2,1,5\n");
    let demand = file("demand.csv", "firm,value\na,1\nnobody,2\n");
    let ask = |edges: &Path| {
        let files = RiskFiles { edges, essentiality: None, final_demand: Some(&demand) };
        chain::risk(files, Stop::default()).expect("it is there").findings
    };
    let places = |found: &[Finding]| -> Vec<(Option<String>, Option<u32>, Option<String>)> {
        let place = |one: &Finding| (one.place.file.clone(), one.place.line, one.place.column.clone());
        found.iter().filter(|one| one.code != "chain-firm-in-two-sectors").map(place).collect()
    };
    let at = |file: &str, line, column: &str| (Some(file.to_owned()), Some(line), Some(column.to_owned()));
    let expected = [at("edges.csv", 2, "customerNACE"), at("demand.csv", 3, "firm")];
    assert_eq!(places(&ask(&edges)), expected);
}

/// A file that would inflate beyond what is read is a finding.
#[test]
fn a_file_that_inflates_too_far_is_told() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bomb.csv.gz");
    let file = fs::File::create(&path).expect("room");
    let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    let blank = vec![b' '; 8 << 20];
    packed.write_all(b"from,to\n").expect("room");
    packed.write_all(&blank).expect("room");
    packed.finish().expect("room");
    let found = chain::network(&path, chain::NetworkConventions::default()).expect("it is there").findings;
    assert_eq!(codes(&found), ["intake-line-too-long"]);
}
