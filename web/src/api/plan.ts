import { computed } from "vue";
import { client } from "./client";
import { useApi } from "./use-api";

export function usePlan() {
  return useApi({ key: () => ["plan"], call: (signal) => client.GET("/api/v1/plan", { signal }) });
}

/** Watched without a target, as the plan says; an unknown indicator is none of these. */
export const isWatched = (indicator: { watched: boolean } | undefined) => indicator?.watched ?? false;

/** The plan's things by id; an unknown id stands for itself. */
export function usePlanIndex() {
  const { data: plan } = usePlan();
  const indicators = computed(() => new Map(plan.value?.indicators.map((one) => [one.id, one])));
  const territories = computed(() => new Map(plan.value?.territories.map((one) => [one.id, one])));
  const measures = computed(() => new Map(plan.value?.measures.map((one) => [one.id, one])));
  const sources = computed(() => new Map(plan.value?.sources.map((one) => [one.id, one])));
  const industries = computed(() => new Map(plan.value?.industries.map((one) => [one.id, one])));
  return { plan, indicators, territories, measures, sources, industries };
}

export function useClauses() {
  return useApi({ key: () => ["clauses"], call: (signal) => client.GET("/api/v1/clauses", { signal }) });
}
