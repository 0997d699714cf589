import { useMutation, useQueryClient } from "@tanstack/vue-query";
import { answer, client } from "./client";
import { useApi } from "./use-api";

/** What the reader should know; looked at again every minute while somebody is signed in. */
export function useNotices(options: { signedIn: () => boolean }) {
  return useApi({
    key: () => ["notices"],
    call: (signal) => client.GET("/api/v1/notices", { signal }),
    enabled: options.signedIn,
    every: 60_000,
  });
}

/** Notes that one notice was read, or all. */
export function useReadNotices() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (notice: string | null) => answer(client.POST("/api/v1/notices/read", { body: { notice } })),
    onSuccess: (list) => queries.setQueryData(["notices"], list),
  });
}

/** Where the reader is written to. */
export function useOwnMail() {
  const queries = useQueryClient();
  const mail = useApi({ key: () => ["own-mail"], call: (signal) => client.GET("/api/v1/session/mail", { signal }) });
  const setMail = useMutation({
    mutationFn: (address: string) => answer(client.PUT("/api/v1/session/mail", { body: { address } })),
    onSuccess: (kept) => queries.setQueryData(["own-mail"], kept),
  });
  return { mail, setMail };
}

/** 催报: asks those who report for a territory. */
export function useUrge() {
  return useMutation({
    mutationFn: (body: { form: string; territory: string; period: string }) => answer(client.POST("/api/v1/completeness/urge", { body })),
  });
}
