import { expect, test } from "vitest";
import { layOut, placesByCode } from "./layout";

// a crowd that is tied all to all, and a tail of three
const crowd = Array.from({ length: 20 }, (_, one) => Array.from({ length: one }, (_, other) => ({ one, other, weight: 0.7 }))).flat();
const tail = [20, 21, 22].map((one) => ({ one, other: one - 1, weight: 0.3 }));
const ties = [...crowd, ...tail];

test("the same ties give the same places, all in the unit square and none upon another", () => {
  const places = layOut(23, ties);
  expect(layOut(23, ties)).toEqual(places);
  expect(places).toHaveLength(23);
  for (const { x, y } of places) for (const one of [x, y]) expect(one >= 0 && one <= 1).toBe(true);
  for (const [at, { x, y }] of places.entries())
    for (const other of places.slice(at + 1)) expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(0.02);
});

test("what is tied stands closer than what is not", () => {
  const chain = Array.from({ length: 9 }, (_, one) => ({ one, other: one + 1, weight: 1 }));
  const places = layOut(10, chain);
  const apart = (a: number, b: number) => Math.hypot((places[a]?.x ?? 0) - (places[b]?.x ?? 0), (places[a]?.y ?? 0) - (places[b]?.y ?? 0));
  expect(apart(0, 1)).toBeLessThan(apart(0, 9) / 2);
});

test("few nodes and none have places too", () => {
  expect(layOut(0, [])).toEqual([]);
  expect(layOut(1, [])).toEqual([{ x: 0.5, y: 0.5 }]);
  expect(layOut(2, []).every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
});

test("an industry stands where the whole has it, in whatever order and whoever looks", () => {
  const whole = {
    activities: ["13", "14", "27", "39"].map((code) => ({ code })),
    ties: [
      { one: 0, other: 1, proximity: 0.8 },
      { one: 1, other: 2, proximity: 0.4 },
      { one: 2, other: 3, proximity: 0.6 },
    ],
  };
  const turned = {
    activities: ["39", "27", "14", "13"].map((code) => ({ code })),
    ties: whole.ties.map(({ one, other, proximity }) => ({ one: 3 - one, other: 3 - other, proximity })).reverse(),
  };
  const own = { activities: ["27", "88"].map((code) => ({ code })), ties: [{ one: 0, other: 1, proximity: 0.5 }] };
  const places = placesByCode(whole, own);
  // a tie may be told from either end
  const other = placesByCode(
    { ...turned, ties: turned.ties.map(({ one, other, proximity }) => ({ one: other, other: one, proximity })) },
    own,
  );
  expect([...other.keys()].sort()).toEqual([...places.keys()].sort());
  for (const [code, place] of places) expect(other.get(code), code).toEqual(place);
  const [near, lacking] = [places.get("27"), places.get("88")];
  expect(Math.hypot((near?.x ?? 9) - (lacking?.x ?? 0), (near?.y ?? 9) - (lacking?.y ?? 0))).toBeLessThan(0.1);
});
