import { TrendCharts } from "@element-plus/icons-vue";
import type { FeatureModule } from "@/app/module";

export const indicator: FeatureModule = {
  routes: [
    { path: "/indicators", name: "indicators", component: () => import("./pages/IndicatorsPage.vue") },
    { path: "/indicators/:id", name: "indicator", props: true, component: () => import("./pages/IndicatorPage.vue") },
  ],
  menu: { route: "indicators", label: "menu.indicators", icon: TrendCharts, also: ["indicator"] },
};
