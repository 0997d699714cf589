import type { Clause } from "@/api/types";

/** How far a clause has come: numbers can be looked up, things are arranged but without a number, or nothing rests on it. */
export type ClauseState = "with-data" | "arranged" | "described" | "not-implemented";
export const clauseStates: ClauseState[] = ["with-data", "arranged", "described", "not-implemented"];

export function clauseState(clause: Clause): ClauseState {
  if (clause.status !== "implemented") return clause.status;
  return clause.implemented_by.some((one) => one.has_data) ? "with-data" : "arranged";
}
