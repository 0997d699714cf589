import type { Column } from "@/api/types";

/** Headings of a file of observations, as an import reads them in any language that a page speaks. */
export const headings = ["territory", "measure", "period", "value", "unit", "origin", "source", "known_on", "note"] as const;
export const origins = ["published", "reported", "derived", "sample"] as const;

/** Columns that keep the books rather than tell something: they are shown on demand. */
const technical = ["id", "row_id", "decimals", "supersedes", "publication", "content_hash"];
export const isTechnical = (column: Column) => technical.includes(column.name);

// a register's rows start with the days they hold for; a reader starts with what the thing is
const days = ["valid_from", "valid_to"];
/** Where a column stands among the others. */
export const rankOf = (column: Column) => (isTechnical(column) ? 2 : days.includes(column.name) ? 1 : 0);

/** What a column's ids name, if they do. */
export function namedBy(column: string): "territory" | "measure" | "source" | "origin" | "industry" | undefined {
  if (/(^|_)territory$/.test(column)) return "territory";
  return column === "measure" || column === "source" || column === "origin" || column === "industry" ? column : undefined;
}
