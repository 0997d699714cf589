use lanbai_assign::{Assigner, Classification, CodeGiven, Enterprise};
use lanbai_kernel::Place;

use super::given::rules;

const OF_2017: &str = "code,name\n26,化学\n261,基础化学原料\n2611,无机酸制造\n307,陶瓷\n3071,建筑陶瓷制品制造\n\
    3985,电子专用材料制造\n5165,建材批发\n";
const OF_2011: &str = "name,code\n建筑陶瓷制品制造,3032\n信息化学品制造,2664\n无机酸制造,2611\n";

/// An invented classification of the kind that names industries of another one.
const SAMPLE_CROSSWALK: &str = "code,name,stands_for\n1.1,sample foil,3985\n1.2,sample chemistry,2611* 3071\n\
    1.3,sample of nothing,\nH01M 4/66,sample patents,3985*\n";

fn assigner() -> Assigner {
    let read = |edition: &str, text: &str| {
        let (list, findings) = Classification::read(edition, "list.csv", text.as_bytes());
        assert!(findings.is_empty(), "{findings:?}");
        list.expect("a list")
    };
    Assigner::new(
        rules(),
        vec![read("2017", OF_2017), read("2011", OF_2011), read("sample", SAMPLE_CROSSWALK)],
    )
}

/// Segments with scores in percent, and the codes of findings.
fn told(code: &str, edition: Option<&str>, scope: &str) -> String {
    let assigner = assigner();
    let enterprise = Enterprise {
        scope: scope.to_owned(),
        codes: vec![CodeGiven { code: code.to_owned(), edition: edition.map(str::to_owned) }],
        ..Enterprise::default()
    };
    let (assignment, findings) = assigner.assign(&enterprise, &Place::default());
    let segments = assignment.candidates.iter().map(|c| {
        let id = &assigner.rules().segments[c.segment.0 as usize].id;
        format!("{id} {:.0}{}", c.score * 100.0, if c.contradicted { " contradicted" } else { "" })
    });
    segments.chain(findings.iter().map(|finding| finding.code.to_owned())).collect::<Vec<_>>().join(", ")
}

#[test]
fn codes_speak_in_the_edition_of_the_rules() {
    let check = |code: &str, edition: Option<&str>, scope: &str, expected: &str| {
        assert_eq!(told(code, edition, scope), expected, "{code} of {edition:?}, {scope}");
    };
    check("3985", None, "", "foil 60");
    check("C3985", Some("2017"), "", "foil 60");
    check("3071", None, "", "ceramics 40");
    // Two segments share 261, so each has half of what it says.
    check("2611", None, "", "acid 20, soda 20");
    check("2611", None, "硫酸制造", "acid 80, soda 20");
    // Codes were given, and none is near.
    check("5165", None, "铜箔制造", "foil 60 contradicted");
    check("5165", None, "建材批发", "market 75");
    // Of another edition: the class with the same title, or nothing.
    check("3032", Some("2011"), "", "ceramics 40");
    check("2664", Some("2011"), "", "chain-code-not-carried-over");
    check("3071", Some("2011"), "", "chain-code-unknown");
    check("3071", Some("1994"), "", "chain-edition-unknown");
    // Of another classification: what its table says that it stands for.
    check("1.1", Some("sample"), "", "foil 60");
    check("H01M 4/66", Some("sample"), "", "foil 60");
    check("1.2", Some("sample"), "", "ceramics 40, acid 20, soda 20");
    check("1.3", Some("sample"), "", "chain-code-not-carried-over");
    check("1.9", Some("sample"), "", "chain-code-unknown");
    check("9999", None, "铜箔制造", "foil 75, chain-code-unknown");
    check("39-85", None, "", "chain-code-malformed");
}

#[test]
fn a_crosswalk_names_codes_that_there_can_be() {
    let table = "code,name,stands_for\n1.1,sample,3985 x\n1.2,sample,26\n";
    let (list, findings) = Classification::read("sample", "list.csv", table.as_bytes());
    assert_eq!(findings.iter().map(|one| one.code).collect::<Vec<_>>(), ["chain-classification-row"]);
    let list = list.expect("a list");
    assert!(list.is_crosswalk() && list.title("1.1").is_none());
    assert_eq!(list.stands_for("1.2"), ["26"]);
}

#[test]
fn a_table_that_is_none_is_told() {
    let check = |text: &str, expected: &[&str]| {
        let (_, findings) = Classification::read("x", "list.csv", text.as_bytes());
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, expected, "{text}");
    };
    check("", &["chain-classification-columns"]);
    check("a,b\n1,2\n", &["chain-classification-columns"]);
    check("code,name\nA,x\n1,y\n22,\n", &["chain-classification-row", "chain-classification-row"]);
    check("code,name\n22,x\n22,y\n", &["chain-classification-twice"]);
}
