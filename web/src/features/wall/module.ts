import { Monitor } from "@element-plus/icons-vue";
import type { FeatureModule } from "@/app/module";

export const wall: FeatureModule = {
  routes: [{ path: "/wall", name: "wall", meta: { bare: true }, component: () => import("./pages/WallPage.vue") }],
  menu: { route: "wall", label: "menu.wall", icon: Monitor },
};
