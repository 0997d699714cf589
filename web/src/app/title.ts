import { onScopeDispose, ref, watchEffect } from "vue";

const subject = ref("");

/** What the open page is about, for the window's title; only a page about one thing has it. */
export function useSubject(tell: () => string) {
  watchEffect(() => (subject.value = tell()));
  onScopeDispose(() => (subject.value = ""));
}
export const useTitleSubject = () => subject;
