import { QueryClient, VueQueryPlugin } from "@tanstack/vue-query";
import { createApp } from "vue";
import App from "./app/App.vue";
import "./app/style.css";
import { i18n } from "./app/i18n";
import { router } from "./app/router";

const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false, refetchOnWindowFocus: true } } });
createApp(App).use(i18n).use(router).use(VueQueryPlugin, { queryClient }).mount("#app");
