use lanbai_kernel::Unit;

use crate::cell;
use crate::fold::{fold, key};

/// What a column of a long table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Territory,
    Measure,
    Period,
    Value,
    Unit,
    Qualifier,
    Origin,
    /// 性质: origin, exactness or both; each cell's words tell.
    Nature,
    Source,
    KnownOn,
    Note,
    /// 更正: the id of the observation that the row corrects.
    Corrects,
}

impl Role {
    pub(crate) const ALL: [Self; 12] = [
        Self::Territory,
        Self::Measure,
        Self::Period,
        Self::Value,
        Self::Unit,
        Self::Qualifier,
        Self::Origin,
        Self::Nature,
        Self::Source,
        Self::KnownOn,
        Self::Note,
        Self::Corrects,
    ];

    /// The heading in our own files, as findings name it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Territory => "territory",
            Self::Measure => "measure",
            Self::Period => "period",
            Self::Value => "value",
            Self::Unit => "unit",
            Self::Qualifier => "qualifier",
            Self::Origin => "origin",
            Self::Nature => "性质",
            Self::Source => "source",
            Self::KnownOn => "known_on",
            Self::Note => "note",
            Self::Corrects => "supersedes",
        }
    }

    /// The role that a heading names.
    pub(crate) fn of(heading: &Heading) -> Option<Self> {
        ALIASES.iter().find(|(_, aliases)| aliases.contains(&heading.key.as_str())).map(|(role, _)| *role)
    }
}

/// Headings that mean each role, as [`key`] leaves them.
const ALIASES: [(Role, &[&str]); Role::ALL.len()] = [
    (
        Role::Territory,
        &[
            "territory",
            "region",
            "area",
            "park",
            "zone",
            "地区",
            "区域",
            "园区",
            "园区名称",
            "单位名称",
            "地区名称",
            "区域名称",
            "报送单位",
            "填报单位",
            "行政区",
            "行政区划",
            "市州",
            "市(州)",
            "县区",
            "县(区)",
            "县市区",
            "所在地区",
        ],
    ),
    (
        Role::Measure,
        &[
            "measure",
            "indicator",
            "variable",
            "指标",
            "基础数据项",
            "数据项",
            "指标名称",
            "数据项名称",
            "指标项",
            "统计指标",
        ],
    ),
    (
        Role::Period,
        &[
            "period",
            "year",
            "time",
            "时期",
            "年份",
            "时间",
            "年度",
            "报告期",
            "统计期",
            "统计时间",
            "所属期",
            "所属时期",
            "数据期",
            "年",
        ],
    ),
    (Role::Value, &["value", "数值", "值", "指标值", "数据", "数据值", "数量", "统计值", "obsvalue"]),
    (Role::Unit, &["unit", "units", "计量单位", "单位", "数据单位"]),
    (Role::Qualifier, &["qualifier", "qualifiers", "exactness", "限定", "精确程度", "准确程度", "数据限定"]),
    (Role::Origin, &["origin", "来源性质", "数据来源性质"]),
    (Role::Nature, &["性质", "数据性质"]),
    (Role::Source, &["source", "出处", "来源", "数据来源", "资料来源"]),
    (
        Role::KnownOn,
        &[
            "knownon",
            "publishedon",
            "published",
            "公布日期",
            "发布日期",
            "公布时间",
            "发布时间",
            "获知日期",
            "得知日期",
            "知悉日期",
            "公开日期",
        ],
    ),
    (Role::Note, &["note", "notes", "remark", "remarks", "comment", "备注", "说明", "附注", "注"]),
    (
        Role::Corrects,
        &["supersedes", "corrects", "更正", "更正的观测值", "更正的编号", "被更正的编号", "更正对象"],
    ),
];

/// Headings of our own exports whose columns an import works out anew, so that an export can be handed back.
const WORKED_OUT: [&str; 10] = [
    "id",
    "编号",
    "decimals",
    "printeddigits",
    "公布的小数位数",
    "publication",
    "发布号",
    "序号",
    "sourcetitle",
    "出处标题",
];

/// A heading with the unit that it may carry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Heading {
    /// As it stands, for findings.
    pub(crate) shown: String,
    /// Without its unit, folded.
    pub(crate) name: String,
    /// [`name`](Self::name) for comparison.
    pub(crate) key: String,
    /// `产值（万元）`, `单位：万元`.
    pub(crate) unit: Option<Unit>,
}

impl Heading {
    pub(crate) fn new(text: &str) -> Self {
        let folded = fold(text);
        let whole = folded.trim_matches(|c: char| c == '*' || c == ':' || c.is_whitespace());
        let (name, unit) = split_unit(whole);
        Self { shown: text.trim().to_owned(), name: name.to_owned(), key: key(name), unit }
    }

    /// Whether nothing is lost when the column is not read.
    pub(crate) fn is_worked_out(&self) -> bool {
        self.key.is_empty() || WORKED_OUT.contains(&self.key.as_str())
    }
}

/// `产值(万元)`, `产值[万元]`, `产值(单位:万元)`, `产值/万元`: only where what stands there is a unit.
fn split_unit(text: &str) -> (&str, Option<Unit>) {
    let bracketed = [('(', ')'), ('[', ']'), ('【', '】')].into_iter().find_map(|(open, close)| {
        let inner = text.strip_suffix(close)?;
        let (name, unit) = inner.rsplit_once(open)?;
        Some((name, cell::unit::parse(unit)?))
    });
    let behind_comma = || {
        let (name, unit) = text.rsplit_once([',', '/', ' '])?;
        // A bare `1` or `m` behind a stroke is more likely part of a name than a unit.
        let unit =
            cell::unit::parse(unit).filter(|_| !unit.trim().bytes().all(|b| b.is_ascii_alphanumeric()))?;
        Some((name, unit))
    };
    match bracketed.or_else(behind_comma) {
        Some((name, unit)) if !name.trim().is_empty() => (name.trim(), Some(unit)),
        _ => (text, None),
    }
}
