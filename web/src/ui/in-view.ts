import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

/** Whether an element has come near the window; what is heavy waits for that. */
export function useInView(options: { element: Ref<HTMLElement | null>; margin: string }) {
  const seen = ref(false);
  let observer: IntersectionObserver | undefined;
  onMounted(() => {
    if (!options.element.value) return;
    observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.value = true;
        observer?.disconnect();
      },
      { rootMargin: options.margin },
    );
    observer.observe(options.element.value);
  });
  onBeforeUnmount(() => observer?.disconnect());
  return seen;
}
