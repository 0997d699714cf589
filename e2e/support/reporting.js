// Reports that are handed in to a server, and what must hold of the lake afterwards.
import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "./binary.js";
import { asking } from "./session.js";
import { ownDemo } from "./workspace.js";

const firstStage = ["baiyin-hitech", "lanzhou-new-area", "lanzhou-etdz", "lanzhou", "baiyin"];

/** What is still owed of the quarter's form, by any park: the ready accounts report and approve for all of them. */
export async function duties(url) {
  const security = await asking(url, "security");
  const audit = await asking(url, "audit");
  const { items } = await audit("GET", "/accounts");
  const id = (login) => items.find((one) => one.login === login).id;
  const grant = (login, role, territory) => security("POST", `/accounts/${id(login)}/grant`, { role, territory });
  await grant("reporter", "reporter", "lanbai");
  // the first stage is a park's base, or the city of one without
  for (const territory of firstStage) await grant("approver", "approver", territory);
  const reporter = await asking(url, "reporter");
  const owed = (await reporter("GET", "/owed")).items.filter((one) => one.form.id === "park-quarter" && one.submission === null);
  return owed.map((one) => ({ territory: one.territory.id, period: one.period }));
}

/** Fills in a quarter so that it can be handed in; its id. */
export async function fillIn(reporter, { territory, period }, value) {
  const { submission: id } = await reporter("POST", "/submissions", { form: "park-quarter", territory, period });
  const typed = { "operating-revenue": String(value), "industrial-value-added": "3", "industrial-enterprises-above-scale": "12", contracts: "none", "talent-events": "none" };
  await reporter("PATCH", `/submissions/${id}/fields`, { fields: Object.entries(typed).map(([key, content]) => ({ key, content, seen: 0 })) });
  const open = (await reporter("GET", `/submissions/${id}`)).findings.filter((one) => one.needs_explanation);
  for (const { key } of open) await reporter("PUT", `/submissions/${id}/explanations`, { finding: key, content: "属实" });
  return id;
}

/** A step on what stands there now. */
export async function take(who, id, step, reason = null) {
  const { version, contents } = await who("GET", `/submissions/${id}`);
  return who("POST", `/submissions/${id}/steps`, { step, version, contents, reason });
}

/** Takes a form through to its last approval; the value tells submissions apart. */
export async function approve(url, duty, value) {
  const [reporter, base, province] = await Promise.all(["reporter", "approver", "approver-2"].map((login) => asking(url, login)));
  const id = await fillIn(reporter, duty, value);
  await take(reporter, id, "submit");
  await take(base, id, "approve");
  await take(province, id, "approve");
  return id;
}

/** Waits until everything that was approved is published: what a dead publisher held runs out within seconds. */
export async function published(url, count) {
  const reporter = await asking(url, "reporter");
  for (let tries = 0; tries < 300; tries += 1) {
    const { items } = await reporter("GET", "/submissions");
    if (items.length === count && items.every((one) => one.state === "published")) return;
    await sleep(100);
  }
  assert.fail("not everything is published");
}

export async function logHolds(url) {
  const audit = await asking(url, "audit");
  const { holds, rows, fault } = await audit("POST", "/audit/verify");
  assert.ok(holds, JSON.stringify(fault));
  return rows;
}

export const asked = async (workspace, sql) => {
  const { code, stdout, stderr } = await run(["--workspace", workspace, "sql", sql, "--format", "json"]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
};

export const counted = (workspace) =>
  asked(workspace, "SELECT source, count(*) AS n FROM observations WHERE source LIKE 'submission:%' GROUP BY source");

/** Each approved submission is in the lake once, with its value. */
export async function onceAndWhole(workspace, approved, seed) {
  const sql = "SELECT source, count(*) AS n, min(value) AS value FROM observations WHERE source LIKE 'submission:%' AND measure = 'operating-revenue' GROUP BY source";
  const told = new Map((await asked(workspace, sql)).map((row) => [row.source.slice("submission:".length), row]));
  assert.equal(told.size, approved.size);
  for (const [id, value] of approved) assert.deepEqual([told.get(id)?.n, Number(told.get(id)?.value)], [1, value], `seed ${seed}: ${id}`);
  const [{ n, once }] = await asked(workspace, "SELECT count(*) AS n, count(DISTINCT number) AS once FROM publications WHERE kind = 'approval'");
  assert.equal(n, once);
}

/** A demo whose people are in a database of their own. */
export async function workspaceOn(url) {
  const workspace = await ownDemo();
  if (url) await appendFile(join(workspace, "settings.toml"), `\ndatabase-url = "${url}"\n`);
  return workspace;
}
