// The mock's answer to each read of the API.
import { existsSync, readFileSync } from "node:fs";
import { evaluate, pathsOf, rivals, series } from "./figures.mjs";
import { clauses, document, goals, indicators, plan, sources, territories } from "./plan.mjs";

const text = (zh, en) => ({ zh, en });
const publicIndicator = (id) => plan.indicators.find((one) => one.id === id);
const members = (id) => territories.filter((one) => one.parents.some((parent) => parent.id === id));

function scope(query) {
  return { territory: query.get("territory") || plan.home, period: query.get("period") || plan.default_period, asOf: query.get("as_of") || null, sample: query.get("sample") !== "false" };
}

function cockpit(query) {
  const asked = scope(query);
  const item = ({ id }) => {
    const evaluation = evaluate(id, asked.territory, asked.period, asked);
    const points = series(id, asked.territory, asked);
    const known = points.filter((point) => point.value !== null && point.period <= asked.period).at(-1);
    const parts = territories.filter((one) => one.kind === "base").map((one) => ({ one, row: rivals(id, one.id, asked.period, asked)[0] })).filter(({ row }) => row);
    const total = parts.reduce((sum, { row }) => sum + row.value, 0);
    return {
      indicator: id, evaluation, latest: evaluation.value === null && known ? { period: known.period, value: known.value, origin: known.origin } : null, series: points, path: pathsOf(id, asked.territory)?.constant_growth ?? [],
      shares: indicators.find((one) => one.id === id).kind === "sum" ? parts.map(({ one, row }) => ({ territory: one.id, value: row.value, share: row.value / total, origin: row.origin })).sort((a, b) => b.share - a.share) : [],
      attention: { red: 3, yellow: 2, grey: 1, green: 0 }[evaluation.light] + (evaluation.progress === null ? 0 : 1 - Math.min(1, evaluation.progress)),
    };
  };
  const groups = [...goals.map((goal) => goal.id), null].map((goal) => ({ goal, items: indicators.filter((one) => one.goal === goal).map(item).sort((a, b) => b.attention - a.attention) }));
  const lights = groups.flatMap((group) => group.items.map((one) => one.evaluation.light));
  const count = (light) => lights.filter((one) => one === light).length;
  return { territory: asked.territory, period: asked.period, summary: { green: count("green"), yellow: count("yellow"), red: count("red"), grey: count("grey") }, goals: groups };
}

function indicatorPage(id, query) {
  const definition = publicIndicator(id);
  if (!definition) return null;
  const asked = scope(query);
  const paths = pathsOf(id, asked.territory);
  return {
    definition, evaluation: evaluate(id, asked.territory, asked.period, asked), series: series(id, asked.territory, asked), path: paths?.constant_growth ?? [], paths,
    territories: territories.filter((one) => one.kind !== "county" && one.kind !== "belt").map((one) => evaluate(id, one.id, asked.period, asked)),
    counties: territories.filter((one) => one.kind === "county").map((one) => {
      const row = rivals(id, one.id, asked.period, asked)[0];
      return { code: one.code, territory: one.id, value: row?.value ?? null, origin: row?.origin ?? null };
    }),
    clauses: clauses.filter((clause) => definition.clauses.includes(clause.id)),
  };
}

const observation = (row, number = 1) => ({ id: `${row.indicator}/${row.territory}/${row.period}/${row.source}`, measure: row.indicator, territory: row.territory, period: row.period, value: row.value, unit: publicIndicator(row.indicator).unit, qualifiers: row.qualifiers, origin: row.origin, source: row.source, known_on: row.known_on, publication: number, note: null });

function step(kind, row, more = {}) {
  const unit = publicIndicator(row.indicator).unit;
  return { kind, title: publicIndicator(row.indicator).name, territory: row.territory, period: row.period, value: row.value, unit, origin: row.origin, observation: kind === "observation" ? observation(row) : null, rejected: [], notes: [], children: [], ...more };
}

function explanation(query) {
  const asked = scope(query);
  const id = query.get("indicator");
  const evaluation = evaluate(id, asked.territory, asked.period, asked);
  const found = rivals(id, asked.territory, asked.period, asked);
  const parts = members(asked.territory).map((one) => rivals(id, one.id, asked.period, asked)[0]).filter(Boolean);
  const children = found[0] ? [step("observation", found[0], { rejected: evaluation.alternatives })] : [];
  if (parts.length > 1) children.push(step("roll-up", { ...parts[0], territory: asked.territory, value: evaluation.rolled_up ?? Number(parts.reduce((sum, row) => sum + row.value, 0).toFixed(2)) }, { title: text("由成员区域汇总（核对）", "Rolled up from members (cross-check)"), origin: "derived", children: parts.map((row) => step("observation", row)), notes: evaluation.difference ? [text("与公布值相差-0.0126，四舍五入不足以解释。", "Differs from the published value by -0.0126; rounding alone does not explain it.")] : [] }));
  const named = new Set(parts.concat(found).map((row) => row.source));
  const value = evaluation.value === null ? "—" : evaluation.value;
  return {
    evaluation, formula: publicIndicator(id).formula ?? text("—", "—"), substituted: evaluation.value === null ? "—" : `${value} ${evaluation.unit}`,
    root: { kind: "indicator", title: publicIndicator(id).name, territory: asked.territory, period: asked.period, value: evaluation.value, unit: evaluation.unit, origin: evaluation.origin, observation: null, rejected: [], notes: [], children },
    clauses: clauses.filter((clause) => publicIndicator(id).clauses.includes(clause.id)), sources: sources.filter((source) => named.has(source.id)),
  };
}

function territoryPage(id, query) {
  const place = territories.find((one) => one.id === id);
  if (!place) return null;
  const asked = { ...scope(query), territory: id };
  const evaluations = indicators.filter((one) => one.kind !== "none").map((one) => ({ ...evaluate(one.id, id, asked.period, asked), series: series(one.id, id, asked) }));
  const lists = {
    anning: [text("总部经济、航空航天、装备制造、医药、轻工食品", "Headquarters, aerospace, equipment, medicine, light industry")],
    dinglian: [text("生物医药与生命健康、数字经济、物流、食品加工", "Biomedicine, digital economy, logistics, food")],
  };
  return {
    territory: place, area_km2: { anning: 40.99, "lanzhou-hitech": 182.77, "pilot-zone": 2448.65, dinglian: 100 }[id] ?? null, functions: (lists[id] ?? []).map((one) => ({ text: one, industries: ["biomedicine"], source: "gscn-2021" })), note: null,
    members: members(id).map((one) => ({ id: one.id, ...Object.fromEntries(Object.entries(one.parents.find((parent) => parent.id === id)).filter(([key]) => key !== "id")) })),
    evaluations, share: evaluations.filter((one) => one.share).map((one) => ({ indicator: one.indicator, of: one.share.of, value: one.share.value })),
    overlaps: id === "pilot-zone" ? [{ territory: "demonstration-zone", shared_leaves: 12, leaves: 24 }] : [],
  };
}

const column = (name, zh, en, type = "text") => ({ name, title: text(zh, en), type });
const tables = [
  { name: "observations", title: text("观测值", "Observations"), columns: [column("measure", "基础数据项", "Measure"), column("territory", "区域", "Territory"), column("period", "时期", "Period"), column("value", "数值", "Value", "number"), column("unit", "单位", "Unit"), column("qualifier", "限定", "Qualifier"), column("origin", "来源性质", "Origin"), column("source", "出处", "Source"), column("known_on", "得知日期", "Known on", "date")] },
  { name: "enterprises", title: text("企业（样例）", "Enterprises (sample)"), columns: [column("id", "编号", "Id"), column("name", "名称", "Name"), column("territory", "区域", "Territory"), column("valid_from", "起始日期", "From", "date"), column("revenue", "营业收入（万元）", "Revenue (10,000 yuan)", "number")] },
];
const rowsOf = {
  observations: plan.indicators.flatMap((one) => territories.flatMap((place) => plan.periods.flatMap((period) => rivals(one.id, place.id, period, { sample: true }).map((row) => [row.indicator, row.territory, row.period, row.value, one.unit, row.qualifiers.join("+") || "exact", row.origin, row.source, row.known_on])))),
  enterprises: Array.from({ length: 340 }, (_, index) => [`S${String(index + 1).padStart(5, "0")}`, `样例企业${index + 1}`, territories[7 + (index % 17)].id, `20${18 + (index % 8)}-0${1 + (index % 9)}-15`, 1200 + ((index * 7919) % 98000)]),
};
for (const table of tables) table.rows = rowsOf[table.name].length;

function tablePage(name, query) {
  const table = tables.find((one) => one.name === name);
  if (!table) return null;
  const [by, ...rest] = (query.get("filter") ?? "").split(":");
  const at = table.columns.findIndex((one) => one.name === by);
  const rows = rowsOf[name].filter((row) => at < 0 || String(row[at]).includes(rest.join(":")));
  const start = Number(query.get("cursor") ?? 0);
  const end = start + Number(query.get("limit") ?? 50);
  return { columns: table.columns, rows: rows.slice(start, end), next_cursor: end < rows.length ? String(end) : null, total: rows.length };
}

const published = () => rowsOf.observations.map(([measure, territory, period, value, unit, qualifier, origin, source, known_on]) => ({ id: `${measure}/${territory}/${period}/${source}`, measure, territory, period, value, unit, qualifiers: qualifier === "exact" ? [] : [qualifier], origin, source, known_on, publication: 1, note: null }));
const sourceList = () => ({ items: sources.map((source) => ({ ...source, observations: published().filter((row) => row.source === source.id).length })) });
const sourcePage = (id) => {
  const source = sources.find((one) => one.id === id);
  return source ? { ...source, items: published().filter((row) => row.source === id).slice(0, 200) } : null;
};

const place = (more) => ({ file: null, line: null, column: null, territory: null, measure: null, period: null, ...more });
const findings = { items: [
  { code: "DATA-004", severity: "warning", message: text("2020年两区859亿元减去已公布的三家基地，兰州经开区只剩203亿元，而其2016年公布值为246亿元。", "859 less the three published bases leaves 203 for Lanzhou ETDZ in 2020, which published 246 in 2016."), hint: text("核对四个基地2020年的口径与公布值。", "Check the definitions and values of the four bases for 2020."), place: place({ territory: "lanzhou-etdz", measure: "gdp", period: "2020" }) },
  { code: "DATA-002", severity: "warning", message: text("自创区2022年高新技术企业有两个公布值：549与547。", "Two published values for 2022: 549 and 547."), hint: text("请来源单位说明统计时点。", "Ask the sources for the date each counted."), place: place({ territory: "demonstration-zone", measure: "high-tech-enterprises", period: "2022" }) },
  { code: "PLAN-011", severity: "note", message: text("指标“第九项指标”没有公式。", "The ninth indicator has no formula."), hint: text("在 indicators.toml 中补充名称与公式。", "Add its name and formula to indicators.toml."), place: place({ file: "indicators.toml", line: 88 }) },
] };
const conflicts = () => ({ items: [["high-tech-enterprises", "demonstration-zone", "2022"], ["gdp", "demonstration-zone", "2022"]].map(([measure, territory, period]) => {
  const asked = { asOf: null, sample: false };
  return { measure, territory, period, chosen: observation(rivals(measure, territory, period, asked)[0]), others: evaluate(measure, territory, period, asked).alternatives };
}) });
const publications = { items: [
  { number: 3, recorded_at: "2026-11-23T06:05:12Z", kind: "import", file: "sample-2026.csv", rows: 18240 },
  { number: 2, recorded_at: "2026-11-23T06:05:03Z", kind: "import", file: "high-tech-enterprises.csv", rows: 34 },
  { number: 1, recorded_at: "2026-11-23T06:05:01Z", kind: "import", file: "gdp.csv", rows: 41 },
] };
const clauseList = { ...document, clauses };

function counties() {
  const file = process.env.LANBAI_COUNTIES ?? new URL("../../plans/lanbai/geo/counties.geojson", import.meta.url);
  if (!existsSync(file)) return { type: "FeatureCollection", features: [] };
  const all = JSON.parse(readFileSync(file, "utf8"));
  const features = all.features.map((one) => ({ ...one, properties: { code: one.properties.code ?? String(one.properties.gb).slice(3), name: one.properties.name } }));
  return { type: "FeatureCollection", features };
}

const routes = [
  [/^\/plan$/, () => plan],
  [/^\/cockpit$/, (_, query) => cockpit(query)],
  [/^\/indicators\/([^/]+)$/, ([id], query) => indicatorPage(id, query)],
  [/^\/explanations$/, (_, query) => explanation(query)],
  [/^\/territories\/([^/]+)$/, ([id], query) => territoryPage(id, query)],
  [/^\/clauses$/, () => clauseList],
  [/^\/tables$/, () => ({ items: tables })],
  [/^\/tables\/([^/]+)$/, ([name], query) => tablePage(name, query)],
  [/^\/sources$/, () => sourceList()],
  [/^\/sources\/([^/]+)$/, ([id]) => sourcePage(id)],
  [/^\/findings$/, () => findings],
  [/^\/conflicts$/, () => conflicts()],
  [/^\/publications$/, () => publications],
  [/^\/geo\/counties$/, counties],
];

/** The body for a path under /api/v1, or nothing where there is none. */
export function respond(path, query) {
  for (const [pattern, handler] of routes) {
    const match = pattern.exec(path);
    if (match) return handler(match.slice(1).map(decodeURIComponent), query);
  }
  return null;
}
