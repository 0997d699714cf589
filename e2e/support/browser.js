// Debian's Chromium, driven by playwright-core.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const executable = process.env.CHROMIUM ?? "/usr/bin/chromium";
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Why there is no browser; null where there is one. */
export const absent = existsSync(executable) ? null : `${executable} is not there: the browser tests are skipped; install Debian's chromium, or name one with CHROMIUM`;

if (absent && process.env.CI === "true") throw new Error(`${absent} (in continuous integration this is an error)`);
if (absent) console.error(absent);

export const launch = () => chromium.launch({ executablePath: executable, args: flags });

/** A fresh page in Chinese that keeps what went wrong: errors, and requests that leave the server. */
export async function open(browser, url, { width = 1440, height = 900, theme = "light" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "zh-CN", timezoneId: "UTC", colorScheme: theme });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && wrong.push(`console: ${message.text()}`));
  page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && wrong.push(`failed: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && wrong.push(`${response.status()}: ${response.url()}`));
  context.on("request", (request) => {
    const asked = request.url();
    if (!asked.startsWith(`${url}/`) && !/^(data|blob):/.test(asked)) wrong.push(`asks another host: ${asked}`);
  });
  return { page, wrong, close: () => context.close() };
}
