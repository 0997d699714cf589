import { useQueryClient } from "@tanstack/vue-query";
import { computed, onScopeDispose, ref, watch } from "vue";
import { saveRows, useRegisterRows } from "@/api/reporting";
import type { RegisterRows, SavedRows } from "@/api/types";

type Stored = RegisterRows["rows"][number];
/** A row on the page. What someone else saved meanwhile stands in `theirs` until its writer decides. */
export type DraftRow = {
  id: string;
  cells: Record<string, string>;
  version: number;
  state: "saved" | "typed" | "saving" | "conflict";
  theirs?: Stored | null;
};

/** Typing rests so long before it is saved. */
const rest = 700;
const newId = () => `r-${[...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;

type Options = { id: () => string; register: () => string; enabled: () => boolean; onSaved: (saved: SavedRows) => void };

/** The rows of a register, saved row by row as they are typed. */
export function useRows(options: Options) {
  const queries = useQueryClient();
  const { data, error: readError } = useRegisterRows(options);
  const rows = ref<DraftRow[]>([]);
  const error = ref<unknown>(null);
  const gone: { id: string; seen: number }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let under: Promise<void> | null = null;

  watch(
    data,
    (told) => {
      if (!told) return;
      const typed = rows.value.filter((row) => row.state !== "saved");
      const isTyped = (id: string) => typed.some((row) => row.id === id);
      const stored = told.rows.filter((row) => !isTyped(row.id));
      rows.value = [
        ...stored.map((row): DraftRow => ({ id: row.id, cells: { ...row.cells }, version: row.version, state: "saved" })),
        ...typed,
      ];
    },
    { immediate: true },
  );

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), rest);
  }
  function add() {
    rows.value.push({ id: newId(), cells: {}, version: 0, state: "saved" });
  }
  function type(row: DraftRow, column: string, content: string) {
    if ((row.cells[column] ?? "") === content) return;
    row.cells[column] = content;
    row.state = "typed";
    later();
  }
  function remove(row: DraftRow) {
    rows.value = rows.value.filter((one) => one.id !== row.id);
    if (row.version === 0) return;
    gone.push({ id: row.id, seen: row.version });
    void save();
  }
  /** Of two contents one is chosen: the own one is saved over the other, which was seen by now. */
  function settle(row: DraftRow, keepsOwn: boolean) {
    const theirs = row.theirs;
    row.version = theirs?.version ?? 0;
    row.theirs = undefined;
    if (!keepsOwn && !theirs) {
      rows.value = rows.value.filter((one) => one.id !== row.id);
      return;
    }
    if (!keepsOwn && theirs) row.cells = { ...theirs.cells };
    row.state = keepsOwn ? "typed" : "saved";
    if (keepsOwn) void save();
  }

  /** Saves whatever is typed and not saved. */
  async function save(): Promise<void> {
    clearTimeout(timer);
    if (under) await under;
    const typed = rows.value.filter((row) => row.state === "typed");
    const removed = gone.splice(0);
    if (typed.length + removed.length === 0) return;
    under = send(typed, removed).finally(() => (under = null));
    return under;
  }
  async function send(typed: DraftRow[], removed: { id: string; seen: number }[]) {
    const sent = typed.map((row) => ({ id: row.id, cells: { ...row.cells }, seen: row.version }));
    for (const row of typed) row.state = "saving";
    try {
      const saved = await saveRows(options.id(), options.register(), [...sent, ...removed.map((row) => ({ ...row, cells: null }))]);
      error.value = null;
      for (const told of saved.rows) take(told);
      options.onSaved(saved);
      void queries.invalidateQueries({ queryKey: ["submission", options.id()], refetchType: "none" });
      void queries.invalidateQueries({ queryKey: ["register-rows", options.id()], refetchType: "none" });
      void queries.invalidateQueries({ queryKey: ["printed-rows", options.id()] });
    } catch (problem) {
      error.value = problem;
      for (const row of typed) if (row.state === "saving") row.state = "typed";
      gone.push(...removed);
    }
  }
  function take(told: SavedRows["rows"][number]) {
    const row = rows.value.find((one) => one.id === told.id);
    if (told.outcome === "conflict") {
      if (row) Object.assign(row, { state: "conflict", theirs: told.stored });
      // what was to go was changed by someone else: it stays and is shown
      else if (told.stored) rows.value.push({ id: told.id, cells: { ...told.stored.cells }, version: told.version, state: "saved" });
      return;
    }
    if (!row) return;
    row.version = told.version;
    if (row.state === "saving") row.state = "saved";
  }

  onScopeDispose(() => void save());
  return {
    columns: computed(() => data.value?.columns ?? []),
    rows,
    error: computed(() => error.value ?? readError.value),
    add,
    type,
    remove,
    settle,
    save,
  };
}
