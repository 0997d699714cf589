// Who has an account and what it holds: three administrators, each for his part, and everybody for his own.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { absent } from "../support/browser.js";
import { asking, enter, trying } from "../support/session.js";
import { visits } from "../support/visit.js";
import { ownDemo } from "../support/workspace.js";

describe("accounts", { skip: absent ?? false }, () => {
  const visit = visits({ workspace: ownDemo });

  /** A page, of someone who is signed in with a ready account, or of nobody yet, that fits its window. */
  const as = (login, path, use, { width } = {}) =>
    visit(
      path,
      async (page) => {
        await use(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, "wider than the window");
      },
      { as: login, width },
    );
  const button = (page, name) => page.getByRole("button", { name, exact: true });
  const row = (page, name) => page.getByRole("row").filter({ hasText: name });
  const panel = (page) => page.getByRole("dialog");
  const own = "qinbei-7-zhongchuan";
  let password;

  test("the system administrator makes an account, whose password is shown once", () =>
    as("system", "/accounts", async (page) => {
      await page.getByText("新建账号").click();
      await page.getByRole("textbox", { name: "账号" }).fill("wang");
      await page.getByRole("textbox", { name: "姓名" }).fill("王示例");
      await button(page, "新建").click();
      password = (await page.locator(".made code").textContent()).trim();
      assert.ok(password.length >= 12, password);
      await row(page, "待首次登录").filter({ hasText: "没有任何角色" }).waitFor();
      // an administrator of accounts grants nothing
      await button(page, "王示例").click();
      await page.getByText("您的角色不能授权").waitFor();
      assert.equal(await button(page, "授予").count(), 0);
    }));
  test("a list with one wrong row makes no account, and says which row", () =>
    as("system", "/accounts", async (page) => {
      await page.getByText("新建账号").click();
      await page.locator("input[type=file]").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from("账号,姓名\nli,李示例\nwang,重名\n") });
      await page.getByText("账号“wang”已经存在").or(page.getByText("账号「wang」已经存在")).waitFor();
      assert.equal(await row(page, "李示例").count(), 0);
    }));
  test("the security administrator grants a role, on a phone, and keeps no accounts", () =>
    as(
      "security",
      "/accounts",
      async (page) => {
        await button(page, "王示例").click();
        await page.getByText("您的角色不能管理账号").first().waitFor();
        await page.getByRole("combobox", { name: "角色" }).fill("填报员");
        await page.keyboard.press("Enter");
        await page.getByRole("combobox", { name: "区域" }).fill("雁滩");
        await page.keyboard.press("Enter");
        await button(page, "授予").click();
        await page.getByRole("dialog").getByText("填报员（雁滩园区）").waitFor();
      },
      { width: 390 },
    ));
  test("whoever signs in first changes his password before anything else", () =>
    as(null, "/sign-in", async (page) => {
      await page.getByLabel("账号", { exact: true }).fill("wang");
      await page.getByLabel("密码", { exact: true }).fill(password);
      await page.locator("form").getByRole("button", { name: "登录" }).click();
      await page.getByRole("heading", { level: 1, name: "我的账号" }).waitFor();
      await page.getByText("首次登录须修改密码").waitFor();
      await page.getByLabel("现用密码").fill(password);
      await page.getByLabel("新密码", { exact: true }).fill(own);
      await page.getByLabel("再次输入新密码").fill(own);
      await button(page, "修改密码").click();
      await page.getByText("密码已修改。").waitFor();
      await page.goto(`${visit.url()}/reporting`);
      await row(page, "季报").first().waitFor();
    }));
  test("one-time codes are set up with a code that is right", () =>
    as("reporter", "/account", async (page) => {
      await button(page, "启用动态口令").click();
      await page.getByRole("img", { name: "供手机验证器扫描的二维码" }).waitFor();
      assert.match(await page.locator("code").textContent(), /^([A-Z2-7]{4} ?)+$/);
    }));
  test("nobody sees to his own account", () =>
    as("system", "/accounts", async (page) => {
      await button(page, "系统管理员·兰白两区").click();
      await page.getByText("这是您自己的账号，只能由另一位管理员办理。").waitFor();
      assert.equal(await button(page, "重置密码").count(), 0);
    }));
  test("a disabled account is shut out at once", () =>
    as("system", "/accounts", async (page) => {
      await button(page, "王示例").click();
      await page.getByLabel("停用原因").fill("调离");
      await button(page, "停用").click();
      await button(page, "重新启用").waitFor();
      await button(page, "关闭").click();
      await row(page, "王示例").getByText("已停用").waitFor();
      assert.equal((await enter(visit.url(), "wang", own)).status, 401);
    }));
  test("an account that is enabled again signs in with the password it had", () =>
    as("system", "/accounts", async (page) => {
      await button(page, "王示例").click();
      await button(page, "重新启用").click();
      await button(page, "停用").waitFor();
      await button(page, "关闭").click();
      await row(page, "王示例").getByText("在用", { exact: true }).waitFor();
      assert.equal((await enter(visit.url(), "wang", own)).status, 200);
    }));
  test("what someone drafted goes to a colleague, who finds it begun", async () => {
    const wang = await asking(visit.url(), "wang", own);
    const duty = (await wang("GET", "/owed")).items.find((one) => one.form.id === "park-quarter");
    const { submission } = await wang("POST", "/submissions", { form: duty.form.id, territory: duty.territory.id, period: duty.period });
    const owner = async () => (await wang("GET", `/submissions/${submission}`)).summary.owner;
    assert.equal(await owner(), "王示例");
    await as("system", "/accounts", async (page) => {
      await button(page, "王示例").click();
      await page.getByRole("combobox", { name: "接收账号" }).fill("（reporter）");
      await page.keyboard.press("Enter");
      await button(page, "移交").click();
      await panel(page).getByText("已移交 1 份草稿。").waitFor();
      // a second time there is nothing left to give
      await button(page, "移交").click();
      await panel(page).getByText("已移交 0 份草稿。").waitFor();
    });
    assert.equal(await owner(), "填报员·雁滩园区");
    await as("reporter", "/reporting", async (page) => {
      const begun = page.getByRole("row").filter({ has: page.locator(`a[href$="${submission}"]`) });
      await begun.getByRole("link", { name: "继续填报" }).click();
      await page.getByRole("heading", { level: 1, name: /兰白园区季报/ }).waitFor();
    });
  });
  test("a password that is reset ends every session, and the one for one use is shown once", async () => {
    const before = await trying(visit.url(), "wang", own);
    assert.equal((await before("GET", "/owed")).status, 200);
    await as("system", "/accounts", async (page) => {
      await button(page, "王示例").click();
      await button(page, "重置密码").click();
      password = (await panel(page).locator(".made code").textContent()).trim();
      await button(page, "关闭").click();
      await row(page, "王示例").getByText("待首次登录").waitFor();
      await button(page, "王示例").click();
      await button(page, "重置密码").waitFor();
      assert.equal(await panel(page).locator(".made").count(), 0);
    });
    assert.equal((await before("GET", "/owed")).status, 401);
    assert.equal((await enter(visit.url(), "wang", own)).status, 401);
    await as(null, "/sign-in", async (page) => {
      await page.getByLabel("账号", { exact: true }).fill("wang");
      await page.getByLabel("密码", { exact: true }).fill(password);
      await page.locator("form").getByRole("button", { name: "登录" }).click();
      await page.getByText("首次登录须修改密码").waitFor();
      await page.getByLabel("现用密码").fill(password);
      await page.getByLabel("新密码", { exact: true }).fill(`${own}-2`);
      await page.getByLabel("再次输入新密码").fill(`${own}-2`);
      await button(page, "修改密码").click();
      await page.getByText("密码已修改。").waitFor();
    });
  });
  test("a role that is taken back is gone at once, also for whoever is signed in", async () => {
    const wang = await trying(visit.url(), "wang", `${own}-2`);
    assert.notEqual((await wang("GET", "/owed")).json.items.length, 0);
    await as("security", "/accounts", async (page) => {
      await button(page, "王示例").click();
      await button(page, "收回填报员（雁滩园区）").click();
      await panel(page).getByText("没有任何角色").waitFor();
      await button(page, "关闭").click();
      await row(page, "王示例").getByText("没有任何角色").waitFor();
    });
    assert.deepEqual((await wang("GET", "/owed")).json.items ?? [], []);
    const begun = await wang("POST", "/submissions", { form: "park-quarter", territory: "lanzhou-hitech-yantan", period: "2026Q2" });
    assert.equal(begun.status, 403);
  });
  test("the log tells who did what, and holds", () =>
    as("audit", "/audit", async (page) => {
      await page.getByRole("textbox", { name: "对象" }).fill("wang");
      await button(page, "查询").click();
      for (const what of ["新建账号", "授权", "更改密码", "停用账号", "启用账号", "移交草稿", "收回权限"])
        await row(page, what).first().waitFor();
      // his first own password, one for one use, and his own again
      assert.equal(await row(page, "更改密码").count(), 3);
      await row(page, "授权").getByText("安全管理员（兰白两区）").waitFor();
      await button(page, "校验日志").click();
      await page.getByText(/日志完整/).waitFor();
      await page.getByRole("link", { name: "下载签名链尾" }).waitFor();
    }));
  test("whoever has no part in it is told so", () =>
    visit("/audit", (page) => page.getByText("可以办理的角色：审计管理员").waitFor(), { as: "reporter", bears: /\b403\b/ }));
});
