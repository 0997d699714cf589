use lanbai_assign::{Assigner, Enterprise, Field, Ground, Relation, Standing};
use lanbai_kernel::Place;

use super::given::rules;

/// The segments that a business scope is assigned to, with `?` where someone should look.
fn told(assigner: &Assigner, scope: &str) -> String {
    let enterprise = Enterprise { scope: scope.to_owned(), ..Enterprise::default() };
    let (assignment, findings) = assigner.assign(&enterprise, &Place::default());
    assert!(findings.is_empty(), "{findings:?}");
    let mut told: Vec<String> = assignment
        .candidates
        .iter()
        .map(|c| {
            format!("{}{}", assigner.rules().segments[c.segment.0 as usize].id, if c.sure { "" } else { "?" })
        })
        .collect();
    told.sort();
    told.join(" ")
}

#[test]
fn a_scope_is_read_as_officials_write_it() {
    let assigner = Assigner::new(rules(), Vec::new());
    let check = |scope: &str, expected: &str| assert_eq!(told(&assigner, scope), expected, "{scope}");
    check("铜箔制造", "foil");
    check("生产、销售铜箔", "foil");
    check("铜箔、陶瓷的生产、销售", "ceramics foil");
    check("许可项目：无。一般项目：铜箔、陶瓷制品制造；烧碱销售", "ceramics foil");
    // Trade in a thing is no making of it, and a market is where it is sold.
    check("铜箔批发", "");
    check("建材批发、零售", "market");
    check("建材制造", "market?");
    check("铜箔研发", "foil?");
    // A machine for it, a wrapping of it, is another thing.
    check("陶瓷机械制造", "ceramics?");
    check("玻璃、陶瓷和搪瓷生产专用设备制造", "ceramics?");
    check("铜箔和陶瓷制造", "ceramics foil");
    // Words have borders: a piano is no steel, and a sulphate no acid.
    check("钢琴制造", "");
    check("钢制造", "steel");
    check("硫酸铜制造", "");
    check("硫酸制造", "acid");
    // A kind is read as its genus too.
    check("锂电池制造", "battery");
    // What does not suffice is looked at.
    check("合金制造", "steel?");
    check("零售日用品、化妆品。", "");
}

#[test]
fn what_a_text_denies_does_not_count() {
    let assigner = Assigner::new(rules(), Vec::new());
    let check = |scope: &str, expected: &str| assert_eq!(told(&assigner, scope), expected, "{scope}");
    check("化工产品生产（不含硫酸、烧碱）", "");
    check("化工产品（不含烧碱）及硫酸生产", "acid");
    check("除硫酸外的化工产品生产", "");
    check("不得生产硫酸，生产烧碱", "soda");
    check("硫酸除外，烧碱生产", "soda");
    check("陶瓷生产（硫酸除外）", "ceramics");
    // What does not open the clause is no such negation.
    check("拆除设备，室外硫酸生产", "acid");
}

#[test]
fn evidence_tells_the_place_in_the_original() {
    let assigner = Assigner::new(rules(), Vec::new());
    let enterprise = Enterprise {
        name: "某某公司".to_owned(),
        scope: "（不含硫酸）".to_owned(),
        products: vec!["无".to_owned(), "高端　电解铜箔".to_owned()],
        ..Enterprise::default()
    };
    let (assignment, _) = assigner.assign(&enterprise, &Place::default());
    assert_eq!(assignment.standing, Standing::Sure);
    let evidence = &assignment.candidates[0].evidence;
    assert_eq!(evidence.len(), 1, "the shorter word lies in the longer: {evidence:?}");
    let Ground::Word { word, field, start, length, relation, .. } = &evidence[0].ground else {
        panic!("a word decided: {evidence:?}")
    };
    assert_eq!((&**word, *field, *start, *length), ("电解铜箔", Field::Product(1), 3, 4));
    assert_eq!(*relation, Relation::Thing);
}

#[test]
fn repetition_and_number_of_fields_add_nothing() {
    let assigner = Assigner::new(rules(), Vec::new());
    let score = |scope: &str| {
        let enterprise = Enterprise { scope: scope.to_owned(), ..Enterprise::default() };
        assigner.assign(&enterprise, &Place::default()).0.candidates[0].score
    };
    assert!((score("铜箔制造") - score("铜箔制造；铜箔制造；铜箔制造")).abs() < 1e-12);
}
