import { useRouter } from "vue-router";
import { useSession } from "@/api/session";
import { peoplePaths, reportingPaths } from "@/app/links";

const kept = "lanbai-back";
const isOurs = (back: unknown): back is string => typeof back === "string" && /^\/(?![/\\])/.test(back);

/** Remembers where one came from while one is at the identity provider. */
export function keepBack(back: unknown) {
  if (isOurs(back)) sessionStorage.setItem(kept, back);
  else sessionStorage.removeItem(kept);
}

/** What was remembered, once. */
export function takeBack(): string | null {
  const back = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  return back;
}

/** Where whoever has signed in goes on: what he owes first, else back to where he came from, inside the app only. */
export function useGoingOn() {
  const router = useRouter();
  const { data: session } = useSession();
  return (back: unknown) => {
    if (session.value?.duty) return router.push(peoplePaths.own);
    return router.push(isOurs(back) ? back : reportingPaths.owed);
  };
}
