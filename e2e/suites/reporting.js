// From a park's draft to a number on the cockpit: a reporter fills in, two stages approve, and who watches sees it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { absent, launch, open } from "../support/browser.js";
import { serve } from "../support/server.js";
import { ownDemo } from "../support/workspace.js";

const skip = absent ?? false;

describe("a form on its way", { skip }, () => {
  let browser;
  let server;
  before(async () => {
    [browser, server] = await Promise.all([launch(), ownDemo().then(serve)]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** A page of someone who is signed in with a ready account of the demo. */
  async function as(login, path, use, { width } = {}) {
    const { page, wrong, close } = await open(browser, server.url, { width });
    try {
      await page.goto(`${server.url}/sign-in`);
      await page.getByRole("button", { name: new RegExp(`· ${login}$`) }).click();
      await page.getByRole("banner").getByRole("button", { name: "退出登录", exact: true }).waitFor();
      await page.goto(server.url + path);
      await use(page);
      assert.deepEqual(wrong, []);
    } finally {
      await close();
    }
  }
  const isIn = (page, state) => page.locator("header.panel").getByText(state, { exact: true }).waitFor();
  const button = (page, name) => page.getByRole("button", { name, exact: true });
  const saved = (page) => page.getByText("已自动保存").waitFor();

  test("a reporter fills in a quarter on a phone, explains what is unusual, and hands it in", { timeout: 90_000 }, () =>
    as(
      "reporter",
      "/reporting",
      async (page) => {
        const duty = page.getByRole("row").filter({ hasText: "季报" }).filter({ hasText: "2026年第3季度" });
        await duty.getByRole("button", { name: "开始填报" }).click();
        await page.getByRole("heading", { level: 1, name: /兰白园区季报/ }).waitFor();
        // a large change on the quarter of the year before, and a unit behind the number
        await page.getByLabel("营业收入", { exact: true }).fill("３２０亿元");
        await page.getByText("读作320 亿元").waitFor();
        const change = page.getByText(/同比变动不超过三成/).first();
        await change.waitFor();
        await page.getByLabel("规模以上工业增加值", { exact: true }).fill("15.5");
        await page.getByLabel("规模以上工业企业数", { exact: true }).fill("44");
        for (const none of await page.getByLabel("本期没有").all()) await none.check();
        await saved(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, "wider than the phone");
        for (let left = await page.getByLabel("核实说明").count(), n = 0; n < left; n += 1) {
          await page.getByLabel("核实说明").nth(n).fill("新增企业投产");
          await button(page, "保存说明").nth(n).click();
          await page.waitForFunction((done) => document.querySelectorAll(".explain button[aria-disabled=true]").length > done, n);
        }
        await page.getByText("必填未填0项，须改正0项，待说明0项").waitFor();
        await button(page, "报送").click();
        await isIn(page, "已报送");
      },
      { width: 390 },
    ),
  );

  test("the base and then the province approve it, reading the explanation", { timeout: 90_000 }, async () => {
    for (const login of ["approver", "approver-2"]) {
      await as(login, "/reporting/approvals", async (page) => {
        await page.getByRole("row").filter({ hasText: "2026年第3季度" }).getByRole("link").first().click();
        await page.getByText("新增企业投产").first().waitFor();
        await button(page, "审核通过").click();
        await page.getByText("审核通过", { exact: true }).first().waitFor();
        // the last approval is published within a moment
        await page.getByText(login === "approver" ? "已报送" : "已审核", { exact: true }).or(page.getByText("已发布", { exact: true })).first().waitFor();
      });
    }
  });

  test("the number is in the lake, reported, and its form is locked", { timeout: 60_000 }, async () => {
    await as("reporter", "/reporting", async (page) => {
      const row = page.getByRole("row").filter({ hasText: "2026年第3季度" });
      await row.getByText("已发布").waitFor();
      await row.getByRole("link").click();
      await isIn(page, "已发布");
      assert.equal(await page.getByLabel("营业收入", { exact: true }).isEditable(), false);
      await button(page, "发起更正").waitFor();
    });
    const explained = await (await fetch(`${server.url}/api/v1/evaluations?indicator=operating-revenue&territory=lanzhou-hitech-yantan&period=2026Q3`)).json();
    assert.deepEqual([explained.items[0].value, explained.items[0].origin], [320, "reported"]);
  });

  test("who is late stands in the overview of the office", { timeout: 60_000 }, () =>
    as("office", "/reporting/completeness", async (page) => {
      await page.getByRole("heading", { name: "逾期未报" }).waitFor();
      await page.getByRole("row").filter({ hasText: "定连园区" }).first().waitFor();
    }),
  );
});
