import { Connection } from "@element-plus/icons-vue";
import type { FeatureModule } from "@/app/module";

export const chains: FeatureModule = {
  routes: [
    { path: "/chains", name: "chains", component: () => import("./pages/ChainsPage.vue") },
    { path: "/chains/:id", name: "chain", props: true, component: () => import("./pages/ChainPage.vue") },
    { path: "/chains/:id/segments/:segment", name: "segment", props: true, component: () => import("./pages/SegmentPage.vue") },
    { path: "/flows", name: "flows", component: () => import("./pages/FlowsPage.vue") },
    { path: "/sectors", name: "sectors", component: () => import("./pages/SectorsPage.vue") },
    { path: "/space", name: "space", component: () => import("./pages/SpacePage.vue") },
    { path: "/structure", name: "structure", component: () => import("./pages/StructurePage.vue") },
    { path: "/actors/:id", name: "actor", props: true, component: () => import("./pages/ActorPage.vue") },
  ],
  menu: {
    route: "chains",
    label: "menu.chains",
    icon: Connection,
    also: ["chain", "segment", "actor", "structure", "flows", "sectors", "space"],
  },
};
