import { useMutation, useQueryClient } from "@tanstack/vue-query";
import { computed } from "vue";
import { answer, client, done } from "./client";
import type { FromProvider, SignIn } from "./types";
import { useApi } from "./use-api";

/** Who is signed in, and what he may do. */
export function useSession() {
  return useApi({ key: () => ["session"], call: (signal) => client.GET("/api/v1/session", { signal }) });
}

/** Whether whoever is signed in may do something, and why not; nothing while that is not known. */
export function useRight(action: () => string) {
  const { data: session } = useSession();
  return computed(() => session.value?.rights.find((right) => right.action === action()));
}

/** What one changes of one's own account. */
export function useOwnAccount() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["session"] });
  const changePassword = useMutation({
    mutationFn: (body: { old: string; new: string }) => done(client.POST("/api/v1/session/password", { body })),
    onSuccess,
  });
  const offer = useMutation({ mutationFn: () => answer(client.POST("/api/v1/session/second-factor")) });
  const enrol = useMutation({
    mutationFn: (body: { secret: string; code: string }) => done(client.PUT("/api/v1/session/second-factor", { body })),
    onSuccess,
  });
  return { changePassword, offer, enrol };
}

/** Signing in and out. What another was shown is not shown any longer. */
export function useSigning() {
  const queries = useQueryClient();
  const onSuccess = () => queries.resetQueries();
  const signIn = useMutation({ mutationFn: (body: SignIn) => answer(client.POST("/api/v1/session", { body })), onSuccess });
  const signOut = useMutation({ mutationFn: () => answer(client.DELETE("/api/v1/session")), onSuccess });
  return { signIn, signOut };
}

/** Signing in through the identity provider: away, back, and with a one-time code where the account asks for one. */
export function useProvider() {
  const queries = useQueryClient();
  const onSuccess = () => queries.resetQueries();
  const setOut = useMutation({ mutationFn: () => answer(client.POST("/api/v1/session/provider")) });
  const comeBack = useMutation({
    mutationFn: (body: FromProvider) => answer(client.POST("/api/v1/session/provider/return", { body })),
    onSuccess,
  });
  const bringCode = useMutation({
    mutationFn: (body: { code: string }) => answer(client.POST("/api/v1/session/provider/code", { body })),
    onSuccess,
  });
  return { setOut, comeBack, bringCode };
}
