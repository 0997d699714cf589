import type { Segment, SegmentStates } from "@/api/types";

/** From the best to the worst, as the map's legend and the bars have them. */
export const states = ["present", "around", "research", "elsewhere", "missing"] as const;
export type SegmentState = (typeof states)[number];

/** Kinds of actors that make something. */
export const producing: string[] = ["enterprise", "works", "group"];

export const stateOf = (segment: Segment) => segment.state as SegmentState;
export const counted = (of: SegmentStates) => states.map((state) => ({ state, count: of[state] })).filter(({ count }) => count > 0);
