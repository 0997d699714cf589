import { expect, test, vi } from "vitest";
import { openApp } from "@/test-app";
import { i18n } from "./i18n";

test("the cockpit groups indicators by goal and tells light, origin and coverage", async () => {
  const { app } = await openApp("/");
  await vi.waitFor(() => expect(app.findAll("article").length).toBeGreaterThan(3));
  expect(app.find(".goal").text()).toContain("率先成为区域科技创新高地");
  expect(app.text()).toContain("覆盖 13/24");
  expect(app.text()).toContain("示例");
  expect(app.text()).toContain("规划对这一目标没有提出量化指标");
  expect(app.text()).toContain("第九项指标");
});

test("the head of the cockpit says by how much an indicator is behind", async () => {
  const { app } = await openApp("/");
  await vi.waitFor(() => expect(app.find(".summary .yellow").exists()).toBe(true));
  expect(app.find(".summary .yellow").text()).toMatch(/高新技术企业数\s*与进度差 −54 家，完成应有进度的 83.0%/);
});

test("what registers alone feed stands folded and last, without a light", async () => {
  const { app } = await openApp("/");
  await vi.waitFor(() => expect(app.find("details.panel").exists()).toBe(true));
  const watched = app.find("details.panel");
  expect(watched.text()).toMatch(/台账监测.*各类研发平台数/s);
  expect(watched.find(".light").exists()).toBe(false);
  expect(app.findAll("article").some((one) => one.text().includes("各类研发平台数"))).toBe(false);
});

test("a number that two sources tell differently stands beside the other one", async () => {
  const { app } = await openApp("/?territory=demonstration-zone&period=2022");
  await vi.waitFor(() => expect(app.text()).toContain("547"));
  const card = app.findAll("article").find((one) => one.text().includes("高新技术企业"));
  expect(card?.text()).toMatch(/549.*另有.*时期未注明.*547/s);
});

test("without sample data the latest known value stands in, with its period", async () => {
  const { app } = await openApp("/?sample=false");
  await vi.waitFor(() => expect(app.text()).toContain("此为最近一期"));
  expect(app.find(".banner").exists()).toBe(false);
});

test("a click on a number opens its explanation and puts it in the address", async () => {
  const { app, router } = await openApp("/?territory=demonstration-zone&period=2022");
  await vi.waitFor(() => expect(app.find("button.figure").exists()).toBe(true));
  const button = app.findAll("button.figure").find((one) => one.text().includes("549"));
  await button?.trigger("click");
  await vi.waitFor(() => expect(router.currentRoute.value.query.explain).toBe("high-tech-enterprises~demonstration-zone~2022"));
  // the drawer is loaded when it is first asked for
  await vi.waitFor(() => expect(document.body.textContent).toContain("来源未写明时期"), { timeout: 10_000 });
  expect(document.body.textContent).toMatch(/核对：公布值与汇总值.*两者一致/s);
});

test("the language changes with one button and marks the page", async () => {
  const { app } = await openApp("/data/findings");
  await vi.waitFor(() => expect(app.text()).toContain("data-total-differs"));
  await app.find("header button").trigger("click");
  expect(app.text()).toContain("Findings in the data");
  expect(document.documentElement.lang).toBe("en");
  i18n.global.locale.value = "zh";
});

test("what is not there says so and what to do", async () => {
  const { app } = await openApp("/indicators/none");
  await vi.waitFor(() => expect(app.find("[role=alert]").text()).toContain("请从列表重新进入"));
  expect(app.find("h1").text()).toContain("没有这项指标");
  expect(app.find("[role=alert] a").attributes("href")).toBe("/indicators");
});

test("a server that went away leaves the page as it was and is told of", async () => {
  const { app, queryClient, line } = await openApp("/");
  await vi.waitFor(() => expect(app.findAll("article").length).toBeGreaterThan(3));
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("refused")));
  line("error");
  await queryClient.invalidateQueries({ queryKey: ["cockpit"] });
  await vi.waitFor(() => expect(app.text()).toContain("暂时连接不到服务器"));
  expect(app.findAll("article").length).toBeGreaterThan(3);
  await vi.waitFor(() => expect(app.text()).toContain("与服务器的连接已中断"), { timeout: 6_000 });
  line("open");
  await vi.waitFor(() => expect(app.text()).not.toContain("与服务器的连接已中断"));
});
