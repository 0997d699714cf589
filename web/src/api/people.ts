import { useMutation, useQueryClient } from "@tanstack/vue-query";
import { answer, client, done, postFile } from "./client";
import type { AccountImport } from "./types";
import { useApi } from "./use-api";

export function useAccounts(options: { text: () => string; cursor: () => string | undefined }) {
  const query = () => ({ text: options.text(), cursor: options.cursor() });
  return useApi({
    key: () => ["accounts", query()],
    call: (signal) => client.GET("/api/v1/accounts", { params: { query: query() }, signal }),
  });
}

type OfAccount = { id: string };
type RoleFor = OfAccount & { role: string; territory: string };
const at = (id: string) => ({ path: { id } });

/** What changes accounts. */
export function useAccountSteps() {
  const queries = useQueryClient();
  const step = <Given, Told>(mutationFn: (given: Given) => Promise<Told>) =>
    useMutation({ mutationFn, onSuccess: () => queries.invalidateQueries({ queryKey: ["accounts"] }) });
  return {
    create: step((body: { login: string; name: string }) => answer(client.POST("/api/v1/accounts", { body }))),
    importList: step((file: File) => postFile<AccountImport>({ path: "/accounts/import", query: {}, file, onProgress: () => undefined })),
    rename: step(({ id, name }: OfAccount & { name: string }) =>
      done(client.POST("/api/v1/accounts/{id}/rename", { params: at(id), body: { name } })),
    ),
    disable: step(({ id, reason }: OfAccount & { reason: string }) =>
      done(client.POST("/api/v1/accounts/{id}/disable", { params: at(id), body: { reason } })),
    ),
    enable: step(({ id }: OfAccount) => done(client.POST("/api/v1/accounts/{id}/enable", { params: at(id) }))),
    resetPassword: step(({ id }: OfAccount) => answer(client.POST("/api/v1/accounts/{id}/password", { params: at(id) }))),
    resetSecondFactor: step(({ id }: OfAccount) => done(client.POST("/api/v1/accounts/{id}/second-factor", { params: at(id) }))),
    invite: step(({ id }: OfAccount) => done(client.POST("/api/v1/accounts/{id}/provider", { params: at(id) }))),
    part: step(({ id }: OfAccount) => done(client.DELETE("/api/v1/accounts/{id}/provider", { params: at(id) }))),
    handOver: step(({ id, to }: OfAccount & { to: string }) =>
      answer(client.POST("/api/v1/accounts/{id}/hand-over", { params: at(id), body: { to } })),
    ),
    grant: step(({ id, ...body }: RoleFor) => done(client.POST("/api/v1/accounts/{id}/grant", { params: at(id), body }))),
    revoke: step(({ id, ...body }: RoleFor) => done(client.POST("/api/v1/accounts/{id}/revoke", { params: at(id), body }))),
  };
}

export type AuditFilter = { by: string; object: string; action: string; from: string; to: string };

export function useAudit(options: { filter: () => AuditFilter; cursor: () => string | undefined }) {
  const query = () => ({ ...options.filter(), cursor: options.cursor() });
  return useApi({
    key: () => ["audit", query()],
    call: (signal) => client.GET("/api/v1/audit", { params: { query: query() }, signal }),
  });
}

export function useVerifyAudit() {
  return useMutation({ mutationFn: () => answer(client.POST("/api/v1/audit/verify")) });
}
