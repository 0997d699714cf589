import { describe, expect, test } from "vitest";
import { readWeights, writeWeights } from "./weights";

describe("weights in an address", () => {
  test("come back as they were written", () => {
    const moved = new Map([
      ["next.density", 2.5],
      ["new-chains.outlook-gain", 0],
    ]);
    expect(readWeights(writeWeights(moved))).toEqual(moved);
  });
  test("what is none is passed over", () => {
    expect(readWeights("next.density:x,a:1,risks.outside:-1,next.linkage:1")).toEqual(new Map([["next.linkage", 1]]));
    expect(readWeights(undefined).size).toBe(0);
  });
});
