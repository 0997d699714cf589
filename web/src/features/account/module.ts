import type { FeatureModule } from "@/app/module";

export const account: FeatureModule = {
  routes: [{ path: "/account", name: "account", component: () => import("./pages/OwnAccountPage.vue") }],
};
