import type { FeatureModule } from "@/app/module";

export const notices: FeatureModule = {
  routes: [{ path: "/notices", name: "notices", component: () => import("./pages/NoticesPage.vue") }],
};
