import { QueryClient, VueQueryPlugin } from "@tanstack/vue-query";
import { enableAutoUnmount, mount } from "@vue/test-utils";
import { afterEach, vi } from "vitest";
import { createMemoryHistory, createRouter } from "vue-router";
import App from "./app/App.vue";
import { features } from "./app/features";
import { i18n } from "./app/i18n";
import cockpit from "./fixtures/cockpit.json";
import cockpit2022 from "./fixtures/cockpit-2022.json";
import cockpitReal from "./fixtures/cockpit-real.json";
import explanation from "./fixtures/explanation.json";
import findings from "./fixtures/findings.json";
import plan from "./fixtures/plan.json";

enableAutoUnmount(afterEach);

/** What the server answered on its demo workspace, cut short. */
function recorded({ pathname, searchParams }: URL): unknown {
  if (pathname === "/api/v1/cockpit")
    return searchParams.get("sample") === "false" ? cockpitReal : searchParams.get("period") === "2022" ? cockpit2022 : cockpit;
  const others: Record<string, unknown> = { plan, explanations: explanation, findings };
  return others[pathname.slice("/api/v1/".length)];
}

/** For tests: the whole app at an address, answered from recorded answers. */
export async function openApp(address: string) {
  const heard = new Map<string, () => void>();
  vi.stubGlobal(
    "EventSource",
    class {
      addEventListener(name: string, hear: () => void) {
        heard.set(name, hear);
      }
      close() {}
    },
  );
  vi.stubGlobal("fetch", async (request: Request) => {
    const body = recorded(new URL(request.url));
    const missing = { type: "about:blank", title: "not found", status: 404, code: "not-found", detail: "" };
    return new Response(JSON.stringify(body ?? missing), {
      status: body ? 200 : 404,
      headers: { "content-type": "application/json" },
    });
  });
  const router = createRouter({ history: createMemoryHistory(), routes: features.flatMap((feature) => feature.routes) });
  await router.push(address);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const app = mount(App, { global: { plugins: [i18n, router, [VueQueryPlugin, { queryClient }]] }, attachTo: document.body });
  return { app, router, queryClient, line: (name: "open" | "error") => heard.get(name)?.() };
}
