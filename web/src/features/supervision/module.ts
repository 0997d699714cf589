import { Flag } from "@element-plus/icons-vue";
import type { FeatureModule } from "@/app/module";

export const supervision: FeatureModule = {
  routes: [
    { path: "/tasks", name: "tasks", component: () => import("./pages/TasksPage.vue") },
    { path: "/supervision", name: "supervision", component: () => import("./pages/SupervisionPage.vue") },
    { path: "/supervision/:id", name: "supervision-order", props: true, component: () => import("./pages/OrderPage.vue") },
  ],
  menu: { route: "tasks", label: "menu.supervision", icon: Flag, also: ["supervision", "supervision-order"] },
};
