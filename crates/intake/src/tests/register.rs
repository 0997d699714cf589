use lanbai_kernel::{NaiveDate, Text};

use super::toy::read_all;
use crate::{Code, Field, FieldKind, Hint, Register, RegisterColumn, Request, TableKind};

fn field(id: &str, zh: &str, kind: FieldKind, required: bool) -> Field {
    Field { id: id.to_owned(), name: Text::new(zh, id), kind, required }
}

fn registers() -> Vec<Register> {
    let status = FieldKind::Code(vec![
        Code { id: "active".to_owned(), name: Text::new("在册", "active") },
        Code { id: "left".to_owned(), name: Text::new("注销", "left") },
    ]);
    let money = FieldKind::Number("万元".parse().ok());
    vec![
        Register {
            id: "enterprises".to_owned(),
            name: Text::new("企业台账", "Enterprises"),
            key: 0,
            fields: vec![
                field("id", "统一社会信用代码", FieldKind::Text, true),
                field("name", "企业名称", FieldKind::Text, true),
                field("park", "所在园区", FieldKind::Territory, true),
                field("founded", "成立日期", FieldKind::Date, false),
                field("capital", "注册资本", money, false),
                field("status", "状态", status, false),
            ],
        },
        Register {
            id: "laboratories".to_owned(),
            name: Text::new("实验室台账", "Laboratories"),
            key: 0,
            fields: vec![
                field("id", "编号", FieldKind::Text, true),
                field("name", "名称", FieldKind::Text, true),
            ],
        },
    ]
}

#[test]
fn headings_choose_the_register() {
    let registers = registers();
    let request = Request { registers: &registers, ..Request::new("导出.csv") };
    let text = "企业台账,,,,,\n\
                统一社会信用代码,企业名称,所在园区,成立日期,注册资本（亿元）,状态\n\
                91620000A,甲公司,兰州高新区,2020年5月1日,1.2,在册\n\
                91620000B,乙公司,baiyin-hitech,—,,left\n";
    let got = read_all(text.as_bytes(), &request);
    assert_eq!(got.codes(), [""; 0]);
    assert_eq!(got.summary.tables, [TableKind::Register(0)]);
    let [batch] = got.registers.as_slice() else { panic!("one batch") };
    assert_eq!(batch.line, [3, 4]);
    assert_eq!(
        batch.columns,
        [
            RegisterColumn::Text(vec![Some("91620000A".to_owned()), Some("91620000B".to_owned())]),
            RegisterColumn::Text(vec![Some("甲公司".to_owned()), Some("乙公司".to_owned())]),
            RegisterColumn::Territory(vec![Some(1), Some(2)]),
            RegisterColumn::Date(vec![NaiveDate::from_ymd_opt(2020, 5, 1), None]),
            RegisterColumn::Number(vec![Some(12_000.into()), None]),
            RegisterColumn::Code(vec![Some(0), Some(1)]),
        ]
    );
}

#[test]
fn wrong_cells_and_headings_of_a_register_are_findings() {
    let registers = registers();
    let any = Request { registers: &registers, ..Request::new("导出.csv") };
    let hinted = Request { hint: Hint::Register("enterprises"), ..any.clone() };
    let unknown = Request { hint: Hint::Register("enterprise"), ..any.clone() };
    let headings = "统一社会信用代码,企业名称,所在园区,成立日期,注册资本,状态\n";
    let row = |cells: &str| format!("{headings}{cells}\n");
    for (request, text, expected) in [
        (&any, row(",甲,兰州高新区,,,"), vec!["empty-cell@2"]),
        (&any, row("1,甲,火星,,,"), vec!["unknown-territory@2"]),
        (&any, row("1,甲,兰州高新区,早年,,"), vec!["not-a-date@2"]),
        (&any, row("1,甲,兰州高新区,,很多,"), vec!["not-a-number@2"]),
        (&any, row("1,甲,兰州高新区,,100人,"), vec!["unit-mismatch@2"]),
        (&any, row("1,甲,兰州高新区,,,停业"), vec!["unknown-code@2"]),
        (
            &hinted,
            "统一社会信用代码,企业名称,法人\n1,甲,张三\n".to_owned(),
            vec!["missing-column@1", "unknown-column@1"],
        ),
        (&hinted, "甲,乙\n1,2\n".to_owned(), vec!["unknown-layout@1"]),
        (&unknown, row("1,甲,兰州高新区,,,"), vec!["unknown-register"]),
    ] {
        assert_eq!(read_all(text.as_bytes(), request).codes(), expected, "{text}");
    }
}

#[test]
fn the_name_of_the_file_chooses_among_registers_that_fit() {
    let mut registers = registers();
    registers[0] = Register {
        id: "platforms".to_owned(),
        name: Text::new("平台台账", "Platforms"),
        ..registers[1].clone()
    };
    let text = "编号,名称\n1,甲\n";
    for (file, expected) in
        [("实验室台账2023.csv", Some(1)), ("platforms-2023.csv", Some(0)), ("导出.csv", None)]
    {
        let got = read_all(text.as_bytes(), &Request { registers: &registers, ..Request::new(file) });
        match expected {
            Some(n) => assert_eq!(got.summary.tables, [TableKind::Register(n)], "{file}"),
            None => assert_eq!(got.codes(), ["ambiguous-register"], "{file}"),
        }
    }
}
