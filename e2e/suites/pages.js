// The pages of the built server in a real browser.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { absent } from "../support/browser.js";
import { serve } from "../support/server.js";
import { signIn } from "../support/session.js";
import { addressed, asked, card, explanation, figure, highTech, pilotZone, places, reads, source, together, visits } from "../support/visit.js";
import { ownDemo, publications } from "../support/workspace.js";

const file = (name) => fileURLToPath(new URL(`../files/${name}`, import.meta.url));

describe("pages", { skip: absent ?? false }, () => {
  const visit = visits();

  describe("cockpit", together, () => {
    test("shows a number with unit, light, reason, target and origin", () =>
      visit(pilotZone, async (page) => {
        await reads(page, highTech, "698 家");
        const text = await card(page, highTech).innerText();
        for (const found of ["绿灯", "序时应达698 家", "1,300", "公布", "推断", "13.2%", "占甘肃省 41.06%"]) {
          assert.ok(text.includes(found), `${found} in ${text}`);
        }
        assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "兰白科技创新改革试验区 · 2022年");
        assert.equal(await page.getByRole("list", { name: "各指标的灯" }).getByRole("listitem").count(), 4);
      }));
    test("groups by the six goals", () =>
      visit(pilotZone, async (page) => {
        const goals = page.getByRole("heading", { level: 2, name: /率先/ });
        await goals.first().waitFor();
        assert.equal(await goals.count(), 6);
      }));
    test("shows the number of another source beside the preferred one", () =>
      visit("/?territory=demonstration-zone&period=2022", async (page) => {
        await reads(page, highTech, "549 家");
        assert.match(await card(page, highTech).innerText(), /另有[\s\S]*547/);
      }));
    test("a click on a number opens its explanation, down to source and clause", () =>
      visit(pilotZone, async (page) => {
        await figure(page, highTech).click();
        const drawer = page.getByRole("dialog", { name: explanation });
        await drawer.getByRole("link", { name: source }).first().waitFor();
        const text = await drawer.innerText();
        for (const found of ["698", "公布", "1300家以上"]) assert.ok(text.includes(found), `${found} in ${text}`);
        assert.equal(asked(page).get("explain"), "high-tech-enterprises~pilot-zone~2022");
        await drawer.getByRole("link", { name: source }).first().click();
        await page.waitForURL((url) => url.pathname === "/data/sources" && url.searchParams.get("source") === "handmsg-2023-02-23");
        await page.getByText("23150366").first().waitFor();
      }));
    test("every number leads to a source or to the word sample", () =>
      visit("/", async (page) => {
        await card(page, highTech).waitFor();
        await page.getByText("台账监测", { exact: true }).click();
        const numbers = page.getByRole("main").getByRole("button", { name: /，打开说明$/ });
        const cells = new Map();
        for (const number of await numbers.all()) {
          const label = await number.getAttribute("aria-label");
          if (!label.includes("无数据")) cells.set(label, number);
        }
        assert.ok(cells.size > 60, `only ${cells.size} numbers`);
        for (const [label, number] of cells) {
          await number.click();
          const drawer = page.getByRole("dialog");
          await drawer.getByText("可信程度").waitFor();
          const told = await drawer.innerText();
          const titles = await drawer.locator('a[href*="/data/sources?"]').allInnerTexts();
          assert.ok(/示例/.test(told) || titles.some((title) => title.trim() !== ""), `${label} leads nowhere:\n${told}`);
          await page.keyboard.press("Escape");
          await drawer.waitFor({ state: "hidden" });
        }
      }));
    test("an explanation can be sent as an address", () =>
      visit(`${pilotZone}&explain=rd-intensity~demonstration-zone~2020`, async (page) => {
        const drawer = page.getByRole("dialog", { name: /^全社会研究与试验发展经费投入强度 · 兰州白银国家自主创新示范区 · 2020年$/ });
        await drawer.getByText("4.05").first().waitFor();
        const text = await drawer.innerText();
        for (const found of ["4.06", "仅四舍五入不足以解释", "兰白自创区2020年主要指标预计数"]) assert.ok(text.includes(found), `${found} in ${text}`);
        assert.ok(!text.includes("4.455"));
      }));
  });

  describe("switches", together, () => {
    test("the language, kept when the page is opened again", () =>
      visit(pilotZone, async (page) => {
        await reads(page, highTech, "698 家");
        await page.getByRole("button", { name: "English" }).click();
        const english = page.getByRole("heading", { name: "High-tech enterprises" });
        await english.first().waitFor();
        assert.equal(await page.locator("html").getAttribute("lang"), "en");
        await page.reload();
        await english.first().waitFor();
        const main = (await page.getByRole("main").innerText()).replace(/[\s\S]*?English/, "");
        assert.doesNotMatch(main, /绿灯|不作判断|公布|示例/);
        await page.getByRole("button", { name: "中文" }).click();
        await reads(page, highTech, "698 家");
        assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
      }));
    test("sample data: the value changes and the address keeps it", () =>
      visit("/?territory=pilot-zone&period=2025", async (page) => {
        await reads(page, highTech, "960 家");
        assert.match(await card(page, highTech).innerText(), /示例/);
        await page.getByText("只看真实数据").click();
        await addressed(page, "sample", "false");
        await reads(page, highTech, "698 家");
        assert.match(await card(page, highTech).innerText(), /2025年无数据/);
        await page.reload();
        await reads(page, highTech, "698 家");
        const toggle = page.getByRole("switch", { name: "示例数据" });
        assert.equal(await toggle.isChecked(), false);
        await toggle.focus();
        await page.keyboard.press("Enter");
        await reads(page, highTech, "960 家");
        assert.equal(asked(page).get("sample"), null);
      }));
    test("the day of knowledge: the value changes and the address keeps it", () =>
      visit("/?territory=demonstration-zone&period=2022&sample=false", async (page) => {
        await reads(page, highTech, "549 家");
        await page.getByText(/^时点/).click();
        const known = async (date) => {
          await page.getByLabel("公布截至").fill(date);
          await addressed(page, "as_of", date);
        };
        await known("2023-02-01");
        // before 549 was published the latest known one stands in, with its period
        await reads(page, highTech, "436 家");
        assert.match(await card(page, highTech).innerText(), /2020年[\s\S]*2022年无数据/);
        await known("2023-03-01");
        await reads(page, highTech, "549 家");
        assert.doesNotMatch(await card(page, highTech).innerText(), /547/);
        await page.reload();
        await reads(page, highTech, "549 家");
        assert.equal(asked(page).get("as_of"), "2023-03-01");
        await page.getByText("回看：只用 2023年3月1日 以前").waitFor();
        await page.getByRole("button", { name: "回到今天" }).click();
        await addressed(page, "as_of", null);
        await card(page, highTech).getByText("547").waitFor();
      }));
    test("the day of record: before the first import nothing was there", () =>
      visit("/?territory=demonstration-zone&period=2022&as_recorded=2001-01-01", async (page) => {
        await page.getByText("回看：只用 2001年1月1日 结束时本系统已经收到的数").waitFor();
        await reads(page, highTech, "无数据");
        await page.getByText(/^时点/).click();
        assert.equal(await page.getByLabel("入库截至").inputValue(), "2001-01-01");
        await page.keyboard.press("Escape");
        await page.getByLabel("入库截至").waitFor({ state: "hidden" });
        await page.getByRole("button", { name: "回到今天" }).click();
        await addressed(page, "as_recorded", null);
        await reads(page, highTech, "549 家");
      }));
    test("a period is read as people write it", () =>
      visit(pilotZone, async (page) => {
        await reads(page, highTech, "698 家");
        const box = page.getByRole("combobox", { name: "时期" });
        await box.click();
        await box.pressSequentially("2024年第3季度");
        await page.getByRole("option", { name: "2024年第3季度" }).click();
        await addressed(page, "period", "2024Q3");
        await page.getByRole("heading", { level: 1, name: "2024年第3季度" }).waitFor();
      }));
    test("links take territory, period and day along", () =>
      visit(`${pilotZone}&as_of=2023-03-01&sample=false`, async (page) => {
        await card(page, highTech).getByRole("link", { name: highTech }).click();
        await page.waitForURL((url) => url.pathname === "/indicators/high-tech-enterprises");
        assert.deepEqual(Object.fromEntries(asked(page)), { territory: "pilot-zone", period: "2022", as_of: "2023-03-01", sample: "false" });
        await page.getByRole("button", { name: `${highTech}：698 家` }).first().waitFor();
      }));
  });

  describe("every page opens without an error, asks no other host and fits 390 px", together, () => {
    for (const [path, found] of Object.entries(places)) {
      test(path, () =>
        visit(
          path,
          async (page) => {
            for (const text of found) await page.getByText(text).filter({ visible: true }).first().waitFor();
            await page.waitForLoadState("networkidle");
            const widths = () => page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
            assert.deepEqual(await widths(), [390, 390]);
            // what is drawn anew at another width must not fail either
            await page.setViewportSize({ width: 1440, height: 900 });
            await page.getByText(found[0]).filter({ visible: true }).first().waitFor();
            assert.deepEqual(await widths(), [1440, 1440]);
          },
          { width: 390 },
        ));
    }
  });
  test("an address that does not exist says so", () =>
    visit("/nothing-here", async (page) => {
      await page.getByText("没有这个页面").waitFor();
      await page.getByRole("link", { name: "回到驾驶舱" }).click();
      await card(page, highTech).waitFor();
    }));

  describe("upload", () => {
    let own;
    before(async () => {
      own = await serve(await ownDemo());
    });
    after(() => own?.stop());
    const value = async () => {
      const answer = await fetch(`${own.url}/api/v1/evaluations?indicator=high-tech-enterprises&territory=lanzhou-hitech&period=2024&sample=false`);
      return (await answer.json()).items[0].value;
    };
    const choose = (page, name) => page.getByLabel("把文件拖到这里").setInputFiles(file(name));

    test("a wrong file: what is wrong and where; it cannot be imported, and the page says why", () =>
      visit(
        "/data/upload",
        async (page) => {
          await choose(page, "wrong.csv");
          await page.getByText("没有导入").first().waitFor();
          const text = await page.getByRole("main").innerText();
          for (const found of ["pilot-zon", "2022年13月", "六百九", "亿元", "第2行", "请改成规划中的名称或代号"]) assert.ok(text.includes(found), `${found} in ${text}`);
          assert.match(text, /改正/);
          const button = page.getByRole("button", { name: "导入", exact: true, disabled: true });
          await button.waitFor();
          assert.match(await page.locator(`#${await button.getAttribute("aria-describedby")}`).innerText(), /改正/);
          // it looks like a button that cannot be pressed, and pressing it does nothing
          await button.click({ force: true });
          await page.waitForLoadState("networkidle");
          assert.equal(await page.getByText("已导入").count(), 0);
        },
        { of: own, as: "office" },
      ));
    test("a file that says nothing of origin takes the one given on the page", () =>
      visit(
        "/data/upload",
        async (page) => {
          await choose(page, "without-origin.csv");
          await page.getByRole("listitem").getByText("第 2 行没有来源性质").waitFor();
          await page.getByRole("combobox", { name: "来源性质" }).click();
          await page.getByRole("option", { name: "报送" }).click();
          await page.getByText("without-origin.csv：共 1 行，将新增 1 行，0 行不变。").waitFor();
          await page.getByRole("button", { name: "导入", exact: true, disabled: false }).waitFor();
        },
        { of: own, as: "office" },
      ));
    test("a right file: a preview that changes nothing, then the import", () =>
      visit(
        "/data/upload",
        async (page) => {
          assert.equal(await value(), null);
          await choose(page, "right.csv");
          await page.getByText("right.csv：共 2 行，将新增 2 行，0 行不变。").waitFor();
          await page.getByRole("cell", { name: "1,088" }).waitFor();
          assert.equal(await value(), null);
          await page.getByRole("button", { name: "导入", exact: true }).click();
          await page.getByText(`right.csv：已导入 2 行（第 ${publications + 1} 次发布），0 行不变。`).waitFor();
          assert.equal(await value(), 412);
          await choose(page, "right.csv");
          await page.getByText("right.csv：2 行均已在库中，没有变化。").waitFor();
        },
        { of: own, as: "office" },
      ));
    test("an open page shows what was imported meanwhile", () =>
      visit(
        "/?territory=lanzhou-hitech&period=2025&sample=false",
        async (page) => {
          await page.getByRole("heading", { name: highTech }).waitFor();
          const form = new FormData();
          const row = "lanzhou-hitech,high-tech-enterprises,2025,477,家,published,handmsg-2023-02-23,2026-02-01\n";
          form.append("file", new Blob([`territory,measure,period,value,unit,origin,source,known_on\n${row}`]), "meanwhile.csv");
          const headers = await signIn(own.url, "office");
          const answer = await fetch(`${own.url}/api/v1/imports`, { method: "POST", body: form, headers });
          assert.equal((await answer.json()).added, 1);
          await reads(page, highTech, "477 家");
        },
        { of: own },
      ));
  });
});
