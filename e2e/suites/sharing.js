// 一表同享: what one form asked for, another of the same park and period does not ask for again.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { absent } from "../support/browser.js";
import { asking } from "../support/session.js";
import { visits } from "../support/visit.js";
import { ownDemo } from "../support/workspace.js";

const torch = "国家高新区评价基础数据（草案）";
const yearly = "兰白园区年报（草案）";

describe("forms that share their measures", { skip: absent ?? false }, () => {
  const visit = visits({ workspace: ownDemo });
  const duty = (page, form) => page.getByRole("row").filter({ hasText: form }).filter({ hasText: "2025年" });
  const field = (page, name) => page.locator(".field").filter({ has: page.getByLabel(name, { exact: true }) });
  const value = (page, name) => page.getByLabel(name, { exact: true }).inputValue();

  test("revenue and GDP that the evaluation's form holds stand in the yearly form already", { timeout: 60_000 }, () =>
    visit(
      "/reporting",
      async (page) => {
        await duty(page, torch).getByRole("button", { name: "开始填报" }).click();
        await page.getByRole("heading", { level: 1, name: new RegExp(torch) }).waitFor();
        // a form that finds nothing says nothing of it
        assert.equal(await page.getByText("不必重复填写").count(), 0);
        await field(page, "营业收入").getByText(`本项与${yearly}共用，一次填报`).waitFor();
        await page.getByLabel("营业收入", { exact: true }).fill("321.5亿元");
        await field(page, "营业收入").getByText("读作321.5 亿元").waitFor();
        await page.getByLabel("地区生产总值", { exact: true }).fill("98.75");
        await page.getByLabel("入统企业利润总额", { exact: true }).fill("12");
        await page.getByText("已自动保存").waitFor();

        await page.goto(`${visit.url()}/reporting`);
        await duty(page, yearly).getByRole("button", { name: "开始填报" }).click();
        await page.getByRole("heading", { level: 1, name: new RegExp(yearly) }).waitFor();
        await page.getByText("其他报表已填的2项已自动带入，不必重复填写；请核对。").waitFor();
        assert.deepEqual([await value(page, "营业收入"), await value(page, "地区生产总值")], ["321.5", "98.75"]);
        await field(page, "营业收入").getByText(torch).waitFor();
      },
      { as: "reporter" },
    ));
  test("a quarter is another period: nothing of the year is brought into it", { timeout: 60_000 }, () =>
    visit(
      "/reporting",
      async (page) => {
        const quarter = page.getByRole("row").filter({ hasText: "季报" }).filter({ hasText: "2025年第4季度" });
        await quarter.getByRole("button", { name: "开始填报" }).click();
        await page.getByRole("heading", { level: 1, name: /兰白园区季报/ }).waitFor();
        assert.equal(await value(page, "营业收入"), "");
        assert.equal(await page.getByText("不必重复填写").count(), 0);
      },
      { as: "reporter" },
    ));
  test("another park's form has nothing of it", async () => {
    const security = await asking(visit.url(), "security");
    const { items } = await security("GET", "/accounts");
    await security("POST", `/accounts/${items.find((one) => one.login === "reporter").id}/grant`, { role: "reporter", territory: "lanzhou-hitech" });
    const reporter = await asking(visit.url(), "reporter");
    const begun = await reporter("POST", "/submissions", { form: "park-year", territory: "lanzhou-hitech-dinglian", period: "2025" });
    assert.equal(begun.prefilled, 0);
  });
  test("the weights that no document gave are said to be unknown, and that there is no score", () =>
    visit("/data/findings", async (page) => {
      await page.getByText(/46项指标中有44项的权重未查到，算不出总分/).first().waitFor();
    }));
});
