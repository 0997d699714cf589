import { Document } from "@element-plus/icons-vue";
import type { FeatureModule } from "@/app/module";

export const plan: FeatureModule = {
  routes: [{ path: "/plan", name: "plan", component: () => import("./pages/PlanPage.vue") }],
  menu: { route: "plan", label: "menu.plan", icon: Document },
};
