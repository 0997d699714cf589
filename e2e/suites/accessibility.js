// Whoever reads no screen, holds no mouse or needs more contrast can use every page.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { violations } from "../support/accessibility.js";
import { absent } from "../support/browser.js";
import { asking } from "../support/session.js";
import { addressed, explanation, highTech, pilotZone, places, reads, source, together, visits } from "../support/visit.js";
import { ownDemo } from "../support/workspace.js";

describe("accessibility", { skip: absent ?? false }, () => {
  const visit = visits({ workspace: ownDemo });

  describe("every page passes axe in both themes", together, () => {
    const looked = { ...places, [`${pilotZone}&explain=high-tech-enterprises~pilot-zone~2022`]: [source] };
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

  describe("every page of those who are signed in passes axe in both themes", together, () => {
    let order;
    before(async () => {
      const office = await asking(visit.url(), "office");
      const due_on = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
      const opened = await office("POST", "/supervision", { territory: "lanzhou-hitech-yantan", reason: "进度偏慢", due_on });
      order = `/supervision/${opened.id}`;
    });
    const looked = [
      ["/tasks", "office", "高新技术企业达到1300家以上"],
      ["/supervision", "office", "进度偏慢"],
      [() => order, "office", "销号"],
      [() => order, "reporter", "填写答复"],
      ["/notices", "reporter", "督办：雁滩园区"],
      ["/account", "reporter", "邮"],
      ["/reporting", "reporter", "季报"],
      ["/reporting/approvals", "approver", "审核"],
      ["/reporting/completeness", "office", "雁滩园区"],
      ["/accounts", "audit", "填报"],
      ["/accounts", "security", "填报"],
      ["/audit", "audit", "校验日志"],
      ["/chains", "reader", "铜—电解铜箔—电池链"],
      ["/chains/copper-battery", "office", "锂电池与电路板"],
      ["/actors/baiyin-nonferrous", "reader", "120 万吨/年"],
      ["/structure", "reader", "最相近的园区"],
      ["/flows", "reader", "技术合同"],
      ["/space", "reader", "关联密度"],
      ["/sectors", "reader", "影响力系数"],
    ];
    for (const [path, as, text] of looked) {
      for (const theme of ["light", "dark"]) {
        test(`${typeof path === "string" ? path : "/supervision/{id}"} ${as} ${theme}`, () =>
          visit(
            typeof path === "string" ? path : path(),
            async (page) => {
              await page.getByRole("main").getByText(text).filter({ visible: true }).first().waitFor();
              await page.waitForLoadState("networkidle");
              assert.deepEqual(await violations(page), []);
            },
            { theme, as },
          ));
      }
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
        // the address follows a moment later
        await addressed(page, "explain", null);
        await page.waitForFunction((label) => document.activeElement?.getAttribute("aria-label") === label, wanted);
      }));
  });
});
