// Chains of the plan: what the API says of them, and what one does with them in a browser.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { absent } from "../support/browser.js";
import { serve } from "../support/server.js";
import { trying } from "../support/session.js";
import { addressed, asked, visits } from "../support/visit.js";
import { demo, ownDemo } from "../support/workspace.js";

describe("chains", () => {
  let server;
  const get = async (path) => {
    const answer = await fetch(`${server.url}/api/v1${path}`);
    return { status: answer.status, json: answer.headers.get("content-type").includes("json") ? await answer.json() : await answer.arrayBuffer() };
  };
  before(async () => {
    server = await serve(await demo());
  });
  after(() => server?.stop());

  test("segments are in the state that their sources say", async () => {
    const { json } = await get("/chains/copper-battery");
    const states = Object.fromEntries(json.segments.map((one) => [one.id, one.state]));
    assert.deepEqual(states, { "copper-battery-cathode": "around", "copper-battery-foil": "present", "copper-battery-battery": "missing" });
    assert.equal(json.sample, false, "named firms are published");
    for (const actor of json.segments.flatMap((one) => one.actors)) assert.ok(actor.ground.source && actor.ground.known_on && actor.fact, actor.id);
    const elsewhere = await get("/chains/copper-battery?territory=baiyin");
    assert.equal(elsewhere.json.segments.find((one) => one.id === "copper-battery-cathode").state, "present");
    assert.equal(elsewhere.json.segments.find((one) => one.id === "copper-battery-foil").state, "elsewhere");
  });

  test("a diagnosis ranks with the numbers behind it, and moved weights move it", async () => {
    const { json } = await get("/chains/copper-battery/diagnosis");
    const leaders = json.lists.find((one) => one.list === "leaders");
    assert.equal(leaders.entries[0].subject.id, "baiyin-nonferrous");
    const [first] = leaders.entries;
    assert.ok(Math.abs(first.known - 2 / 5) < 1e-9, "neither sizes nor supplies within the chain are stated");
    assert.equal(first.parts.find((one) => one.criterion === "size").unknown, "no-datum");
    assert.ok(first.sources.length > 0 && !first.sample);
    const next = json.lists.find((one) => one.list === "next").entries.map((one) => one.subject.id);
    assert.deepEqual(next, ["copper-battery-battery"]);
    const moved = await get("/chains/copper-battery/diagnosis?weights=leaders.size:0");
    assert.equal(moved.json.lists.find((one) => one.list === "leaders").entries[0].known.toFixed(4), "0.6667");
    for (const wrong of ["leaders.size:-1", "leaders.none:1", "leaders", "nobody.size:1"]) {
      const refused = await get(`/chains/copper-battery/diagnosis?weights=${wrong}`);
      assert.deepEqual([refused.status, refused.json.code], [400, "not-a-weight"], wrong);
    }
    assert.equal((await get("/chains/copper-battery/diagnosis/export?list=leaders")).status, 200);
    assert.equal((await get("/chains/none")).status, 404);
  });

  test("what is lost if someone stops lies between nought and one", async () => {
    const { json } = await get("/chains/copper-battery/stop?actor=baiyin-nonferrous");
    assert.ok(json.combined > 0 && json.combined <= 1);
    assert.deepEqual(json.affected, ["copper-battery-foil", "copper-battery-battery"]);
    assert.equal(json.substitutes, 1);
    assert.equal((await get("/chains/copper-battery/stop?actor=nobody")).status, 404);
  });

  test("parks are as alike as their enterprises", async () => {
    const { json } = await get("/structure");
    assert.ok(json.sample && json.parks.length === 24);
    const dinglian = json.parks.find((one) => one.territory === "lanzhou-hitech-dinglian");
    assert.deepEqual(dinglian.industries.filter((one) => one.declared).map((one) => one.industry).sort(), ["agri-food", "biomedicine", "digital", "modern-services"]);
    for (const park of json.parks) assert.ok(Math.abs(park.industries.reduce((sum, one) => sum + one.share, 0) - 1) < 1e-9);
    assert.ok(json.overlaps.every((one, n) => n === 0 || one.overlap <= json.overlaps[n - 1].overlap));
  });

  test("sectors have the published linkages, and segments take theirs from them", async () => {
    const { json } = await get("/sectors");
    assert.equal(json.table, "china-2020");
    assert.deepEqual([json.sectors.length, json.sectors.filter((one) => one.key).length, json.findings.length, json.sample], [153, 31, 0, false]);
    const components = json.sectors.find((one) => one.name === "电子元器件");
    assert.deepEqual([components.backward.toFixed(3), components.forward.toFixed(3)], ["1.350", "1.865"]);
    assert.ok(json.sectors.some((one) => one.segments.some((segment) => segment.id === "copper-battery-battery")));
    const diagnosis = await get("/chains/copper-battery/diagnosis");
    const [battery] = diagnosis.json.lists.find((one) => one.list === "next").entries;
    const linkage = battery.parts.find((one) => one.criterion === "linkage");
    assert.ok(linkage.value > 0 && !linkage.sample);
    assert.ok(battery.sources.includes("nbs-io-2020"));
    assert.equal((await get("/sectors?table=none")).status, 404);
  });

  test("outward shares lie between nought and one, and the belt is no more than anywhere", async () => {
    const { json } = await get("/flows");
    assert.deepEqual(json.groups, ["yellow-river-belt", "gansu", "northwest"]);
    assert.ok(json.sample && json.outward.length > 0 && json.exchanges.length > 0);
    for (const one of json.outward) {
      const anywhere = json.outward.find((other) => other.kind === one.kind && other.year === one.year && !other.group);
      assert.ok(one.flows <= anywhere.flows && one.flows <= one.all_flows, JSON.stringify(one));
      if (one.share_of_flows !== null) assert.ok(one.share_of_flows >= 0 && one.share_of_flows <= 1);
    }
  });

  test("the product space holds together and ties no industry to itself", async () => {
    const { json } = await get("/space?territory=baiyin");
    const count = json.activities.length;
    assert.ok(json.sample && count > 10);
    const joined = new Set([0]);
    for (let grown = true; grown; ) {
      const before = joined.size;
      for (const { one, other, proximity } of json.ties) {
        assert.ok(one < other && other < count && proximity > 0 && proximity <= 1);
        if (joined.has(one) || joined.has(other)) joined.add(one).add(other);
      }
      grown = joined.size > before;
    }
    assert.equal(joined.size, count, "the spanning tree reaches every industry");
  });

  test("a decision is recorded once, shown beside the rank, and is the office's alone", async () => {
    const own = await serve(await ownDemo());
    try {
      const office = await trying(own.url, "office");
      const told = { territory: "lanbai", list: "next", kind: "segment", subject: "copper-battery-battery", decision: "accepted", reason: "列入招商清单", seen: 0 };
      assert.equal((await office("POST", "/chains/copper-battery/decisions", told)).status, 204);
      const again = await office("POST", "/chains/copper-battery/decisions", told);
      assert.equal(again.status, 409, JSON.stringify(again.json));
      const { json } = await office("GET", "/chains/copper-battery/diagnosis?territory=lanbai");
      const [entry] = json.lists.find((one) => one.list === "next").entries;
      assert.deepEqual([entry.decided.decision, entry.decided.reason, entry.decided.number], ["accepted", "列入招商清单", 1]);
      assert.equal(json.decided.length, 1);
      for (const none of [{ list: "nosuch" }, { list: "next/segment" }, { kind: "nosuch" }, { subject: "nosuch" }]) {
        assert.equal((await office("POST", "/chains/copper-battery/decisions", { ...told, ...none })).status, 404, JSON.stringify(none));
      }
      assert.deepEqual(entry.decided.stood, entry.decided.stands, "nothing changed since");
      assert.deepEqual([entry.decided.days, entry.decided.stood.rank], [0, 1]);
      const reporter = await trying(own.url, "reporter");
      assert.equal((await reporter("POST", "/chains/copper-battery/decisions", { ...told, seen: 1 })).status, 403);
    } finally {
      await own.stop();
    }
  });
});

describe("chains in a browser", { skip: absent ?? false }, () => {
  const visit = visits({ workspace: ownDemo });
  const chain = "/chains/copper-battery?territory=baiyin";

  test("from the list to a chain, a stop, a rank, an actor, and back to what was chosen", () =>
    visit("/chains", async (page) => {
      await page.getByRole("link", { name: "铜—电解铜箔—电池链" }).click();
      await page.getByText("没有点名的主体").waitFor();
      await page.getByLabel("停产主体").selectOption({ label: "白银有色集团" });
      await page.getByText("受停产影响").first().waitFor();
      await page.getByRole("button", { name: /^龙头/ }).click();
      await page.locator("summary", { hasText: "白银有色集团" }).click();
      await page.getByText("系统性影响").first().waitFor();
      await page.locator("details[open]").getByRole("link", { name: "白银有色集团" }).first().click();
      await page.getByText("120 万吨/年").waitFor();
      await page.goBack();
      await page.getByRole("button", { name: /^龙头/, pressed: true }).waitFor();
      assert.deepEqual([asked(page).get("list"), asked(page).get("stop")], ["leaders", "baiyin-nonferrous"]);
      await page.getByText("受停产影响").first().waitFor();
    }));

  test("a weight that is moved stands in the address, and weights that are all nought rank nothing", () =>
    visit(`${chain}&list=next`, async (page) => {
      const sliders = page.getByRole("slider");
      await sliders.first().fill("2.5");
      await addressed(page, "weights", "next.density:2.5");
      await page.getByText("规划权重3.0").waitFor();
      for (const one of await sliders.all()) await one.fill("0");
      await page.getByText("至少一项权重须大于零").waitFor();
      await page.getByRole("button", { name: "恢复规划权重" }).click();
      await page.waitForURL((url) => !url.searchParams.has("weights"));
      assert.equal(await page.getByText("至少一项权重须大于零").count(), 0);
    }));

  test("the office decides, and what it decided stands at the row", () =>
    visit(
      `${chain}&list=next`,
      async (page) => {
        await page.locator("summary").first().click();
        const row = page.locator("details[open]");
        await row.getByRole("textbox", { name: "理由" }).fill("列入招商清单");
        await row.getByRole("button", { name: "采纳", exact: true }).click();
        await row.getByText("列入招商清单").waitFor();
        await row.getByText("今日排第").waitFor();
        assert.equal(await row.getByRole("textbox", { name: "理由" }).inputValue(), "");
      },
      { as: "office" },
    ));

  test("a segment's sector is found among all, and a page says what it cannot compare", () =>
    visit("/chains/copper-battery/segments/copper-battery-battery", async (page) => {
      await page.getByRole("link", { name: "电池", exact: true }).click();
      const row = page.locator("tr[aria-current]");
      await row.getByText("电池", { exact: true }).waitFor();
      await page.waitForFunction(() => {
        const box = document.querySelector("tr[aria-current]")?.getBoundingClientRect();
        return box && box.top > 0 && box.bottom < innerHeight;
      });
      await page.goto(`${visit.url()}/structure?territory=lanzhou-hitech-yantan`);
      await page.getByText("没有可比的园区").waitFor();
      assert.equal(await page.getByRole("columnheader", { name: "区位商" }).count(), 0);
      await page.goto(`${visit.url()}/space?territory=zhouqu-county`);
      await page.getByText("企业台账中没有本区域这些行业的企业").waitFor();
      assert.equal(await page.getByRole("columnheader", { name: "关联密度" }).count(), 0);
    }));
});
