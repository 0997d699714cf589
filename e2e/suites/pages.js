// The pages of the built server in a real browser.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { violations } from "../support/accessibility.js";
import { absent, launch, open } from "../support/browser.js";
import { serve } from "../support/server.js";
import { demo, ownDemo } from "../support/workspace.js";

const file = (name) => fileURLToPath(new URL(`../files/${name}`, import.meta.url));
const pilotZone = "/?territory=pilot-zone&period=2022";
const highTech = "高新技术企业数";
const explanation = `${highTech} · 兰白科技创新改革试验区 · 2022年`;
const source = "甘肃省2022年科技创新与兰白两区主要指标";

// visits have nothing in common and need not wait for each other
const together = { concurrency: 3 };

let browser;
let server;

/** A page that is closed after the test, which fails on anything that went wrong in it. */
async function visit(path, use, { width, theme, of = server } = {}) {
  const { page, wrong, close } = await open(browser, of.url, { width, theme });
  try {
    await page.goto(of.url + path);
    await use(page);
    assert.deepEqual(wrong, []);
  } finally {
    await close();
  }
}
const card = (page, name) => page.getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
const figure = (page, name) => card(page, name).getByRole("button", { name: /，打开说明$/ }).first();
const asked = (page) => new URL(page.url()).searchParams;

/** Waits until a card's number reads so. */
async function reads(page, name, value) {
  await card(page, name).getByRole("button", { name: `${name}：${value}，打开说明` }).waitFor();
}
/** Waits for an address. */
const addressed = (page, name, value) => page.waitForURL((url) => url.searchParams.get(name) === value);

describe("pages", { skip: absent ?? false }, () => {
  before(async () => {
    [browser, server] = await Promise.all([launch(), demo().then(serve)]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

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
    test("links take territory, period and day along", () =>
      visit(`${pilotZone}&as_of=2023-03-01&sample=false`, async (page) => {
        await card(page, highTech).getByRole("link", { name: highTech }).click();
        await page.waitForURL((url) => url.pathname === "/indicators/high-tech-enterprises");
        assert.deepEqual(Object.fromEntries(asked(page)), { territory: "pilot-zone", period: "2022", as_of: "2023-03-01", sample: "false" });
        await page.getByRole("button", { name: `${highTech}：698 家` }).first().waitFor();
      }));
  });

  // what each page must show, whatever its looks
  const pages = {
    "/": ["高新技术企业数", "不作判断"],
    "/indicators": ["高新技术企业数", "全社会研究与试验发展经费投入强度"],
    "/indicators/high-tech-enterprises?territory=pilot-zone&period=2022": ["698", "1,300", "期末证书在有效期内的高新技术企业数"],
    "/territories": ["兰州高新技术产业开发区", "白银高新技术产业开发区"],
    "/territories/pilot-zone?period=2022": ["兰白科技创新改革试验区", "698"],
    "/plan": ["高新技术企业达到1300家以上", "率先成为区域科技创新高地"],
    "/data/tables": ["观测值", "8,023"],
    "/data/sources": [source, "甘肃省人大关于兰白自创区条例执法检查的报告"],
    "/data/conflicts": ["549", "547"],
    "/data/findings": ["203", "246"],
    "/data/publications": ["register-patents.csv"],
    "/data/upload": ["把文件拖到这里"],
    "/wall": ["兰白两区规划纲要"],
  };
  describe("every page opens without an error, asks no other host and fits 390 px", together, () => {
    for (const [path, found] of Object.entries(pages)) {
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
  describe("every page passes axe in both themes", together, () => {
    const looked = { ...pages, [`${pilotZone}&explain=high-tech-enterprises~pilot-zone~2022`]: [source] };
    for (const [path, found] of Object.entries(looked)) {
      for (const theme of ["light", "dark"]) {
        test(`${path} ${theme}`, () =>
          visit(
            path,
            async (page) => {
              for (const text of found) await page.getByText(text).filter({ visible: true }).first().waitFor();
              await page.waitForLoadState("networkidle");
              assert.deepEqual(await violations(page), []);
            },
            { theme },
          ));
      }
    }
  });
  test("an address that does not exist says so", () =>
    visit("/nothing-here", async (page) => {
      await page.getByText("没有这个页面").waitFor();
      await page.getByRole("link", { name: "回到驾驶舱" }).click();
      await card(page, highTech).waitFor();
    }));

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
          for (const found of ["修改", "high-tech-enterprises-2027", "1300", "1400"]) assert.ok(text.includes(found), `${found} in ${text}`);
        },
        { of: own },
      );
    } finally {
      await own.stop();
    }
  });

  describe("keyboard", together, () => {
    const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim());
    test("the first stop skips to the content", () =>
      visit(pilotZone, async (page) => {
        await reads(page, highTech, "698 家");
        await page.keyboard.press("Tab");
        assert.equal(await focused(page), "跳到正文");
        await page.keyboard.press("Enter");
        assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
      }));
    test("tab reaches a number, Enter opens it, Escape closes it and the focus returns", () =>
      visit(pilotZone, async (page) => {
        await reads(page, highTech, "698 家");
        const wanted = `兰白科技创新改革试验区${highTech}：698 家，打开说明`;
        for (let stops = 0; (await focused(page)) !== wanted; stops += 1) {
          assert.ok(stops < 120, "no way to the number by the keyboard");
          await page.keyboard.press("Tab");
        }
        await page.keyboard.press("Enter");
        const drawer = page.getByRole("dialog", { name: explanation });
        await drawer.getByRole("link", { name: source }).first().waitFor();
        assert.ok(await page.evaluate(() => Boolean(document.activeElement?.closest("dialog"))), "the focus is inside the drawer");
        await page.keyboard.press("Escape");
        await drawer.waitFor({ state: "hidden" });
        assert.equal(asked(page).get("explain"), null);
        await page.waitForFunction((label) => document.activeElement?.getAttribute("aria-label") === label, wanted);
      }));
  });

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
        { of: own },
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
          await page.getByText("right.csv：已导入 2 行（第 18 次发布），0 行不变。").waitFor();
          assert.equal(await value(), 412);
          await choose(page, "right.csv");
          await page.getByText("right.csv：2 行均已在库中，没有变化。").waitFor();
        },
        { of: own },
      ));
    test("an open page shows what was imported meanwhile", () =>
      visit(
        "/?territory=lanzhou-hitech&period=2025&sample=false",
        async (page) => {
          await page.getByRole("heading", { name: highTech }).waitFor();
          const form = new FormData();
          const row = "lanzhou-hitech,high-tech-enterprises,2025,477,家,published,handmsg-2023-02-23,2026-02-01\n";
          form.append("file", new Blob([`territory,measure,period,value,unit,origin,source,known_on\n${row}`]), "meanwhile.csv");
          const answer = await fetch(`${own.url}/api/v1/imports`, { method: "POST", body: form });
          assert.equal((await answer.json()).added, 1);
          await reads(page, highTech, "477 家");
        },
        { of: own },
      ));
  });
});
