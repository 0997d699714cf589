import { expect, test } from "vitest";
import type { Evaluation } from "@/api/types";
import { groupRows } from "./group";
import { latestOf } from "./latest";
import { boundsOf, classOf, quantiles } from "./map/classes";
import { periodParts, readPeriod } from "./period";
import { sortRows } from "./sort";
import { trendRows } from "./charts/trend";
import { commonScale, scale } from "./units";

test.each([
  ["2023", "year", { year: "2023" }],
  ["2023H1", "h1", { year: "2023" }],
  ["2023Q3", "quarter", { year: "2023", quarter: "3" }],
  ["2023-01", "month", { year: "2023", month: "1" }],
  ["2023-01..09", "months", { year: "2023", from: "1", to: "9" }],
  ["2016..2020", "years", { from: "2016", to: "2020" }],
])("period %s", (period, key, parts) => expect(periodParts(period)).toEqual({ key, parts }));

test.each([
  ["2023年", "2023"],
  ["２０２３年上半年", "2023H1"],
  ["2023年第3季度", "2023Q3"],
  ["Q3 2023", "2023Q3"],
  ["2023Q3", "2023Q3"],
  ["2023年3月", "2023-03"],
  ["2023年1—9月", "2023-01..09"],
  ["2023-01..09", "2023-01..09"],
  ["2016..2020", "2016..2020"],
  ["去年", "去年"],
])("%s is read as the period %s", (text, period) => expect(readPeriod(text)).toBe(period));

test.each([
  [13000, "亿元", 13000, "亿元"],
  [1297000, "亿元", 129.7, "万亿元"],
  [350_000_000, "元", 3.5, "亿元"],
  [52_000, "元", 5.2, "万元"],
  [46_000, "人", 46_000, "人"],
  [2_364_000, "人", 236.4, "万人"],
  [698, "家", 698, "家"],
])("%d %s is told as %d %s", (value, unit, told, as) => expect(scale(value, unit)).toMatchObject({ value: told, unit: as }));

test("a column is told in the unit of its largest amount", () => {
  expect(commonScale([9_822, -142_500], "万元")).toEqual({ by: 1e4, unit: "亿元" });
  expect(commonScale([9_822], "万元")).toEqual({ by: 1, unit: "万元" });
  expect(commonScale([], "人")).toEqual({ by: 1, unit: "人" });
});

test("rows without a key come last both ways", () => {
  const rows = [{ v: 2 }, { v: null }, { v: 10 }];
  const by = (descending: boolean) => sortRows({ rows, key: (row) => row.v, descending, locale: "zh" }).map((row) => row.v);
  expect(by(false)).toEqual([2, 10, null]);
  expect(by(true)).toEqual([10, 2, null]);
});

test("a trend starts at its first value and ends at its target", () => {
  const series = [2019, 2020, 2021].map((year) => ({
    period: String(year),
    value: year === 2019 ? null : year,
    origin: "sample" as const,
    qualifiers: [],
    complete: true,
  }));
  const target = { value: 9, period: "2027", bound: "at-least" as const, certainty: "confirmed" as const, inherited_from: null };
  expect(trendRows({ series, path: [], target }).map((row) => row.period)).toEqual(["2020", "2021", "2027"]);
  expect(trendRows({ series: [], path: [] })).toEqual([]);
});

test("classes of a map hold as equal numbers of values as the values allow", () => {
  const cuts = quantiles([5, 1, 4, 2, 3], 5);
  expect(cuts).toEqual([2, 3, 4, 5]);
  expect([0, 2, 9].map((value) => classOf(value, cuts))).toEqual([0, 1, 4]);
  expect(quantiles([7, 7, 7], 5)).toEqual([7]);
  expect(quantiles([], 5)).toEqual([]);
});

test("bounds of nested coordinates", () => {
  expect(
    boundsOf([
      [
        [
          [103, 36],
          [104, 35],
        ],
      ],
      [102, 37],
    ]),
  ).toEqual([
    [102, 35],
    [104, 37],
  ]);
  expect(boundsOf([])).toBeNull();
});

test("groups keep the order in which their keys appear", () => {
  expect(groupRows(["b1", "a1", "b2"], (one) => one[0])).toEqual([
    { key: "b", rows: ["b1", "b2"] },
    { key: "a", rows: ["a1"] },
  ]);
});

test("the last value up to the period asked stands in where there is none", () => {
  const point = (period: string, value: number | null) => ({ period, value, origin: "published" as const, qualifiers: [], complete: true });
  const series = [point("2020", 4.05), point("2021", null), point("2023", 3.8)];
  const asked = (period: string, value: number | null) => latestOf({ period, value } as Evaluation, series);
  expect(asked("2022", null)).toEqual({ period: "2020", value: 4.05, origin: "published" });
  expect(asked("2019", null)).toBeNull();
  expect(asked("2023", 3.8)).toBeNull();
});
