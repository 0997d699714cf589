import type { FeatureModule } from "@/app/module";

export const accounts: FeatureModule = {
  routes: [{ path: "/accounts", name: "accounts", component: () => import("./pages/AccountsPage.vue") }],
};
