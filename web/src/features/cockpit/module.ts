import { Odometer } from "@element-plus/icons-vue";
import type { FeatureModule } from "@/app/module";

export const cockpit: FeatureModule = {
  routes: [{ path: "/", name: "cockpit", component: () => import("./pages/CockpitPage.vue") }],
  menu: { route: "cockpit", label: "menu.cockpit", icon: Odometer },
};
