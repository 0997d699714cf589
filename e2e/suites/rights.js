// Who reaches a park's submission on its way: its own reporter and approver, and nobody of another park.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fillIn, take } from "../support/reporting.js";
import { serve } from "../support/server.js";
import { asking, trying } from "../support/session.js";
import { ownDemo } from "../support/workspace.js";

const park = "lanzhou-hitech-yantan";
const otherPark = "lanzhou-etdz-anning";
const otherBase = "lanzhou-etdz";

describe("rights on a submission", () => {
  let server;
  let id;
  const people = {};

  /** Someone who is new, with a password of his own and one role. */
  async function made(login, role, territory) {
    const { id: account, password } = await (await asking(server.url, "system"))("POST", "/accounts", { login, name: `示例 ${login}` });
    await (await asking(server.url, "security"))("POST", `/accounts/${account}/grant`, { role, territory });
    const own = "qinbei-7-zhongchuan";
    await (await asking(server.url, login, password))("POST", "/session/password", { old: password, new: own });
    return trying(server.url, login, own);
  }
  before(async () => {
    server = await serve(await ownDemo());
    people.reporter = await trying(server.url, "reporter");
    people.approver = await trying(server.url, "approver");
    people.office = await trying(server.url, "office");
    people.reader = await trying(server.url, "reader");
    people.system = await trying(server.url, "system");
    people.otherReporter = await made("other-reporter", "reporter", otherPark);
    people.otherApprover = await made("other-approver", "approver", otherBase);
    id = await fillIn(await asking(server.url, "reporter"), { territory: park, period: "2026Q2" }, 210);
  });
  after(() => server?.stop());

  /** What each thing that can be asked of the submission answers someone. */
  async function answers(who, asked = id) {
    const ask = people[who];
    const here = `/submissions/${asked}`;
    const seen = await (await asking(server.url, "reporter"))("GET", `/submissions/${id}`);
    const step = async (step) => (await ask("POST", `${here}/steps`, { step, version: seen.version, contents: seen.contents, reason: "数字有误" })).status;
    const version = seen.fields.find((one) => one.key === "progress").version;
    const listed = await ask("GET", "/submissions");
    return {
      list: listed.ok ? listed.json.items.some((one) => one.id === id) : listed.status,
      read: (await ask("GET", here)).status,
      rows: (await ask("GET", `${here}/registers/contracts`)).status,
      save: (await ask("PATCH", `${here}/fields`, { fields: [{ key: "progress", content: who, seen: version }] })).status,
      explain: (await ask("PUT", `${here}/explanations`, { finding: "no-such-finding", content: who })).status,
      correct: (await ask("POST", `${here}/corrections`, { reason: "数字有误" })).status,
      return: await step("return"),
      approve: await step("approve"),
    };
  }
  // a route that none of one's roles opens is refused before anything is looked at; beyond that, what someone may not read is not there for him
  const writes = { save: 403, explain: 403, correct: 403 };
  const decides = { return: 403, approve: 403 };
  const nothing = { list: false, read: 404, rows: 404, save: 404, explain: 404, correct: 404, return: 404, approve: 404 };
  const reads = { list: true, read: 200, rows: 200, ...writes, ...decides };
  const closed = { ...reads, list: 403, read: 403, rows: 403 };
  const outside = {
    otherReporter: nothing,
    otherApprover: { ...nothing, ...writes },
    reader: closed,
    system: closed,
  };

  /** Of all who have no part in what is next, none reaches it, whatever he asks. */
  async function hold(more) {
    for (const [who, expected] of Object.entries({ ...outside, office: reads, ...more })) assert.deepEqual({ who, ...(await answers(who)) }, { who, ...expected });
    // whoever is outside cannot tell it from one that there is not
    for (const who of Object.keys(outside)) assert.deepEqual({ who, ...(await answers(who, "s-000000000000000000000000")) }, { who, ...outside[who] });
  }
  const asRequests = async (who) => asking(server.url, who);

  test("a draft is its reporter's; who will approve it looks on", async () => {
    await hold({ approver: { ...reads, return: 409, approve: 409 } });
    const { fields } = await (await asRequests("reporter"))("GET", `/submissions/${id}`);
    await (await asRequests("reporter"))("PATCH", `/submissions/${id}/fields`, { fields: [{ key: "progress", content: "进展", seen: fields.find((one) => one.key === "progress").version }] });
  });
  test("what is handed in waits for the approver above its park alone, who returns it", async () => {
    await take(await asRequests("reporter"), id, "submit");
    await hold({ reporter: { ...reads, save: 409, explain: 409, correct: 409 } });
    const waiting = async (who) => (await people[who]("GET", "/submissions?waits_for_me=true")).json.items.map((one) => one.id);
    assert.deepEqual(await waiting("approver"), [id]);
    assert.deepEqual(await waiting("otherApprover"), []);
    await take(await asRequests("approver"), id, "return", "数字有误");
  });
  test("what is returned is its reporter's again, and approved by the approver above its park alone", async () => {
    await hold({ approver: { ...reads, return: 409, approve: 409 } });
    await take(await asRequests("reporter"), id, "submit");
    await hold({});
    await take(await asRequests("approver"), id, "approve");
    // the first approver has had his turn: the next stage is another's
    await hold({ approver: { ...reads, return: 409, approve: 409 } });
    await take(await asRequests("approver-2"), id, "approve");
    assert.match((await (await asRequests("reporter"))("GET", `/submissions/${id}`)).summary.state, /^(approved|published)$/);
    await hold({});
  });
});
