import { expect, test, vi } from "vitest";
import { hear, today } from "./today";

test("today is the server's day in China, whatever the reader's clock says", () => {
  vi.useFakeTimers({ now: new Date("2031-05-04T12:00:00Z") });
  expect(today()).toBe("2031-05-04");
  hear(null);
  expect(today()).toBe("2031-05-04");
  hear("Fri, 27 Nov 2026 17:30:00 GMT");
  expect(today()).toBe("2026-11-28");
  hear("Thu, 26 Nov 2026 17:30:00 GMT");
  expect(today()).toBe("2026-11-28");
  vi.useRealTimers();
});
