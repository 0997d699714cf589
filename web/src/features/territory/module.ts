import { Location } from "@element-plus/icons-vue";
import type { FeatureModule } from "@/app/module";

export const territory: FeatureModule = {
  routes: [
    { path: "/territories", name: "territories", component: () => import("./pages/TerritoriesPage.vue") },
    { path: "/territories/:id", name: "territory", props: true, component: () => import("./pages/TerritoryPage.vue") },
  ],
  menu: { route: "territories", label: "menu.territories", icon: Location, also: ["territory"] },
};
