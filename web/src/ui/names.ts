import { usePlanIndex } from "@/api/plan";
import { useFormat } from "./format";

/** Names of the plan's things by id, in the reader's language. */
export function useNames() {
  const { indicators, measures, territories, sources, industries } = usePlanIndex();
  const { text } = useFormat();
  // a union's id joins its parts
  const territory = (id: string): string =>
    id
      .split("+")
      .map((part) => text(territories.value.get(part)?.name) || part)
      .join(" + ");
  return {
    indicator: (id: string) => text(indicators.value.get(id)?.name) || id,
    territory,
    shortTerritory: (id: string) => text(territories.value.get(id)?.short_name) || territory(id),
    industry: (id: string) => text(industries.value.get(id)?.name) || id,
    measure: (id: string) => text(measures.value.get(id)?.name) || id,
    source: (id: string | null) => (id === null ? "" : (sources.value.get(id)?.title ?? id)),
  };
}
