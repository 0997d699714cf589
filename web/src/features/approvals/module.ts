import type { FeatureModule } from "@/app/module";

/** In the menu it stands under reporting: who approves also looks at what is owed. */
export const approvals: FeatureModule = {
  routes: [
    { path: "/reporting/approvals", name: "approvals", component: () => import("./pages/ApprovalsPage.vue") },
    { path: "/reporting/completeness", name: "completeness", component: () => import("./pages/CompletenessPage.vue") },
  ],
};
