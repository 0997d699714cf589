// 500 people, each with an account, save a field every three seconds while 24 workbooks are uploaded; prints one JSON object.
// `LANBAI_BIN=… node bench/reporting.js [PEOPLE] [SECONDS]`
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { workspaceOn } from "../support/reporting.js";
import { serve } from "../support/server.js";

const people = Number(process.argv[2] ?? 500);
const seconds = Number(process.argv[3] ?? 60);
const every = 3_000;
const workbooks = 24;

/** Requests of someone who is signed in, or of nobody. */
function asking(url, headers = {}) {
  return async (method, path, body, more = {}) => {
    const isForm = body instanceof FormData;
    const given = { ...headers, ...(body && !isForm && { "content-type": "application/json" }), ...more };
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers: given, body: body && !isForm ? JSON.stringify(body) : body });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    return answer;
  };
}
const json = async (answer) => (await answer).json();

async function signIn(url, login, password) {
  const answer = await asking(url)("POST", "/session", { login, password });
  const cookie = answer.headers.get("set-cookie").split(";")[0];
  return asking(url, { cookie, "x-lanbai-token": (await answer.json()).token });
}

/** So many at once, in order. */
async function each(items, together, work) {
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: together }, worker));
}

/** Makes the accounts, each with a password of its own and the role of a reporter. */
async function accounts(url, ready) {
  const together = 250;
  const made = [];
  for (let first = 0; first < people; first += together) {
    const numbers = Array.from({ length: Math.min(together, people - first) }, (_, n) => first + n);
    const form = new FormData();
    form.append("file", new Blob([["login,name", ...numbers.map((n) => `person-${n},示例 ${n}`)].join("\n")]), "people.csv");
    const told = await json(ready.system("POST", "/accounts/import", form));
    assert.equal(told.made.length, numbers.length, JSON.stringify(told.findings.slice(0, 3)));
    made.push(...told.made);
  }
  const signed = [];
  await each(made, 8, async ({ id, login, password }, n) => {
    await ready.security("POST", `/accounts/${id}/grant`, { role: "reporter", territory: "lanbai" });
    const first = await signIn(url, login, password);
    const own = `its-own-password-${n}`;
    await first("POST", "/session/password", { old: password, new: own });
    signed[n] = await signIn(url, login, own);
  });
  return signed;
}

/** Numbers to be filled in: one of its own for everybody. */
async function places(reporter) {
  const { items } = await json(reporter("GET", "/owed"));
  const found = [];
  const forms = [];
  for (const { form, territory, period, submission } of items) {
    if (submission !== null) continue;
    const begun = await json(reporter("POST", "/submissions", { form: form.id, territory: territory.id, period }));
    const view = await json(reporter("GET", `/submissions/${begun.submission}`));
    const kinds = new Map(view.form.sections.flatMap((section) => section.fields).map((field) => [field.key, field.kind]));
    const numbers = view.fields.filter((field) => kinds.get(field.key) === "measure" && field.content === "");
    if (forms.length < workbooks) forms.push(begun.submission);
    else found.push(...numbers.map((field) => ({ submission: begun.submission, key: field.key, version: 0, content: "" })));
    if (found.length >= people) break;
  }

  assert.ok(found.length >= people, `only ${found.length} fields of ${items.length} forms are owed`);
  return { fields: found.slice(0, people), forms };
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

const workspace = await workspaceOn(null);
const { url, kill } = await serve(workspace);
const offered = (await json(asking(url)("GET", "/session"))).demo_accounts;
const passwordOf = (login) => offered.find((one) => one.login === login).password;
const ready = {};
for (const login of ["system", "security"]) ready[login] = await signIn(url, login, passwordOf(login));
const signed = await accounts(url, ready);
const { fields, forms } = await places(signed[0]);
console.error(`${signed.length} people are signed in; ${fields.length} fields, ${forms.length} workbooks`);

const files = await Promise.all(forms.map((submission, n) => workbook(signed[n], submission)));
const saves = [];
const uploads = [];
const until = performance.now() + seconds * 1_000;
async function typing(ask, field, n) {
  await sleep((every * n) / people);
  for (let round = 1, due = performance.now(); performance.now() < until; round += 1, due += every) {
    await sleep(Math.max(0, due - performance.now()));
    const content = String(1 + (round % 900));
    const sent = performance.now();
    const told = await json(ask("PATCH", `/submissions/${field.submission}/fields`, { fields: [{ key: field.key, content, seen: field.version }] }));
    // from the moment at which it was due: one that waited for the one before is no faster for it
    saves.push(performance.now() - Math.min(sent, due));
    const [saved] = told.fields;
    assert.notEqual(saved.outcome, "conflict", `${field.submission} ${field.key}`);
    Object.assign(field, { version: saved.version, content });
  }
}
/** A workbook whose numbers are not those of the draft any more: taking it in changes them. */
async function workbook(ask, submission) {
  const { fields: of } = await json(ask("GET", `/submissions/${submission}`));
  const save = async (content) => {
    const typed = of.slice(0, 3).map(({ key, version }) => ({ key, content, seen: version }));
    const told = await json(ask("PATCH", `/submissions/${submission}/fields`, { fields: typed }));
    for (const saved of told.fields) of.find((one) => one.key === saved.key).version = saved.version;
    return told.contents;
  };
  await save("7");
  const file = new Blob([await (await ask("GET", `/submissions/${submission}/workbook?format=xlsx&lang=zh`)).arrayBuffer()]);
  return { submission, file, contents: await save("8") };
}
async function uploading(ask, { submission, file, contents }, n) {
  await sleep((seconds * 1_000 * n) / workbooks);
  const form = new FormData();
  form.append("file", file, "form.xlsx");
  const sent = performance.now();
  await ask("POST", `/submissions/${submission}/workbook?seen=${contents}`, form);
  uploads.push(performance.now() - sent);
}
await Promise.all([...fields.map((field, n) => typing(signed[n], field, n)), ...files.map((file, n) => uploading(signed[n], file, n))]);

let lost = 0;
for (const submission of new Set([...forms, ...fields.map((field) => field.submission)])) {
  const stored = new Map((await json(signed[0]("GET", `/submissions/${submission}`))).fields.map((field) => [field.key, field.content]));
  // an upload that did not change what it should is as good as lost
  if (forms.includes(submission)) lost += [...stored.values()].slice(0, 3).filter((content) => content !== "7").length;
  for (const field of fields) if (field.submission === submission && stored.get(field.key) !== field.content) lost += 1;
}
const { holds } = await json((await signIn(url, "audit", passwordOf("audit")))("POST", "/audit/verify"));
await kill();
saves.sort((a, b) => a - b);
uploads.sort((a, b) => a - b);
const of = (list) => ({ count: list.length, p50: quantile(list, 0.5), p95: quantile(list, 0.95), p99: quantile(list, 0.99), most: list.at(-1) });
console.log(JSON.stringify({ people, seconds, lost, log_holds: holds, saves: of(saves), uploads: of(uploads) }));
process.exit(0);
