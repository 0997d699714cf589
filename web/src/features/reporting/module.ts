import { EditPen } from "@element-plus/icons-vue";
import type { FeatureModule } from "@/app/module";

export const reporting: FeatureModule = {
  routes: [
    { path: "/reporting", name: "reporting", component: () => import("./pages/OwedPage.vue") },
    { path: "/reporting/submissions/:id", name: "submission", props: true, component: () => import("./pages/SubmissionPage.vue") },
  ],
  menu: { route: "reporting", label: "menu.reporting", icon: EditPen, also: ["submission", "approvals", "completeness"] },
};
