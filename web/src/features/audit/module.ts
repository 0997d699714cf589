import type { FeatureModule } from "@/app/module";

export const audit: FeatureModule = {
  routes: [{ path: "/audit", name: "audit", component: () => import("./pages/AuditPage.vue") }],
};
