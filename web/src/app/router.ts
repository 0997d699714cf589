import { createRouter, createWebHistory } from "vue-router";
import { features } from "./features";
import { keepScope } from "./links";

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...features.flatMap((feature) => feature.routes),
    { path: "/:rest(.*)*", name: "missing", component: () => import("./MissingPage.vue") },
  ],
  scrollBehavior: (to, from, saved) => {
    if (saved) return saved;
    const place = to.hash ? document.getElementById(decodeURIComponent(to.hash.slice(1))) : null;
    if (place) return { el: place, top: 12 };
    return to.hash || to.path === from.path ? false : { top: 0 };
  },
});

// A new page is read from its start by whoever hears it.
router.afterEach((to, from) => {
  if (from.name !== undefined && to.path !== from.path) document.getElementById("main")?.focus({ preventScroll: true });
});

// The menu's links name no scope: they take it along from the page that is left.
router.beforeEach((to, from) => {
  if (to.name === from.name || Object.keys(to.query).length > 0) return true;
  const query = keepScope(from.query);
  return Object.keys(query).length > 0 ? { ...to, query } : true;
});
