// What a visitor is not told, what the office is, and that no other address tells it all the same.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { absent, launch, open } from "../support/browser.js";
import { serve } from "../support/server.js";
import { signIn, trying } from "../support/session.js";
import { ownDemo } from "../support/workspace.js";

const month = "2025-03";
const parks = ["lanzhou-hitech-yantan", "lanzhou-hitech-dinglian", "lanzhou-hitech-jiuzhou", "lanzhou-hitech-qilihe", "lanzhou-hitech-heping"];
const about = `indicator=technology-contracts&territory=${parks.join(",")}&period=${month}`;

describe("confidentiality", () => {
  let server;
  let office;
  let hidden;
  const told = async (path, headers = {}) => {
    const answer = await fetch(`${server.url}/api/v1${path}`, { headers });
    return { status: answer.status, text: await answer.text() };
  };
  const visit = (path) => told(path);
  before(async () => {
    server = await serve(await ownDemo());
    office = await trying(server.url, "office");
  });
  after(() => server?.stop());

  test("a month of a park with too few sellers is withheld from a visitor and told to the office", async () => {
    const seen = JSON.parse((await visit(`/evaluations?${about}`)).text).items;
    const known = (await office("GET", `/evaluations?${about}`)).json.items;
    hidden = known.filter((_, n) => seen[n].withheld);
    assert.ok(hidden.length >= 2, "one alone would follow from the total");
    assert.ok(hidden.every((one) => one.value !== null && !one.withheld));
    for (const one of seen) assert.equal(one.value === null, one.withheld, one.territory);
    const total = `/evaluations?indicator=technology-contracts&territory=lanzhou-hitech&period=${month}`;
    assert.deepEqual(JSON.parse((await visit(total)).text).items, (await office("GET", total)).json.items, "the total is told to both");
  });

  test("neither explanation, pages nor files tell the number", async () => {
    const signedIn = await signIn(server.url, "office");
    const [park] = hidden;
    const number = String(park.value);
    const addresses = [
      `/explanations?indicator=technology-contracts&territory=${park.territory}&period=${month}`,
      `/explanations?indicator=technology-contracts&territory=lanzhou-hitech&period=${month}`,
      `/indicators/technology-contracts?territory=lanzhou-hitech&period=${month}`,
      `/cockpit?territory=lanzhou-hitech&period=${month}`,
      `/territories/${park.territory}?period=${month}`,
      `/evaluations/export?${about}&format=csv`,
    ];
    for (const address of addresses) {
      const { text: whole } = await told(address, signedIn);
      assert.ok(whole.includes(number), `the office finds ${number} at ${address}`);
      const { status, text } = await visit(address);
      assert.equal(status, 200, address);
      assert.ok(!text.includes(number), `${address} tells a visitor`);
    }
  });

  test("a register's amounts are those of single sellers", async () => {
    const page = JSON.parse((await visit("/tables/register_contracts?limit=5")).text);
    assert.deepEqual(page.withheld, ["amount", "technical_amount"]);
    const at = page.columns.findIndex((one) => one.name === "amount");
    assert.ok(page.rows.every((row) => row[at] === null));
    const [row] = (await office("GET", "/tables/register_contracts?limit=1")).json.rows;
    const guess = `/tables/register_contracts?filter=amount=${row[at]}`;
    assert.ok((await office("GET", guess)).json.total > 0);
    assert.equal(JSON.parse((await visit(guess)).text).total, 0, "a filter is no way to guess");
  });

  test("a statement is answered to the office, and to nobody who may not ask", async () => {
    const counted = await office("POST", "/sql", { sql: "SELECT count(*) AS rows FROM register_contracts" });
    assert.equal(counted.status, 200, JSON.stringify(counted.json));
    assert.ok(counted.json.rows[0][0] > 1_000);
    const wrong = await office("POST", "/sql", { sql: "DELETE FROM observations" });
    assert.equal(wrong.status, 400, JSON.stringify(wrong.json));
    const reader = await trying(server.url, "reader");
    assert.equal((await reader("POST", "/sql", { sql: "SELECT 1" })).status, 403);
    assert.equal((await fetch(`${server.url}/api/v1/sql`, { method: "POST", headers: { "content-type": "application/json" }, body: '{"sql":"SELECT 1"}' })).status, 401);
  });

  test("the page says that a number is confidential", { skip: absent ?? false }, async () => {
    const browser = await launch();
    try {
      const { page, wrong } = await open(browser, server.url);
      await page.goto(`${server.url}/indicators/technology-contracts?territory=lanzhou-hitech&period=${month}`);
      const cells = page.getByText("保密", { exact: true });
      await cells.first().waitFor();
      assert.equal(await cells.count(), hidden.length);
      assert.match(await cells.first().getAttribute("title"), /调查对象过少/);
      assert.deepEqual(wrong, []);
    } finally {
      await browser.close();
    }
  });
});
