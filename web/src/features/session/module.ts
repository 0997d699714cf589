import type { FeatureModule } from "@/app/module";

export const session: FeatureModule = {
  routes: [
    { path: "/sign-in", name: "sign-in", component: () => import("./pages/SignInPage.vue") },
    { path: "/sign-in/provider", name: "sign-in-provider", component: () => import("./pages/ProviderReturnPage.vue") },
  ],
};
