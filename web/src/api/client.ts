import createClient from "openapi-fetch";
import { hear } from "./today";
import type { Paths, Problem } from "./types";

const base = "/api/v1";
export const client = createClient<Paths>({ baseUrl: location.origin, querySerializer: toQuery, fetch: (request) => fetch(request) });

/** What whoever is signed in sends along with what changes something: another site does not know it. */
let token: Promise<string> | null = null;
async function tokenOf(): Promise<string> {
  const answered = await fetch(`${base}/session`, { headers: { accept: "application/json" } });
  const session = (await answered.json()) as { token?: string | null };
  return session.token ?? "";
}
async function withToken(set: (name: string, value: string) => void) {
  token ??= tokenOf();
  set("x-lanbai-token", await token.catch(() => ""));
}
client.use({
  async onRequest({ request }) {
    if (request.method === "GET" || request.method === "HEAD") return undefined;
    await withToken((name, value) => request.headers.set(name, value));
    return request;
  },
  onResponse({ request, response }) {
    hear(response.headers.get("date"));
    // of another session by now: asked for again next time
    const { pathname } = new URL(request.url);
    const another = request.method !== "GET" && (pathname === `${base}/session` || pathname.startsWith(`${base}/session/provider/`));
    if (another || isOfAnother(response.status)) token = null;
    return undefined;
  },
});
const isOfAnother = (status: number) => status === 401 || status === 403;

/** What the server refused, or could not be asked. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/** Whether the server answered that there is no such thing. */
export const isMissing = (error: unknown) => error instanceof ProblemError && error.problem.status === 404;

const notReached: Problem = { title: "", status: 0, code: "unreachable" };

export type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The answer's data, or a ProblemError whatever went wrong. */
export async function answer<T>(call: Answer<T>): Promise<T> {
  const { data, error, response } = await call.catch(unreachable);
  if (data === undefined) throw new ProblemError(toProblem(error, response));
  return data;
}

/** The same of what answers with nothing but that it was done. */
export async function done(call: Answer<unknown>): Promise<void> {
  const { error, response } = await call.catch(unreachable);
  if (!response.ok) throw new ProblemError(toProblem(error, response));
}

type Upload = { path: string; query: object; file: File; onProgress: (share: number) => void };

/** Sends a file and tells how much of it has arrived, which fetch cannot. */
export function postFile<T>({ path, query, file, onProgress }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file);
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => {
      if (isOfAnother(request.status)) token = null;
      if (request.status < 300 && request.response) resolve(request.response as T);
      else reject(new ProblemError(toProblem(request.response, request)));
    };
    request.onerror = () => reject(new ProblemError(notReached));
    request.open("POST", link(path, query));
    void withToken((name, value) => request.setRequestHeader(name, value)).then(() => request.send(body));
  });
}

/** Sends a file and gives the file that is answered. */
export async function fileForFile({ path, file }: { path: string; file: File }): Promise<Blob> {
  const headers = new Headers();
  await withToken((name, value) => headers.set(name, value));
  const body = new FormData();
  body.append("file", file);
  const response = await fetch(base + path, { method: "POST", headers, body }).catch(unreachable);
  if (response.ok) return response.blob();
  throw new ProblemError(toProblem(await response.json().catch(() => undefined), response));
}

/** An address for the browser to open by itself: a download, an event stream. */
export function link(path: string, query: object = {}): string {
  const search = toQuery(query);
  return base + path + (search ? `?${search}` : "");
}

function toQuery(query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
}

function unreachable(cause: unknown): never {
  if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
  throw new ProblemError(notReached);
}

function toProblem(body: unknown, response: { status: number; statusText: string }): Problem {
  const known = typeof body === "object" && body !== null && "title" in body;
  return known ? (body as Problem) : { title: response.statusText, status: response.status };
}
