import { Coin } from "@element-plus/icons-vue";
import type { FeatureModule } from "@/app/module";

export const data: FeatureModule = {
  routes: [{ path: "/data/:tab?", name: "data", props: true, component: () => import("./pages/DataPage.vue") }],
  menu: { route: "data", label: "menu.data", icon: Coin },
};
