import { ref } from "vue";

/** The server counts its days in China, wherever it stands. */
const ahead = 8 * 3_600_000;
const dayOf = (moment: number) => new Date(moment + ahead).toISOString().slice(0, 10);

const heard = ref("");

/** Every answer is dated; one from the browser's store may be older than the last. */
export function hear(date: string | null) {
  const moment = Date.parse(date ?? "");
  if (!Number.isNaN(moment) && dayOf(moment) > heard.value) heard.value = dayOf(moment);
}

/** The server's day as its last answer told it; the reader's own before any did. */
export const today = () => heard.value || dayOf(Date.now());
