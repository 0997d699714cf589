// Visits to the pages of a served demo: what the suites of the browser share.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, open } from "./browser.js";
import { serve } from "./server.js";
import { bring } from "./session.js";
import { demo } from "./workspace.js";

export const pilotZone = "/?territory=pilot-zone&period=2022";
export const highTech = "高新技术企业数";
export const explanation = `${highTech} · 兰白科技创新改革试验区 · 2022年`;
export const source = "甘肃省2022年科技创新与兰白两区主要指标";

// visits have nothing in common and need not wait for each other
export const together = { concurrency: 3 };

// what each page must show, whatever its looks
export const places = {
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
  "/data/upload": ["尚未登录，不能"],
  "/wall": ["兰白两区规划纲要"],
};

/** For a suite: a browser and a demo to visit while it runs, of its own if the suite writes. */
export function visits({ workspace = demo } = {}) {
  let browser;
  let server;
  before(async () => {
    [browser, server] = await Promise.all([launch(), workspace().then(serve)]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  /** A page, of someone who is signed in if `as` says who, that is closed after the test, which fails on anything that went wrong in it and is not what the test `bears`. */
  async function visit(path, use, { width, theme, of = server, as, bears } = {}) {
    const { page, wrong, close } = await open(browser, of.url, { width, theme });
    try {
      if (as) await bring(page, of.url, as);
      await page.goto(of.url + path);
      await use(page);
      assert.deepEqual(bears ? wrong.filter((told) => !bears.test(told)) : wrong, []);
    } finally {
      await close();
    }
  }
  return Object.assign(visit, { url: () => server.url });
}

export const card = (page, name) => page.getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
/** The number of a card; the first of several. */
export const figure = (page, name) => card(page, name).getByRole("button", { name: /，打开说明$/ }).first();
/** The address's questions. */
export const asked = (page) => new URL(page.url()).searchParams;

/** Waits until a card's number reads so. */
export async function reads(page, name, value) {
  await card(page, name).getByRole("button", { name: `${name}：${value}，打开说明` }).waitFor();
}
/** Waits for an address. */
export const addressed = (page, name, value) => page.waitForURL((url) => url.searchParams.get(name) === value);
