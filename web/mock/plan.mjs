// A plan for developing without the server: names and figures that were published for the two zones, cut short.
const text = (zh, en) => ({ zh, en });
const inPlan = (id, from = "2018-02-11", certainty = "confirmed") => ({ id, kind: "plan", from, to: null, certainty });
const administered = (id) => ({ id, kind: "administrative", from: "1949-10-01", to: null, certainty: "confirmed" });

function territory(id, kind, zh, en, more = {}) {
  return {
    id, kind, name: text(zh, en), short_name: text(more.short ?? zh, more.shortEn ?? en), certainty: more.certainty ?? "confirmed", placeholder: more.placeholder ?? false,
    located_in: more.in ?? null, code: more.code ?? null, point: more.point ? { lon: more.point[0], lat: more.point[1], approximate: true, source: null } : null, parents: more.parents ?? [],
  };
}

const park = (id, base, zh, en, county, point) => territory(id, "park", zh, en, { parents: [inPlan(base)], in: county, point });
const county = (code, zh, en, city) => territory(`county-${code}`, "county", zh, en, { code, parents: [administered(city)] });

export const territories = [
  territory("lanbai", "zone", "兰白两区", "Lanbai (both zones)"),
  territory("demonstration-zone", "zone", "兰白国家自主创新示范区", "Lanzhou–Baiyin National Innovation Demonstration Zone", { short: "自创区", shortEn: "Demonstration zone", parents: [inPlan("lanbai")] }),
  territory("pilot-zone", "zone", "兰白科技创新改革试验区", "Lanzhou–Baiyin Reform Pilot Zone", { short: "试验区", shortEn: "Pilot zone", parents: [inPlan("lanbai", "2014-11-01")] }),
  territory("lanzhou-hitech", "base", "兰州高新技术产业开发区", "Lanzhou High-tech Zone", { short: "兰州高新区", shortEn: "Lanzhou High-tech", parents: [inPlan("demonstration-zone"), inPlan("pilot-zone", "2014-11-01")], point: [103.87, 36.05], in: "county-620102" }),
  territory("baiyin-hitech", "base", "白银高新技术产业开发区", "Baiyin High-tech Zone", { short: "白银高新区", shortEn: "Baiyin High-tech", parents: [inPlan("demonstration-zone"), inPlan("pilot-zone", "2014-11-01")], point: [104.17, 36.53], in: "county-620402" }),
  territory("lanzhou-new-area", "base", "兰州新区", "Lanzhou New Area", { parents: [inPlan("pilot-zone", "2014-11-01")], point: [103.62, 36.5], in: "county-620121" }),
  territory("lanzhou-etdz", "base", "兰州经济技术开发区", "Lanzhou Economic and Technological Development Zone", { short: "兰州经开区", shortEn: "Lanzhou ETDZ", parents: [inPlan("pilot-zone", "2014-11-01")], point: [103.72, 36.1], in: "county-620105" }),
  park("yantan", "lanzhou-hitech", "雁滩园区", "Yantan Park", "county-620102", [103.88, 36.07]),
  park("dinglian", "lanzhou-hitech", "定连园区（榆中园区）", "Dinglian Park (Yuzhong)", "county-620123", [104.05, 35.98]),
  park("jiuzhou", "lanzhou-hitech", "九州经济开发区", "Jiuzhou Development Park", "county-620102", [103.83, 36.11]),
  park("qilihe", "lanzhou-hitech", "七里河园区", "Qilihe Park", "county-620103", [103.78, 36.04]),
  park("heping", "lanzhou-hitech", "和平工业园", "Heping Industrial Park", "county-620123", [103.96, 36.0]),
  park("anning", "lanzhou-etdz", "安宁园区", "Anning Park", "county-620105", [103.72, 36.11]),
  park("xigu", "lanzhou-etdz", "西固园区", "Xigu Park", "county-620104", [103.62, 36.1]),
  park("honggu", "lanzhou-etdz", "红古园区", "Honggu Park", "county-620111", [102.86, 36.34]),
  park("gaolan", "lanzhou-etdz", "皋兰园区", "Gaolan Park", "county-620122", [103.94, 36.33]),
  park("airport-north", "lanzhou-etdz", "机场北高新园区", "Airport North High-tech Park", "county-620121", [103.6, 36.56]),
  park("baiyin-core", "baiyin-hitech", "白银高新区（核心）", "Baiyin High-tech core", "county-620402", [104.19, 36.54]),
  park("yindong", "baiyin-hitech", "银东园区", "Yindong Park", "county-620402", [104.25, 36.56]),
  park("yinxi", "baiyin-hitech", "银西园区（银西生态产业园）", "Yinxi Ecological Park", "county-620402", [104.1, 36.5]),
  park("liuchuan", "baiyin-hitech", "刘川园区（白银刘川工业集中区）", "Liuchuan Park", "county-620421", [104.55, 36.7]),
  park("pingchuan", "baiyin-hitech", "平川园区（平川经济开发区）", "Pingchuan Park", "county-620403", [104.83, 36.73]),
  park("huining", "baiyin-hitech", "会宁园区", "Huining Park", "county-620422", [105.05, 35.7]),
  park("zhenglu", "baiyin-hitech", "正路园区", "Zhenglu Park", "county-620423", [103.75, 36.95]),
  ...Array.from({ length: 7 }, (_, index) =>
    territory(`new-area-park-${index + 1}`, "park", `兰州新区分园（待补 ${index + 1}）`, `New Area park (to be filled in ${index + 1})`, { certainty: "not-found", placeholder: true, parents: [inPlan("lanzhou-new-area", "2018-02-11", "inferred")] })),
  territory("gansu", "province", "甘肃省", "Gansu Province", { code: "620000" }),
  territory("lanzhou", "city", "兰州市", "Lanzhou", { code: "620100", parents: [administered("gansu")] }),
  territory("baiyin", "city", "白银市", "Baiyin", { code: "620400", parents: [administered("gansu")] }),
  county("620102", "城关区", "Chengguan", "lanzhou"), county("620103", "七里河区", "Qilihe", "lanzhou"), county("620104", "西固区", "Xigu", "lanzhou"), county("620105", "安宁区", "Anning", "lanzhou"),
  county("620111", "红古区", "Honggu", "lanzhou"), county("620121", "永登县", "Yongdeng", "lanzhou"), county("620122", "皋兰县", "Gaolan", "lanzhou"), county("620123", "榆中县", "Yuzhong", "lanzhou"),
  county("620402", "白银区", "Baiyin District", "baiyin"), county("620403", "平川区", "Pingchuan", "baiyin"), county("620421", "靖远县", "Jingyuan", "baiyin"), county("620422", "会宁县", "Huining", "baiyin"), county("620423", "景泰县", "Jingtai", "baiyin"),
  territory("yellow-river-belt", "belt", "黄河（甘肃段）高新技术产业带", "Yellow River (Gansu) high-tech belt", { certainty: "inferred" }),
];

const goal = (order, id, zh, en, indicators) => ({ id, order, title: text(zh, en), has_number: indicators.length > 0, indicators, clauses: ["c-16-goals"] });
export const goals = [
  goal(1, "innovation", "率先成为区域科技创新高地", "A regional height of science and innovation", ["rd-intensity", "invention-patents", "national-key-laboratories"]),
  goal(2, "industry", "率先成为具有竞争力的产业高地", "A height of competitive industry", ["high-tech-enterprises"]),
  goal(3, "transfer", "率先成为科技成果转化高地", "A height of technology transfer", ["technology-contracts"]),
  goal(4, "talent", "率先成为更具吸引力的人才高地", "A height that attracts talent", ["rd-personnel"]),
  goal(5, "opening", "率先成为对外开放合作高地", "A height of opening and cooperation", []),
  goal(6, "reform", "率先成为体制机制改革高地", "A height of institutional reform", []),
];

function indicator(order, id, dimension, zh, en, unit, decimals, kind, more = {}) {
  const named = more.certainty !== "not-found";
  return {
    id, name: text(zh, en), order, dimension, goal: goals.find((one) => one.indicators.includes(id))?.id ?? null, unit, decimals, direction: "higher", certainty: more.certainty ?? "confirmed",
    definition: more.definition ?? null, definition_version: named ? "1" : null, formula: more.formula ?? null, note: more.note ?? null, clauses: more.clauses ?? (named ? ["c-16-goals"] : []), has_formula: named, kind,
  };
}
export const indicators = [
  indicator(1, "rd-intensity", "input", "全社会R&D经费投入强度", "R&D intensity", "%", 2, "ratio", { definition: text("区域内全社会研究与试验发展经费内部支出占地区生产总值的比重。", "Intramural R&D expenditure of the whole territory over its GDP."), formula: text("R&D经费内部支出 ÷ 地区生产总值 × 100%", "R&D expenditure ÷ GDP × 100 %") }),
  indicator(2, "rd-personnel", "input", "每万人R&D人员", "R&D personnel per 10,000", "人年/万人", 1, "ratio", { definition: text("R&D人员全时当量与从业人员之比。", "Full-time equivalents of R&D personnel over employed persons."), formula: text("R&D人员全时当量 ÷ 从业人员", "R&D FTE ÷ employed persons") }),
  indicator(3, "gdp", "output", "地区生产总值", "Gross domestic product", "亿元", 1, "sum", { definition: text("按生产法核算的地区生产总值，现价。", "GDP by the production approach, current prices."), formula: text("地区生产总值", "GDP") }),
  indicator(4, "invention-patents", "output", "万人发明专利拥有量", "Invention patents per 10,000", "件/万人", 2, "ratio", { definition: text("年末有效发明专利件数与年末常住人口之比。", "Invention patents in force over resident population, year end."), formula: text("有效发明专利 ÷ 常住人口", "Patents in force ÷ residents") }),
  indicator(5, "technology-contracts", "output", "技术合同认定登记成交额", "Registered technology contracts", "亿元", 2, "sum", { definition: text("期内经认定登记的技术合同成交总额，按输出地统计。", "Total of technology contracts registered in the period, by the seller's place."), formula: text("技术合同成交额", "Contract turnover") }),
  indicator(6, "high-tech-enterprises", "resources", "高新技术企业", "High-tech enterprises", "家", 0, "sum", { definition: text("期末证书在有效期内的高新技术企业数，含当年新认定。", "Enterprises with a valid certificate at the period's end, newly recognised ones included."), formula: text("有效高新技术企业数", "Certified enterprises") }),
  indicator(7, "makerspaces", "resources", "众创空间", "Makerspaces", "家", 0, "sum", { formula: text("众创空间数", "Makerspaces") }),
  indicator(8, "national-key-laboratories", null, "全国重点实验室（含国防）", "National key laboratories", "家", 0, "sum", { certainty: "inferred", note: text("目标见于规划正文，是否为十项指标之一尚未查明。", "The target stands in the text; whether it is one of the ten indicators is not known."), formula: text("全国重点实验室数", "National key laboratories") }),
  indicator(9, "unknown-9", null, "第九项指标（名称未查明）", "Ninth indicator (name not found)", "1", 0, "none", { certainty: "not-found" }),
  indicator(10, "unknown-10", null, "第十项指标（名称未查明）", "Tenth indicator (name not found)", "1", 0, "none", { certainty: "not-found" }),
];

export const targets = { "rd-intensity": 3.5, "rd-personnel": 150, "invention-patents": 60, "technology-contracts": 100, "high-tech-enterprises": 1300, "national-key-laboratories": 10 };

export const sources = [
  ["handmsg-2023", "甘肃省科技工作会议召开", "甘肃经济信息网", "http://www.handmsg.com/page/2023/0223/23150366.shtml", "2023-02-23", "B", null],
  ["rdgb-2023", "关于检查自创区条例实施情况的报告", "甘肃省人大常委会", "http://rdgb.gsrdw.gov.cn/2023/252_1113/3780.html", "2023-07-24", "A", "“现有”，未注明统计期"],
  ["gscn-2021", "兰白自创区2020年建设成效", "甘肃省科技厅（中国甘肃网）", "http://gansu.gscn.com.cn/system/2021/02/10/012542164.shtml", "2021-02-10", "A", null],
  ["gscn-2021-12", "兰白两区发展情况新闻发布会", "中国甘肃网", "http://gansu.gscn.com.cn/system/2021/12/17/012685721.shtml", "2021-12-17", "A", null],
  ["gscn-2023-10", "2022年全省科技经费投入统计公报", "中国甘肃网", "http://gansu.gscn.com.cn/system/2023/10/08/013035523.shtml", "2023-10-08", "A", null],
  ["zzkede-2021", "甘肃“十三五”科技发展综述", "每日甘肃网", "http://zzkede.cn/xinwen/keji/2021/0205/131429.html", "2021-02-05", "B", null],
  ["achie-2023", "规划纲要正式印发", "高新院", "none in index", "2023-11-13", "B", null],
  ["sample-2026", "样例数据（由种子生成，非真实统计）", null, null, "2026-11-01", "D", "仅供演示"],
].map(([id, title, publisher, address, published_on, grade, note]) => ({ id, title, publisher, address, published_on, grade, note }));

export const clauses = [
  ["c-05-zones", 5, "双区联动：自创区先行先试，试验区推广。", "The two zones move together: the demonstration zone tries first, the pilot zone spreads.", "implemented", [["territory", "demonstration-zone", "自创区", "Demonstration zone", true], ["territory", "pilot-zone", "试验区", "Pilot zone", true]]],
  ["c-06-positioning", 6, "自创区五大建设定位，试验区六大改革试验任务。", "Five positionings of the demonstration zone, six reform tasks of the pilot zone.", "described", [["positioning", "reform-pilot", "科技体制改革试验区", "Reform of the science system", false]]],
  ["c-09-parks", 9, "以24个分园为核心载体，培育主体功能明显、优势互补的创新生态群落。", "24 parks carry the plan, each with its own main function.", "described", [["territory", "lanbai", "兰白两区", "Lanbai", true]]],
  ["c-10-spread", 10, "带动全省、辐射西北，向外扩散成功经验。", "Lead the province and reach the northwest.", "not-implemented", []],
  ["c-12-actions", 12, "聚力实施五大行动。", "Carry out the five actions.", "described", [["action", "innovation-lead", "科技创新引领支撑行动", "Innovation leads", false]]],
  ["c-13-fund", 13, "发挥兰白基金和国家科技成果转化引导基金的引导作用，探索投贷联动。", "Let the Lanbai fund and the national guidance fund lead; try loans linked to investment.", "described", [["fund", "lanbai-fund", "兰白基金", "Lanbai fund", false]]],
  ["c-15-mechanism", 15, "推行公开竞争、定向委托、揭榜挂帅、赛马制。", "Open competition, direct commission, challenge-based calls, racing.", "described", [["procedure", "challenge", "揭榜挂帅", "Challenge-based call", false]]],
  ["c-16-goals", 16, "到2027年，两区力争实现六个“率先”：全国重点实验室10家以上，R&D经费占比3.5%以上，万人发明专利60件以上，高新技术企业1300家以上，技术合同成交额100亿元以上，每万人R&D人员150人以上。", "By 2027 six goals: 10 key laboratories, R&D 3.5 % of GDP, 60 patents per 10,000, 1,300 high-tech enterprises, 10 billion yuan of contracts, 150 R&D personnel per 10,000.", "implemented", [["indicator", "rd-intensity", "全社会R&D经费投入强度", "R&D intensity", true], ["indicator", "high-tech-enterprises", "高新技术企业", "High-tech enterprises", true], ["target", "high-tech-enterprises-2027", "高新技术企业 ≥ 1300", "High-tech enterprises ≥ 1,300", true]]],
].map(([id, paragraph, zh, en, status, links]) => ({
  id, paragraph, text: text(zh, en), source: "achie-2023", status, implemented_by: links.map(([kind, link, nameZh, nameEn, has_data]) => ({ kind, id: link, name: text(nameZh, nameEn), has_data })),
}));

export const document = {
  chapters: [
    { id: "ch-1", number: "一", title: text("基础与形势", "Where we stand"), certainty: "confirmed" },
    { id: "ch-2", number: "二", title: text("总体要求与布局", "Requirements and layout"), certainty: "inferred" },
    { id: "ch-3", number: "三", title: text("科技创新引领支撑", "Innovation leads"), certainty: "inferred" },
  ],
  positionings: [
    ["reform-pilot", "demonstration-zone", "positioning", "科技体制改革试验区", "Pilot for reform of the science system"],
    ["quality-rise", "demonstration-zone", "positioning", "产业品质跃升支撑区", "Support for a rise in industrial quality"],
    ["opening-west", "pilot-zone", "reform-task", "向西开放战略支撑区", "Strategic support for opening to the west"],
  ].map(([id, of, kind, zh, en]) => ({ id, of, kind, title: text(zh, en), clauses: ["c-06-positioning"] })),
  actions: [
    ["innovation-lead", "科技创新引领支撑", "Innovation leads"], ["industry-quality", "科技赋能产业提质", "Science raises industry"], ["reform-deepen", "体制机制改革深化", "Deeper reform"],
    ["open-level", "开放合作水平提升", "Wider opening"], ["resource-flow", "资源要素配置优化", "Better allocation of resources"],
  ].map(([id, zh, en], index) => ({ id, order: index + 1, title: text(zh, en), clauses: ["c-12-actions"] })),
  tasks: [
    { id: "t-labs", action: "innovation-lead", title: text("争取布局全国重点实验室（含国防）", "Win national key laboratories"), lead: null, indicators: ["national-key-laboratories"], clauses: ["c-16-goals"], certainty: "confirmed" },
    { id: "t-firms", action: "industry-quality", title: text("壮大创新型企业集群", "Grow clusters of innovative firms"), lead: null, indicators: ["high-tech-enterprises"], clauses: ["c-16-goals"], certainty: "confirmed" },
  ],
};

export const plan = {
  id: "lanbai", version: "2023.1", invented: false, title: text("兰白国家自主创新示范区和科技创新改革试验区发展规划纲要（2023—2027年）", "Development plan of the Lanzhou–Baiyin zones, 2023–2027"), short_title: text("兰白两区发展规划纲要", "Lanbai plan"),
  number: "甘政办发〔2023〕88号", issued: "2023-11-10", issuer: text("甘肃省人民政府办公厅", "General Office of the People's Government of Gansu"), first_period: "2023", last_period: "2027", base_period: "2022", home: "lanbai", reference: "gansu",
  map: { approval_number: null, datum: "CGCS2000" }, has_sample: true, default_period: "2025", periods: ["2019", "2020", "2021", "2022", "2023", "2024", "2025"], goals,
  dimensions: [{ id: "input", title: text("投入", "Input") }, { id: "output", title: text("产出", "Output") }, { id: "resources", title: text("创新资源", "Resources") }],
  indicators: indicators.map((one) => ({ ...one, kind: undefined })), territories,
  reload: { checked_at: "2026-11-23T06:00:00Z", changes: [{ kind: "changed", what: "target", id: "technology-contracts-2027", before: "90 亿元", after: "100 亿元" }, { kind: "added", what: "indicator", id: "national-key-laboratories", before: null, after: "家" }] },
};
