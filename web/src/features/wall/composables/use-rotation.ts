import { computed, onScopeDispose, ref } from "vue";

/** Goes round a list, one step each `seconds`; a list that grew shorter is no reason to stop. */
export function useRotation<T>(options: { items: () => T[]; seconds: number }) {
  const step = ref(0);
  const timer = setInterval(() => (step.value += 1), options.seconds * 1000);
  onScopeDispose(() => clearInterval(timer));
  const index = computed(() => (options.items().length > 0 ? step.value % options.items().length : 0));
  return { index, current: computed(() => options.items()[index.value]) };
}
