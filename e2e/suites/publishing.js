// The server is killed around publishing: what was approved is in the lake once and whole, whenever it dies.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { binary, environment, run } from "../support/binary.js";
import { folder } from "../support/folder.js";
import { ownDemo } from "../support/workspace.js";

const periods = [2023, 2024, 2025, 2026].flatMap((year) => [1, 2, 3, 4].map((quarter) => `${year}Q${quarter}`)).slice(0, 15);
const park = "lanzhou-hitech-yantan";

/** Numbers from a seed, the same on every machine (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** A server that can be killed. */
async function start(workspace) {
  const child = spawn(binary, ["--workspace", workspace, "serve", "--listen", "127.0.0.1:0"], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.add(child);
  child.on("exit", () => running.delete(child));
  const ended = new Promise((done) => child.on("exit", done));
  const url = await new Promise((found, failed) => {
    let told = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      told += text;
      const address = /http:\/\/[\d.:]+/.exec(told);
      if (address) found(address[0]);
    });
    ended.then(() => failed(new Error(told)));
  });
  return { url, kill: () => (child.kill("SIGKILL"), ended) };
}

/** Someone who is signed in. */
async function signIn(url, login) {
  const { demo_accounts: ready } = await (await fetch(`${url}/api/v1/session`)).json();
  const body = JSON.stringify({ login, password: ready.find((one) => one.login === login).password });
  const answer = await fetch(`${url}/api/v1/session`, { method: "POST", headers: { "content-type": "application/json" }, body });
  assert.equal(answer.status, 200);
  const cookie = answer.headers.get("set-cookie").split(";")[0];
  const { token } = await answer.json();
  return async (method, path, sent) => {
    const headers = { cookie, "content-type": "application/json", "x-lanbai-token": token };
    const told = await fetch(`${url}/api/v1${path}`, { method, headers, body: sent && JSON.stringify(sent) });
    const json = await told.json();
    assert.ok(told.ok, `${method} ${path}: ${JSON.stringify(json)}`);
    return json;
  };
}

/** Takes a form through to its last approval; the value tells the periods apart. */
async function approve(url, period, value) {
  const [reporter, base, province] = await Promise.all(["reporter", "approver", "approver-2"].map((login) => signIn(url, login)));
  const { submission: id } = await reporter("POST", "/submissions", { form: "park-quarter", territory: park, period });
  const typed = { "operating-revenue": String(value), "industrial-value-added": "3", "industrial-enterprises-above-scale": "12", contracts: "none", "talent-events": "none" };
  await reporter("PATCH", `/submissions/${id}/fields`, { fields: Object.entries(typed).map(([key, content]) => ({ key, content, seen: 0 })) });
  const open = (await reporter("GET", `/submissions/${id}`)).findings.filter((one) => one.needs_explanation);
  for (const { key } of open) await reporter("PUT", `/submissions/${id}/explanations`, { finding: key, content: "属实" });
  for (const [who, step] of [[reporter, "submit"], [base, "approve"], [province, "approve"]]) {
    const { version, contents } = await who("GET", `/submissions/${id}`);
    await who("POST", `/submissions/${id}/steps`, { step, version, contents, reason: null });
  }
  return id;
}

/** Waits until everything that was approved is published: what a dead publisher held runs out within seconds. */
async function published(url, count) {
  const reporter = await signIn(url, "reporter");
  for (let tries = 0; tries < 200; tries += 1) {
    const { items } = await reporter("GET", "/submissions");
    if (items.length === count && items.every((one) => one.state === "published")) return;
    await sleep(100);
  }
  assert.fail("not everything is published");
}

const asked = async (workspace, sql) => {
  const { code, stdout, stderr } = await run(["--workspace", workspace, "sql", sql, "--format", "json"]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
};

describe("a server that is killed while it publishes", () => {
  test("has each approved submission in the lake once and whole after it starts again", { timeout: 300_000 }, async (t) => {
    const seed = Number(process.env.LANBAI_SEED ?? Date.now() % 1_000_000);
    t.diagnostic(`LANBAI_SEED=${seed}`);
    const draw = random(seed);
    const workspace = await ownDemo();
    const approved = new Map();
    const seen = { before: 0, after: 0 };
    let server = await start(workspace);
    for (const [n, period] of periods.entries()) {
      approved.set(await approve(server.url, period, 100 + n), 100 + n);
      // publishing begins within 300 ms of the approval and takes some tens
      await sleep(draw() * 450);
      await server.kill();
      const rows = await asked(workspace, "SELECT source, count(*) AS n FROM observations WHERE source LIKE 'submission:%' GROUP BY source");
      assert.ok(rows.every((row) => row.n === 3), `seed ${seed}, ${period}: ${JSON.stringify(rows)}`);
      seen[rows.length === approved.size ? "after" : "before"] += 1;
      server = await start(workspace);
      await published(server.url, approved.size);
    }
    t.diagnostic(`killed ${seen.before} times before and ${seen.after} times after it was visible`);
    await server.kill();
    const values = await asked(workspace, "SELECT source, count(*) AS n, min(value) AS value FROM observations WHERE source LIKE 'submission:%' AND measure = 'operating-revenue' GROUP BY source");
    const told = new Map(values.map((row) => [row.source.slice("submission:".length), row]));
    assert.equal(told.size, approved.size);
    for (const [id, value] of approved) assert.deepEqual([told.get(id)?.n, Number(told.get(id)?.value)], [1, value], `seed ${seed}: ${id}`);
    const [{ n, once }] = await asked(workspace, "SELECT count(*) AS n, count(DISTINCT number) AS once FROM publications WHERE kind = 'approval'");
    assert.equal(n, once);
  });
});
