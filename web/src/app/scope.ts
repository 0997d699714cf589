import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { Question } from "@/api/figures";
import { usePlan } from "@/api/plan";

/** Territory, period, as-of date and sample switch. They live in the address, so that a page can be sent to a colleague. */
export function useScope() {
  const route = useRoute();
  const router = useRouter();
  const { data: plan } = usePlan();

  const given = (name: string) => {
    const value = route.query[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const set = (name: string, value: string | undefined) => void router.replace({ query: { ...route.query, [name]: value } });
  const inQuery = (name: string, otherwise: () => string) =>
    computed({
      get: () => given(name) ?? otherwise(),
      set: (value: string) => set(name, value === otherwise() ? undefined : value),
    });

  const territory = inQuery("territory", () => plan.value?.home ?? "");
  const period = inQuery("period", () => plan.value?.default_period ?? "");
  const asOf = computed({ get: () => given("as_of"), set: (date: string | undefined) => set("as_of", date) });
  const sample = computed({ get: () => given("sample") !== "false", set: (on: boolean) => set("sample", on ? undefined : "false") });
  const question = computed<Question>(() => ({
    territory: territory.value,
    period: period.value,
    as_of: asOf.value,
    sample: sample.value ? undefined : "false",
  }));
  return { territory, period, asOf, sample, question };
}
