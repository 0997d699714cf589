import { QueryClient, VueQueryPlugin } from "@tanstack/vue-query";
import { enableAutoUnmount, mount } from "@vue/test-utils";
import { afterEach, vi } from "vitest";
import { createRouter, createMemoryHistory } from "vue-router";
import { respond } from "../mock/answers.mjs";
import App from "./app/App.vue";
import { features } from "./app/features";
import { i18n } from "./app/i18n";

enableAutoUnmount(afterEach);

/** For tests: the whole app at an address, answered by the mock. */
export async function openApp(address: string) {
  vi.stubGlobal(
    "EventSource",
    class {
      addEventListener() {}
      close() {}
    },
  );
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url, "http://mock");
    const body = respond(pathname.slice("/api/v1".length), searchParams);
    return new Response(JSON.stringify(body ?? { title: "not found", status: 404 }), {
      status: body ? 200 : 404,
      headers: { "content-type": "application/json" },
    });
  });
  const router = createRouter({ history: createMemoryHistory(), routes: features.flatMap((feature) => feature.routes) });
  await router.push(address);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const app = mount(App, { global: { plugins: [i18n, router, [VueQueryPlugin, { queryClient }]] }, attachTo: document.body });
  return { app, router };
}
