import { expect, test } from "vitest";
import { splitAt, yearSoFar } from "./outward";

test.each([
  [2025, "2026-11-27", "2025"],
  [2026, "2026-11-27", "2026-01..11"],
  [2026, "2026-01-05", "2026-01"],
])("%d on %s is told as %s", (year, today, told) => expect(yearSoFar(year, today)).toBe(told));

test("the year that is not over is drawn apart, joined to the one before", () => {
  const years = [2024, 2025, 2026];
  expect(splitAt({ years, values: [1, 2, 3], current: 2026 })).toEqual({ full: [1, 2, null], partial: [null, 2, 3] });
  expect(splitAt({ years, values: [1, 2, 3], current: 2027 })).toEqual({ full: [1, 2, 3], partial: [] });
});
