import { useQueryClient } from "@tanstack/vue-query";
import { computed, onScopeDispose, reactive, ref, watch } from "vue";
import { saveFields } from "@/api/reporting";
import type { Submission, SubmissionFinding } from "@/api/types";

/** What stands in a field on the page, and the version that its writer saw. */
export type Draft = { content: string; value: string; version: number; state: "saved" | "typed" | "saving" | "conflict"; theirs?: Theirs };
type Theirs = { content: string; by: string | null; at: string | null };

/** Typing rests so long before it is saved. */
const rest = 700;

/** Saves what is typed, field by field, and keeps what was overtaken until its writer decides. */
export function useDrafting(options: { submission: () => Submission | undefined }) {
  const queries = useQueryClient();
  const drafts = reactive(new Map<string, Draft>());
  const findings = ref<SubmissionFinding[]>([]);
  const contents = ref(0);
  const error = ref<unknown>(null);
  /** What is typed elsewhere on the page and saved with the rest. */
  const others = new Set<() => Promise<void>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let under: Promise<void> | null = null;

  // what the server says stands, but for what is being typed
  watch(
    options.submission,
    (submission) => {
      if (!submission) return;
      for (const field of submission.fields) {
        const own = drafts.get(field.key);
        if (own && own.state !== "saved" && own.version !== 0) continue;
        if (own && own.state === "typed") continue;
        drafts.set(field.key, { content: field.content, value: field.value, version: field.version, state: "saved" });
        const mine = field.asides.find((aside) => aside.mine);
        if (mine) conflict(field.key, mine.content, { content: field.content, by: field.entered_by, at: field.entered_at }, field.version);
      }
      findings.value = submission.findings;
      contents.value = submission.contents;
    },
    { immediate: true },
  );

  function conflict(key: string, content: string, theirs: Theirs, version: number) {
    drafts.set(key, { content, value: "", version, state: "conflict", theirs });
  }

  function type(key: string, content: string) {
    const own = drafts.get(key);
    if (!own || own.content === content) return;
    Object.assign(own, { content, state: "typed", theirs: undefined });
    clearTimeout(timer);
    timer = setTimeout(() => void save(), rest);
  }

  /** Saves whatever is typed and not saved; done when all of it is. */
  async function save(): Promise<void> {
    clearTimeout(timer);
    await Promise.all([...others].map((flush) => flush()));
    if (under) await under;
    const submission = options.submission();
    const typed = [...drafts].filter(([, draft]) => draft.state === "typed");
    if (!submission || typed.length === 0) return;
    under = send(submission.summary.id, typed).finally(() => (under = null));
    return under;
  }

  async function send(id: string, typed: [string, Draft][]) {
    const sent = typed.map(([key, draft]) => ({ key, content: draft.content, seen: draft.version }));
    for (const [, draft] of typed) draft.state = "saving";
    try {
      const saved = await saveFields(id, sent);
      error.value = null;
      findings.value = saved.findings;
      contents.value = saved.contents;
      for (const field of saved.fields) {
        const own = drafts.get(field.key);
        const offered = sent.find((one) => one.key === field.key)?.content;
        if (!own) continue;
        if (field.outcome === "conflict") {
          conflict(field.key, own.content, { content: field.content, by: field.stored_by, at: field.stored_at }, field.version);
        } else {
          own.version = field.version;
          // what was typed meanwhile is still to be saved
          if (own.content === offered) Object.assign(own, { state: "saved", value: field.value });
        }
      }
      void queries.invalidateQueries({ queryKey: ["submission", id], refetchType: "none" });
    } catch (problem) {
      error.value = problem;
      for (const [, draft] of typed) if (draft.state === "saving") draft.state = "typed";
    }
    if ([...drafts.values()].some((draft) => draft.state === "typed") && !error.value) timer = setTimeout(() => void save(), rest);
  }

  /** Of two contents one is chosen: the own one is saved over the other, which was seen by now. */
  function settle(key: string, keepsOwn: boolean) {
    const own = drafts.get(key);
    if (!own?.theirs) return;
    Object.assign(own, { content: keepsOwn ? own.content : own.theirs.content, state: "typed", theirs: undefined });
    void save();
  }

  /** What the server found after something else was saved. */
  function absorb(saved: { findings: SubmissionFinding[]; contents: number }) {
    findings.value = saved.findings;
    contents.value = saved.contents;
  }

  const state = computed(() => {
    const states = [...drafts.values()].map((draft) => draft.state);
    if (error.value) return "failed";
    if (states.includes("conflict")) return "conflict";
    return states.includes("typed") || states.includes("saving") ? "saving" : "saved";
  });
  // nothing typed is lost when the page is left
  onScopeDispose(() => void save());
  return { drafts, findings, contents, error, state, others, type, save, settle, absorb };
}
