import type { Component } from "vue";
import type { RouteRecordRaw } from "vue-router";

/** What a feature brings to the app: its pages, and its entry in the menu if it has one. */
export type FeatureModule = {
  routes: RouteRecordRaw[];
  menu?: { route: string; label: string; icon: Component; also?: string[] };
};
