import { computed, ref, watch } from "vue";

/** Forward and back through pages that only know their next cursor. Starts over when what is asked changes. */
export function usePaging(options: { asked: () => unknown }) {
  const cursors = ref<string[]>([]);
  watch(options.asked, () => (cursors.value = []));
  return {
    cursor: computed(() => cursors.value.at(-1)),
    page: computed(() => cursors.value.length + 1),
    next: (cursor: string) => (cursors.value = [...cursors.value, cursor]),
    back: () => (cursors.value = cursors.value.slice(0, -1)),
  };
}
