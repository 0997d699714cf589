import { useMutation, useQueryClient } from "@tanstack/vue-query";
import { answer, client } from "./client";
import type { SignIn } from "./types";
import { useApi } from "./use-api";

/** Who is signed in, and what he may do. */
export function useSession() {
  return useApi({ key: () => ["session"], call: (signal) => client.GET("/api/v1/session", { signal }) });
}

/** Signing in and out. What another was shown is not shown any longer. */
export function useSigning() {
  const queries = useQueryClient();
  const onSuccess = () => queries.resetQueries();
  const signIn = useMutation({ mutationFn: (body: SignIn) => answer(client.POST("/api/v1/session", { body })), onSuccess });
  const signOut = useMutation({ mutationFn: () => answer(client.DELETE("/api/v1/session")), onSuccess });
  return { signIn, signOut };
}
