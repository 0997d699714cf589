// 督办 from its opening to its closing, and the task ledger, in a browser.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { absent } from "../support/browser.js";
import { visits } from "../support/visit.js";
import { ownDemo } from "../support/workspace.js";

const reason = "技术合同登记进度偏慢";

describe("tasks and supervision", { skip: absent ?? false }, () => {
  const visit = visits({ workspace: ownDemo });
  let order;

  test("the office opens one by hand, with a last day that has not passed", { timeout: 60_000 }, () =>
    visit(
      "/supervision",
      async (page) => {
        await page.getByText("没有督办").waitFor();
        await page.getByRole("button", { name: "发起督办" }).click();
        await page.getByLabel("区域", { exact: true }).selectOption("lanzhou-hitech-yantan");
        await page.getByLabel("督办事由").fill(reason);
        const day = page.getByLabel("答复期限");
        await day.fill("2020-01-02");
        await page.getByRole("button", { name: "发起督办" }).click();
        await page.getByRole("alert").getByText("答复期限2020-01-02已过").waitFor();
        await day.fill(new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10));
        await page.getByRole("button", { name: "发起督办" }).click();
        await page.getByRole("heading", { level: 2, name: reason }).waitFor();
        order = new URL(page.url()).pathname;
      },
      { as: "office", bears: /409|422|400/ },
    ));

  test("whoever reports for the park is told, answers and adds a file that is what it says", { timeout: 60_000 }, () =>
    visit(
      "/notices",
      async (page) => {
        await page.getByRole("link", { name: new RegExp(`督办：雁滩园区，${reason}`) }).click();
        await page.waitForURL((url) => url.pathname === order);
        await page.getByLabel("填写答复").fill("已约谈三家单位，月底前补登");
        await page.getByRole("button", { name: "提交答复" }).click();
        await page.getByText("已约谈三家单位，月底前补登").waitFor();
        const file = (name, text) => page.getByLabel("上传佐证材料").setInputFiles({ name, mimeType: "application/pdf", buffer: Buffer.from(text) });
        await file("说明.pdf", "<script>");
        await page.getByRole("alert").waitFor();
        await file("说明.pdf", "%PDF-1.7 text");
        const link = page.getByRole("link", { name: "说明.pdf" });
        await link.waitFor();
        const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
        assert.equal(download.suggestedFilename(), "说明.pdf");
        await page.getByText("您的角色不能办结督办").waitFor();
      },
      { as: "reporter", bears: /409|422|415|400/ },
    ));

  test("the office closes it, and it stands among the closed ones", { timeout: 60_000 }, () =>
    visit(
      order,
      async (page) => {
        await page.getByRole("link", { name: "说明.pdf" }).waitFor();
        await page.getByLabel("销号理由").fill("已补登");
        await page.getByRole("button", { name: "销号" }).click();
        await page.getByText("该督办已销号").waitFor();
        await page.goto(`${visit.url()}/supervision`);
        await page.getByText("没有督办").waitFor();
        await page.getByRole("switch").uncheck();
        await page.getByRole("row").filter({ hasText: reason }).getByText("已销号").waitFor();
      },
      { as: "office" },
    ));

  test("a node of a task is said to be under way, and by whom", { timeout: 60_000 }, () =>
    visit(
      "/tasks",
      async (page) => {
        const node = page.getByRole("listitem").filter({ hasText: "高新技术企业达到1300家以上" }).last();
        await node.getByRole("button", { name: "填报进展" }).click();
        await node.getByLabel("状态").selectOption("under-way");
        await node.getByLabel("进展说明").fill("已培育入库");
        await node.getByRole("button", { name: "保存" }).click();
        await node.getByText("进行中").waitFor();
        await node.getByText(/规划办.*填报于/).waitFor();
      },
      { as: "office" },
    ));

  test("a visitor is told that he must sign in", { timeout: 60_000 }, () =>
    visit("/tasks", (page) => page.getByText("尚未登录，不能查看任务和督办").first().waitFor(), { bears: /401/ }));
});
