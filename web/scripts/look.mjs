// Opens every page of a running server in Chromium, wide and narrow, in both languages and themes, saves pictures and
// reports whatever is wrong without eyes: errors, requests that leave the server, a page wider than its window.
// LANBAI_URL (http://127.0.0.1:8080), CHROMIUM (/usr/bin/chromium); pictures go to the folder given, or to a temporary one.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const base = process.env.LANBAI_URL ?? "http://127.0.0.1:8080";
const folder = process.argv[2] ?? join(tmpdir(), "lanbai-look");
const pages = {
  cockpit: "/",
  explanation: "/?explain=high-tech-enterprises~demonstration-zone~2022",
  indicators: "/indicators",
  indicator: "/indicators/high-tech-enterprises",
  territories: "/territories",
  territory: "/territories/pilot-zone",
  plan: "/plan",
  tables: "/data/tables",
  sources: "/data/sources",
  conflicts: "/data/conflicts",
  findings: "/data/findings",
  publications: "/data/publications",
  upload: "/data/upload",
  wall: "/wall",
};
const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

const args = ["--no-sandbox", "--use-gl=swiftshader", "--enable-webgl", "--ignore-gpu-blocklist", "--disable-quic"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
let wrong = 0;

async function look(name, path, size, locale, theme) {
  const label = `${name}-${size}-${locale}-${theme}`;
  const tell = (what) => (wrong++, console.error(`${label}: ${what}`));
  const viewport = name === "wall" && size === "wide" ? { width: 1920, height: 1080 } : sizes[size];
  const page = await browser.newPage({ viewport });
  page.on("pageerror", (error) => tell(error.message));
  page.on("console", (message) => message.type() === "error" && tell(message.text()));
  page.on("request", (request) => request.url().startsWith("http") && !request.url().startsWith(base) && tell(`asks ${request.url()}`));
  await page.addInitScript((saved) => Object.entries(saved).forEach(([key, value]) => localStorage.setItem(key, value)), {
    "lanbai.locale": locale,
    "lanbai.theme": theme,
  });
  await page.goto(base + path);
  await page.waitForTimeout(1200);
  // what waits until it is near the window comes too
  for (const share of [0.25, 0.5, 0.75, 1, 0]) {
    await page.evaluate((part) => document.documentElement.scrollTo(0, document.documentElement.scrollHeight * part), share);
    await page.waitForTimeout(150);
  }
  await page.waitForTimeout(600);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) tell(`is ${over} px wider than its window`);
  await page.screenshot({ path: `${folder}/${label}.png`, fullPage: true });
  await page.close();
}

for (const [name, path] of Object.entries(pages))
  for (const size of Object.keys(sizes))
    for (const locale of ["zh", "en"]) for (const theme of ["light", "dark"]) await look(name, path, size, locale, theme);
await browser.close();
console.log(wrong === 0 ? "nothing wrong found" : `${wrong} things wrong`);
process.exit(wrong === 0 ? 0 : 1);
