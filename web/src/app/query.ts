import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";

/** A text in the address, so that what is open can be sent to a colleague and found again by going back. */
export function useInQuery(name: string) {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const value = route.query[name];
      return typeof value === "string" && value !== "" ? value : undefined;
    },
    set: (value: string | undefined) => void router.replace({ query: { ...route.query, [name]: value || undefined } }),
  });
}
