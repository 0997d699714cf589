// What leaves the pages as a file, and what comes to them when a file of the plan is edited.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { absent } from "../support/browser.js";
import { serve } from "../support/server.js";
import { together, visits } from "../support/visit.js";
import { ownDemo } from "../support/workspace.js";

describe("files", { skip: absent ?? false }, () => {
  const visit = visits();

  describe("files to take away", together, () => {
    const taken = async (page, name) => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole(/PNG|图片/.test(name) ? "button" : "link", { name }).first().click()]);
      return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
    };
    const place = "/indicators/high-tech-enterprises?territory=pilot-zone&period=2022";
    test("a table as CSV and XLSX, with its sources", () =>
      visit(place, async (page) => {
        const csv = await taken(page, "导出 CSV");
        assert.match(csv.name, /\.csv$/);
        for (const found of ["698", "handmsg-2023-02-23"]) assert.ok(csv.bytes.toString("utf8").includes(found), `${found} in ${csv.name}`);
        const xlsx = await taken(page, "导出 XLSX");
        assert.match(xlsx.name, /\.xlsx$/);
        assert.equal(xlsx.bytes.subarray(0, 2).toString("latin1"), "PK");
      }));
    test("a chart as PNG, and its figures as a table", () =>
      visit(place, async (page) => {
        const picture = await taken(page, "存为图片");
        assert.match(picture.name, /^高新技术企业数.*\.png$/);
        assert.equal(picture.bytes.subarray(1, 4).toString("latin1"), "PNG");
        assert.ok(picture.bytes.readUInt32BE(16) > 1000, "wide enough for a report");
        await page.getByRole("button", { name: "看数据表" }).click();
        await page.getByRole("row", { name: /^2022年 698/ }).waitFor();
        await page.getByRole("row", { name: /^2027年.*1,300 家$/ }).waitFor();
      }));
  });

  test("an edit of the plan is shown with what changed, and the map takes its approval number", async () => {
    const folder = await ownDemo();
    const edit = async (name, from, to) => {
      const file = join(folder, "plan", name);
      const text = await readFile(file, "utf8");
      assert.ok(text.includes(from), `${from} in ${name}`);
      await writeFile(file, text.replace(from, to));
    };
    const own = await serve(folder);
    try {
      await visit(
        "/indicators/high-tech-enterprises?territory=lanbai",
        async (page) => {
          await page.getByText("审图号未设置").waitFor();
          // the open page hears of each edit
          await edit("plan.toml", 'approval_number = ""', 'approval_number = "甘S(2024)001号"');
          await page.getByText("审图号：甘S(2024)001号").waitFor();
          await edit("targets.toml", "value = 1300", "value = 1400");
          await page.getByText("1,400").first().waitFor();
          await page.getByRole("link", { name: "规划", exact: true }).click();
          const changes = page.getByRole("region", { name: "规划的变化" });
          const text = await changes.innerText();
          for (const found of ["修改", "高新技术企业数", "不少于1,300 家", "不少于1,400 家"]) assert.ok(text.includes(found), `${found} in ${text}`);
        },
        { of: own },
      );
    } finally {
      await own.stop();
    }
  });
});
