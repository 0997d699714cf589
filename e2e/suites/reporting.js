// From a park's draft to a number on the cockpit: a reporter fills in, two stages approve, and who watches sees it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { absent } from "../support/browser.js";
import { visits } from "../support/visit.js";
import { filled, parts } from "../support/workbook.js";
import { ownDemo } from "../support/workspace.js";

describe("a form on its way", { skip: absent ?? false }, () => {
  const visit = visits({ workspace: ownDemo });
  const as = (login, path, use, { width } = {}) => visit(path, use, { as: login, width });
  const isIn = (page, state) => page.locator("header.panel").getByText(state, { exact: true }).waitFor();
  const button = (page, name) => page.getByRole("button", { name, exact: true });
  const saved = (page) => page.getByText("已自动保存").waitFor();

  test("a ready account of a demo signs in with one press", () =>
    visit("/sign-in", async (page) => {
      await page.getByRole("button", { name: /· reporter$/ }).click();
      await page.getByRole("banner").getByRole("button", { name: "退出登录", exact: true }).waitFor();
    }));

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

  test("another quarter is filled in as a file and as rows, by two people", { timeout: 120_000 }, () =>
    as("reporter", "/reporting", async (page) => {
      const duty = page.getByRole("row").filter({ hasText: "季报" }).filter({ hasText: "2026年第2季度" });
      await duty.getByRole("button", { name: "开始填报" }).click();
      await page.getByRole("heading", { level: 1, name: /兰白园区季报/ }).waitFor();
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "下载 Excel 模板" }).click()]);
      assert.match(download.suggestedFilename(), /兰白园区季报.*2026Q2\.xlsx$/);
      const blank = await readFile(await download.path());
      const upload = async (name, buffer) => {
        const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        await page.getByLabel("上传填好的文件").setInputFiles({ name, mimeType, buffer });
      };
      // a word where a number belongs: nothing is taken, and the file comes back with the cell marked
      await upload("错.xlsx", filled(blank, { F9: "三百" }));
      await page.getByText("没有写入任何内容").waitFor();
      const [marked] = await Promise.all([page.waitForEvent("download"), button(page, "下载标注问题的工作簿").click()]);
      const back = parts(await readFile(await marked.path()));
      assert.ok([...back.keys()].some((name) => name.includes("comments")), "the cell carries a comment");
      const why = "新增企业投产";
      await upload("对.xlsx", filled(blank, { F9: 300, F10: 15, F11: 44, G9: why, G10: why, G11: why }));
      await page.getByRole("cell", { name: "300 亿元" }).waitFor();
      assert.equal(await page.getByLabel("营业收入", { exact: true }).inputValue(), "", "a preview changes nothing");
      await button(page, "写入草稿").click();
      await page.getByText("已写入草稿").waitFor();
      await page.waitForFunction(() => document.querySelector("#field-operating-revenue")?.value === "300");
      // one register is entered row by row, of the other there is nothing
      await page.locator(".field").filter({ hasText: "人才变动台账" }).getByLabel("本期没有").check();
      const contracts = page.locator(".field").filter({ hasText: "技术合同台账" });
      await contracts.getByRole("button", { name: /填写台账/ }).click();
      await contracts.getByRole("button", { name: "新增一行" }).click();
      await contracts.getByLabel(/^合同登记编号/).fill("T-2026-1");
      await contracts.getByText(/没有填/).first().waitFor();
      for (const choice of await contracts.getByRole("combobox").all())
        if ((await choice.getAttribute("aria-required")) === "true") await choice.selectOption({ index: 1 });
      await contracts.getByLabel(/^卖方代码/).fill("示例企业");
      await contracts.getByLabel(/^成交额/).fill("120万元");
      await contracts.getByLabel(/^登记日期/).fill("2026年5月6日");
      await contracts.getByText(/没有填/).first().waitFor({ state: "detached" });
      assert.equal(await contracts.getByText(/无法识别/).count(), 0);
      // a colleague wrote into the same field: nobody's input is lost, and the difference is shown
      const id = page.url().split("/").at(-1);
      await page.evaluate(async (submission) => {
        const { token } = await (await fetch("/api/v1/session")).json();
        const { fields } = await (await fetch(`/api/v1/submissions/${submission}`)).json();
        const seen = fields.find((one) => one.key === "progress").version;
        const body = JSON.stringify({ fields: [{ key: "progress", content: "同事写的", seen }] });
        const headers = { "content-type": "application/json", "x-lanbai-token": token };
        await fetch(`/api/v1/submissions/${submission}/fields`, { method: "PATCH", headers, body });
      }, id);
      await page.getByLabel("本季主要进展").fill("我写的");
      const conflict = page.getByRole("alert").filter({ hasText: "同事写的" });
      await conflict.getByText("我写的").waitFor();
      await conflict.getByRole("button").first().click();
      await saved(page);
      assert.equal(await page.getByLabel("本季主要进展").inputValue(), "我写的");
      await page.getByText(/必填未填0项，须改正0项，待说明0项/).waitFor();
      await button(page, "报送").click();
      await isIn(page, "已报送");
    }),
  );

  test("the base and then the province approve both, reading the explanation", { timeout: 120_000 }, async () => {
    for (const quarter of ["2026年第2季度", "2026年第3季度"])
    for (const login of ["approver", "approver-2"]) {
      await as(login, "/reporting/approvals", async (page) => {
        await page.getByRole("row").filter({ hasText: quarter }).getByRole("link").first().click();
        await page.getByText("新增企业投产").first().waitFor();
        // the state before the last approval is told by the same word: only the answer says that the step was taken
        const taken = page.waitForResponse((answer) => answer.url().endsWith("/steps") && answer.ok());
        await button(page, "审核通过").click();
        await taken;
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
      // on paper: the form's head, its values and who signs, and nothing else of the page
      await page.emulateMedia({ media: "print" });
      const paper = page.locator(".form-print");
      for (const words of ["表　　号：", "制定机关：", "有效期至：", "填报单位（盖章）：雁滩园区", "统计负责人：", "320"])
        await paper.getByText(words).first().waitFor();
      assert.equal(await page.locator("header.panel").isVisible(), false);
      await page.emulateMedia({ media: "screen" });
      assert.equal(await paper.isVisible(), false);
      await button(page, "发起更正").waitFor();
    });
    const explained = await (await fetch(`${visit.url()}/api/v1/evaluations?indicator=operating-revenue&territory=lanzhou-hitech-yantan&period=2026Q3`)).json();
    assert.deepEqual([explained.items[0].value, explained.items[0].origin], [320, "reported"]);
    const from = `${visit.url()}/api/v1/evaluations?indicator=operating-revenue&territory=lanzhou-hitech-yantan&period=2026Q2`;
    const byFile = await (await fetch(from)).json();
    assert.deepEqual([byFile.items[0].value, byFile.items[0].origin], [300, "reported"]);
  });

  test("who is late stands in the overview of the office", { timeout: 60_000 }, () =>
    as("office", "/reporting/completeness", async (page) => {
      await page.getByRole("heading", { name: "逾期未报" }).waitFor();
      await page.getByRole("row").filter({ hasText: "定连园区" }).first().waitFor();
    }),
  );
});
