// Signing in through an identity provider: a real one on this machine, and everything that must not let anybody in.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { violations } from "../support/accessibility.js";
import { run } from "../support/binary.js";
import { absent, launch } from "../support/browser.js";
import { folder } from "../support/folder.js";
import { freePort, provide, walk } from "../support/provider.js";
import { serve } from "../support/server.js";
import { asking } from "../support/session.js";
import { ownDemo } from "../support/workspace.js";

const client = "lanbai";
const secret = "a secret: with + and %";

/** A demo that knows a provider. */
async function workspaceOf(issuer, address, more = "") {
  const workspace = await ownDemo();
  await writeFile(join(workspace, "provider.secret"), `${secret}\n`, { mode: 0o600 });
  const lines = ["", "[openid-connect]", `issuer = "${issuer}"`, `client-id = "${client}"`, 'client-secret-file = "provider.secret"', `address = "${address}"`, more];
  await appendFile(join(workspace, "settings.toml"), lines.join("\n"));
  return workspace;
}

/** The one-time code of a secret, so many steps from now. */
function codeOf(base32, steps) {
  const bits = [...base32].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

describe("openid", () => {
  let provider;
  let workspace;
  let server;
  let back;
  let system;
  before(async () => {
    const address = `http://127.0.0.1:${await freePort()}`;
    back = `${address}/sign-in/provider`;
    provider = await provide({ client, secret, back });
    const name = 'name = { zh = "省统一身份", en = "Province sign-on" }\ntrusted-methods = ["mfa"]';
    workspace = await workspaceOf(provider.issuer, address, name);
    server = await serve(workspace, [], { listen: address.slice("http://".length) });
    system = await asking(server.url, "system");
  });
  after(async () => {
    await server?.stop();
    await provider?.stop();
  });

  const idOf = async (login) => (await system("GET", "/accounts")).items.find((one) => one.login === login).id;
  const invite = async (login) => system("POST", `/accounts/${await idOf(login)}/provider`);
  const part = async (login) => system("DELETE", `/accounts/${await idOf(login)}/provider`);

  async function post(path, body, cookie = "") {
    const headers = { "content-type": "application/json", cookie };
    const told = await fetch(`${server.url}/api/v1/session/provider${path}`, { method: "POST", headers, body: body && JSON.stringify(body) });
    const cookies = told.headers.getSetCookie();
    const kept = (key) => cookies.map((line) => line.split(";")[0]).find((pair) => pair.startsWith(`${key}=`));
    return { status: told.status, body: await told.json(), away: kept("lanbai-provider"), session: kept("lanbai") };
  }
  /** Sets out, and signs in at the provider under a name; what one comes back with. */
  async function fetched(name) {
    const { body, away } = await post("");
    const { code, state } = await walk(body.address, name, back);
    return { away, brought: { code, state } };
  }
  async function through(name) {
    const { away, brought } = await fetched(name);
    return post("/return", brought, away);
  }
  const refused = (answer, status, code) => {
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
    assert.equal(answer.session, undefined, "nobody is signed in");
  };

  test("whoever was invited is tied to his account at the first time, and comes in again without", async () => {
    refused(await through("reader"), 403, "provider-unknown");
    await invite("reader");
    const first = await through("reader");
    assert.deepEqual([first.status, first.body.login], [200, "reader"]);
    const own = await fetch(`${server.url}/api/v1/session`, { headers: { cookie: first.session } });
    assert.equal((await own.json()).login, "reader");
    assert.equal((await through("reader")).body.login, "reader");
    const audit = await asking(server.url, "audit");
    const { items } = await audit("GET", "/audit?action=session.open");
    assert.ok(items.some((row) => row.by_login === "reader" && row.authority === "openid-connect"));
    // the password that he has is still his
    await asking(server.url, "reader");
  });
  test("who parts from the provider is out at once, and is not let in again", async () => {
    const { session } = await through("reader");
    await part("reader");
    const own = await fetch(`${server.url}/api/v1/session`, { headers: { cookie: session } });
    assert.equal((await own.json()).account, null);
    refused(await through("reader"), 403, "provider-unknown");
  });
  test("nobody is let in who is unknown, and nothing is made for him", async () => {
    const { total } = await system("GET", "/accounts");
    refused(await through("stranger"), 403, "provider-unknown");
    assert.equal((await system("GET", "/accounts")).total, total);
  });
  test("a disabled account lets nobody in, and says so to whom it belongs", async () => {
    await invite("analyst");
    assert.equal((await through("analyst")).status, 200);
    await system("POST", `/accounts/${await idOf("analyst")}/disable`, { reason: "调离" });
    refused(await through("analyst"), 403, "provider-disabled");
    await system("POST", `/accounts/${await idOf("analyst")}/enable`);
    assert.equal((await through("analyst")).status, 200);
  });
  test("another state, another browser and a second time are refused, and take nothing away", async () => {
    const { away, brought } = await fetched("analyst");
    refused(await post("/return", { ...brought, state: "another" }, away), 409, "provider-expired");
    refused(await post("/return", { ...brought, state: "vouched" }, away), 409, "provider-expired");
    refused(await post("/return", brought), 409, "provider-expired");
    const { away: another } = await post("");
    refused(await post("/return", brought, another), 409, "provider-expired");
    assert.equal((await post("/return", brought, away)).status, 200);
    refused(await post("/return", brought, away), 409, "provider-expired");
  });
  test("a code of someone else's way is no code of mine", async () => {
    const [mine, theirs] = [await fetched("analyst"), await fetched("reader")];
    refused(await post("/return", { state: mine.brought.state, code: theirs.brought.code }, mine.away), 403, "provider-untrusted");
  });
  for (const [what, change] of [
    ["another audience", { aud: "another" }],
    ["another issuer", { iss: "http://localhost:1" }],
    ["another request", { nonce: "another" }],
    ["the past", { exp: 1_700_000_000 }],
    ["several audiences", { aud: [client, "another"] }],
  ]) {
    test(`a token of ${what} is not taken, though the provider signed it`, async () => {
      provider.change = change;
      const answer = await through("analyst");
      provider.change = undefined;
      refused(answer, 403, "provider-untrusted");
    });
  }
  test("what the provider does not let through is told as such", async () => {
    const { body, away } = await post("");
    const state = new URL(body.address).searchParams.get("state");
    refused(await post("/return", { state, error: "access_denied" }, away), 403, "provider-refused");
  });
  test("who has a second factor brings it, unless the provider asked for one that is trusted", async () => {
    const approver = await asking(server.url, "approver");
    const offered = (await approver("POST", "/session/second-factor")).secret;
    await approver("PUT", "/session/second-factor", { secret: offered, code: codeOf(offered, -1) });
    await invite("approver");
    const asked = await through("approver");
    refused(asked, 401, "code-needed");
    refused(await post("/code", { code: "000000" }), 409, "provider-expired");
    const wrong = codeOf(offered, 0) === "000000" ? "000001" : "000000";
    refused(await post("/code", { code: wrong }, asked.away), 400, "code-wrong");
    const right = codeOf(offered, 0);
    const entered = await post("/code", { code: right }, asked.away);
    assert.deepEqual([entered.status, entered.body.login], [200, "approver"]);
    refused(await post("/code", { code: right }, asked.away), 409, "provider-expired");
    provider.change = { amr: ["pwd"] };
    refused(await through("approver"), 401, "code-needed");
    provider.change = { amr: ["pwd", "mfa"] };
    const trusted = await through("approver");
    provider.change = undefined;
    assert.deepEqual([trusted.status, trusted.body.login], [200, "approver"]);
  });

  test("the client's secret is in no backup; who is tied and who was invited is", async () => {
    await invite("approver-2");
    const to = join(folder, "backup-of-openid");
    assert.equal((await run(["--workspace", workspace, "backup", "--to", to])).code, 0);
    const entries = await readdir(to, { recursive: true, withFileTypes: true });
    const files = await Promise.all(entries.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name))));
    assert.ok(files.length > 5);
    assert.ok(!files.some((bytes) => bytes.includes(secret)));
    assert.ok(files.some((bytes) => bytes.includes(provider.issuer)));
    const restored = join(folder, "restored-openid");
    assert.equal((await run(["--workspace", restored, "restore", "--from", to])).code, 0);
    const second = await serve(restored);
    const { items } = await (await asking(second.url, "system"))("GET", "/accounts");
    const one = (login) => items.find((account) => account.login === login);
    assert.deepEqual([one("analyst").has_provider, one("analyst").invited_until], [true, null]);
    assert.deepEqual([one("approver-2").has_provider, typeof one("approver-2").invited_until], [false, "string"]);
    // without the file nobody is sent away, and the reason is told
    const told = await fetch(`${second.url}/api/v1/session/provider`, { method: "POST" });
    assert.deepEqual([told.status, (await told.json()).code], [503, "provider-secret"]);
    await second.stop();
  });

  describe("in a browser", { skip: absent ?? false }, () => {
    let browser;
    before(async () => {
      browser = await launch();
    });
    after(() => browser?.close());

    /** A page of someone new, who is at first nowhere. */
    async function visit(use, { width = 1440, url = server.url } = {}) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "zh-CN", timezoneId: "UTC" });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const broken = [];
      page.on("pageerror", (error) => broken.push(error.message));
      try {
        await use(page, url);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, "wider than the window");
        assert.deepEqual(broken, []);
      } finally {
        await context.close();
      }
    }
    const throughPage = async (page, url, name) => {
      await page.goto(`${url}/sign-in?back=/accounts`);
      await page.getByRole("button", { name: "用省统一身份登录" }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "用省统一身份登录" }).click();
      await page.waitForURL((at) => at.origin === provider.issuer);
      await page.locator("input[name=login]").fill(name);
      await page.locator("input[name=password]").fill("any");
      await page.locator("button[type=submit]").click();
    };

    for (const width of [1440, 390]) {
      test(`the administrator opens an account, and its owner comes in (${width})`, async () => {
        const login = width === 390 ? "reporter" : "office";
        await visit(
          async (page, url) => {
            await page.goto(`${url}/sign-in?back=/accounts`);
            await page.getByRole("button", { name: /系统管理员/ }).click();
            await page.getByRole("row").filter({ hasText: new RegExp(`\\b${login}\\b`) }).getByRole("button").first().click();
            await page.getByRole("button", { name: "开通", exact: true }).click();
            await page.getByText("已开通，等待本人在").waitFor();
            assert.deepEqual(await violations(page), []);
          },
          { width },
        );
        await visit(
          async (page, url) => {
            await throughPage(page, url, login);
            await page.waitForURL((at) => at.origin === url && at.pathname === "/accounts");
            assert.equal((await page.context().cookies(url)).some((cookie) => cookie.name === "lanbai-provider"), false);
            const kept = (await page.context().cookies(url)).find((cookie) => cookie.name === "lanbai");
            assert.deepEqual([kept.httpOnly, kept.sameSite], [true, "Strict"]);
            const told = await page.evaluate(() => fetch("/api/v1/session").then((answer) => answer.json()));
            assert.equal(told.login, login);
          },
          { width },
        );
      });
    }
    test("whoever is unknown is told whom to ask, and his code leaves the address", () =>
      visit(async (page, url) => {
        await throughPage(page, url, "stranger");
        await page.getByText("您的统一身份没有对应的账号").waitFor();
        await page.getByText("请系统管理员为您的账号开通统一身份登录").waitFor();
        assert.deepEqual(await violations(page), []);
        assert.equal(page.url(), `${url}/sign-in/provider`);
        await page.getByRole("link", { name: "返回登录页面" }).click();
        await page.getByLabel("密码", { exact: true }).waitFor();
      }));
    test("who has a second factor is asked for it on the same page", () =>
      visit(
        async (page, url) => {
          await throughPage(page, url, "approver");
          await page.getByLabel("动态口令").fill("000000");
          await page.locator("form").getByRole("button", { name: "登录" }).click();
          await page.getByText("动态口令不对").waitFor();
          assert.deepEqual(await violations(page), []);
          assert.equal(await page.getByLabel("动态口令").isVisible(), true);
        },
        { width: 390 },
      ));
    test("a provider that is not there is told, and names and passwords still let in", async () => {
      const address = `http://127.0.0.1:${await freePort()}`;
      const workspace = await workspaceOf(`http://127.0.0.1:${await freePort()}`, address);
      const alone = await serve(workspace, [], { listen: address.slice("http://".length) });
      try {
        await visit(
          async (page, url) => {
            await page.goto(`${url}/sign-in`);
            await page.getByRole("button", { name: "用统一身份认证登录" }).click();
            await page.getByText("统一身份认证暂时连不上").waitFor();
            await page.getByRole("button", { name: /规划办/ }).click();
            await page.waitForURL((at) => at.pathname !== "/sign-in");
          },
          { url: alone.url },
        );
      } finally {
        await alone.stop();
      }
    });
  });
});
