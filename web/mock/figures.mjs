// Values of the mock: what was published stands first, sample values fill the rest and say so.
import { indicators, plan, targets, territories } from "./plan.mjs";

const text = (zh, en) => ({ zh, en });
const published = [
  ["gdp", "lanbai", "2018", 718, [], "gscn-2021-12", "2021-12-17"], ["gdp", "lanbai", "2020", 859, [], "gscn-2021-12", "2021-12-17"],
  ["gdp", "pilot-zone", "2022", 1225, [], "handmsg-2023", "2023-02-23"], ["gdp", "demonstration-zone", "2020", 420, ["estimate"], "gscn-2021", "2021-02-10"],
  ["gdp", "demonstration-zone", "2022", 520, [], "rdgb-2023", "2023-07-24"], ["gdp", "demonstration-zone", "2022", 512, [], "handmsg-2023", "2023-02-23"],
  ["gdp", "lanzhou-hitech", "2020", 292, ["estimate"], "gscn-2021", "2021-02-10"], ["gdp", "baiyin-hitech", "2020", 128, ["estimate"], "gscn-2021", "2021-02-10"],
  ["high-tech-enterprises", "gansu", "2019", 1052, [], "zzkede-2021", "2021-02-05"], ["high-tech-enterprises", "gansu", "2020", 1229, [], "zzkede-2021", "2021-02-05"],
  ["high-tech-enterprises", "lanzhou-hitech", "2020", 365, [], "gscn-2021", "2021-02-10"], ["high-tech-enterprises", "baiyin-hitech", "2020", 71, [], "gscn-2021", "2021-02-10"],
  ["high-tech-enterprises", "demonstration-zone", "2020", 436, [], "gscn-2021", "2021-02-10"], ["high-tech-enterprises", "demonstration-zone", "2022", 549, [], "handmsg-2023", "2023-02-23"],
  ["high-tech-enterprises", "demonstration-zone", "2022", 547, ["period-not-stated"], "rdgb-2023", "2023-07-24"], ["high-tech-enterprises", "pilot-zone", "2022", 698, [], "handmsg-2023", "2023-02-23"],
  ["rd-intensity", "demonstration-zone", "2020", 4.05, ["estimate"], "gscn-2021", "2021-02-10"], ["rd-intensity", "lanzhou-hitech", "2020", 3.45, ["estimate"], "gscn-2021", "2021-02-10"],
  ["rd-intensity", "baiyin-hitech", "2020", 5.46, ["estimate"], "gscn-2021", "2021-02-10"], ["rd-intensity", "gansu", "2022", 1.29, [], "gscn-2023-10", "2023-10-08"],
].map(([indicator, territory, period, value, qualifiers, source, known_on]) => ({ indicator, territory, period, value, qualifiers, source, known_on, origin: "published" }));

// [value of 2022, yearly growth]; parks take a part of it
const samples = { "rd-intensity": [2.62, 0.05], "rd-personnel": [88, 0.11], gdp: [1225, 0.062], "invention-patents": [17.4, 0.16], "technology-contracts": [52, 0.142], "high-tech-enterprises": [698, 0.117], makerspaces: [46, 0.03] };
const weights = { park: 0.04, county: 0.035 };
const parts = { "demonstration-zone": 0.6, "lanzhou-hitech": 0.44, "baiyin-hitech": 0.16, "lanzhou-new-area": 0.26, "lanzhou-etdz": 0.14, gansu: 2.45, lanzhou: 0.9, baiyin: 0.3 };
const spread = (id) => 0.55 + ([...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7) % 97) / 97;
const byId = new Map(territories.map((one) => [one.id, one]));
const byIndicator = new Map(indicators.map((one) => [one.id, one]));
const round = (value, digits) => Number(value.toFixed(digits));

function sampled(indicator, id, period) {
  const place = byId.get(id);
  const start = samples[indicator];
  if (!start || !place || place.placeholder || !/^\d{4}$/.test(period) || period < "2019" || period > "2025" || place.kind === "belt") return null;
  const { kind, decimals } = byIndicator.get(indicator);
  const size = id === "lanbai" || id === "pilot-zone" ? 1 : kind === "ratio" ? spread(id) : parts[id] ?? weights[place.kind] * spread(id);
  const years = Number(period) - 2022;
  return { indicator, territory: id, period, value: round(start[0] * size * (1 + start[1] * (0.8 + spread(id) * 0.2)) ** years, decimals), qualifiers: [], source: "sample-2026", known_on: "2026-11-01", origin: "sample" };
}

export function rivals(indicator, territory, period, { asOf, sample }) {
  const id = territory === "lanbai" && period === "2022" ? "pilot-zone" : territory;
  const rows = published.filter((row) => row.indicator === indicator && row.territory === id && row.period === period && (!asOf || row.known_on <= asOf));
  const ordered = rows.sort((a, b) => a.qualifiers.includes("period-not-stated") - b.qualifiers.includes("period-not-stated"));
  const filler = sample ? sampled(indicator, territory, period) : null;
  return filler ? [...ordered, filler] : ordered;
}

export function pathsOf(indicator, territory) {
  const target = targets[indicator];
  const base = rivals(indicator, territory, plan.base_period, { sample: true })[0]?.value;
  if (!target || !base || !["lanbai", "pilot-zone"].includes(territory)) return null;
  const years = [0, 1, 2, 3, 4, 5];
  const digits = byIndicator.get(indicator).decimals + 1;
  return {
    constant_growth: years.map((n) => ({ period: String(2022 + n), value: round(base * (target / base) ** (n / 5), digits) })),
    linear: years.map((n) => ({ period: String(2022 + n), value: round(base + ((target - base) * n) / 5, digits) })),
  };
}

function judge(indicator, value, path, base) {
  if (value === null) return ["grey", null, text("本期没有数据，不作判断。", "No value in this period; no judgement.")];
  if (path === undefined || base === undefined) return ["grey", null, text("没有目标或基期值，不作判断。", "No target or no base; no judgement.")];
  const progress = path === base ? 1 : (value - base) / (path - base);
  const percent = `${Math.round(progress * 100)}%`;
  if (progress >= 1) return ["green", progress, text(`达到序时进度的${percent}。`, `At ${percent} of the path.`)];
  if (progress >= 0.7) return ["yellow", progress, text(`为序时进度的${percent}，落后不足30个百分点。`, `At ${percent} of the path, less than 30 points behind.`)];
  return ["red", progress, text(`仅为序时进度的${percent}，落后超过30个百分点。`, `Only ${percent} of the path, more than 30 points behind.`)];
}

export function evaluate(indicator, territory, period, query) {
  const definition = byIndicator.get(indicator);
  const found = rivals(indicator, territory, period, query);
  const chosen = found[0] ?? null;
  const value = chosen?.value ?? null;
  const paths = pathsOf(indicator, territory);
  const path = paths?.constant_growth.find((point) => point.period === period)?.value;
  const [light, progress, light_reason] = judge(indicator, value, path, paths?.constant_growth[0].value);
  const target = targets[indicator] && ["lanbai", "pilot-zone"].includes(territory) && { value: targets[indicator], period: "2027", bound: "at-least", certainty: territory === "pilot-zone" ? "inferred" : "confirmed", inherited_from: territory === "pilot-zone" ? "lanbai" : null };
  const left = 2027 - Number(period);
  const whole = rivals(indicator, "gansu", period, query)[0]?.value;
  const union = ["lanbai", "pilot-zone", "demonstration-zone"].includes(territory);
  const missing = territories.filter((one) => one.placeholder).map((one) => one.id);
  return {
    indicator, territory, period, value, unit: definition.unit, decimals: definition.decimals, qualifiers: chosen?.qualifiers ?? [], origin: chosen?.origin ?? null, source: chosen?.source ?? null, certainty: definition.certainty,
    method: chosen ? (union && chosen.origin === "sample" ? "rolled-up" : "direct") : null,
    coverage: chosen && union && chosen.origin === "sample" ? { covered: 17, expected: 24, missing, complete: false } : chosen ? { covered: 1, expected: 1, missing: [], complete: true } : null,
    definition_version: definition.definition_version, target: target || null, path: path ?? null, progress, gap: value !== null && path !== undefined ? round(value - path, definition.decimals + 1) : null,
    required_growth: target && value && left > 0 ? Math.max(0, (target.value / value) ** (1 / left) - 1) : null, light, light_rule: value === null ? null : { id: "yinchuan", version: "1" }, light_reason,
    rolled_up: indicator === "rd-intensity" && territory === "demonstration-zone" && period === "2020" ? 4.0626 : null,
    difference: indicator === "rd-intensity" && territory === "demonstration-zone" && period === "2020" ? { value: -0.0126, explained_by_rounding: false } : null,
    share: definition.kind === "sum" && whole && value ? { of: "gansu", value: value / whole } : null,
    alternatives: found.slice(1).filter((row) => row.origin !== "sample").map((row) => ({
      value: row.value, unit: definition.unit, qualifiers: row.qualifiers, origin: row.origin, source: row.source, known_on: row.known_on,
      reason: row.qualifiers.includes("period-not-stated") ? text("出处未注明统计期，让位于注明统计期的数。", "Its source states no period; a value with a stated period goes first.") : text("出处等级较低。", "Its source has a lower grade."),
    })),
  };
}

export function series(indicator, territory, query) {
  const years = ["2018", ...plan.periods];
  return years.map((period) => {
    const row = rivals(indicator, territory, period, query)[0];
    return { period, value: row?.value ?? null, origin: row?.origin ?? null, qualifiers: row?.qualifiers ?? [] };
  });
}
