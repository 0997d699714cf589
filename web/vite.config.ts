import vue from "@vitejs/plugin-vue";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // vue-i18n without its runtime compiler's development tools; nothing in the bundle needs eval
  define: { __INTLIFY_PROD_DEVTOOLS__: false, __VUE_I18N_LEGACY_API__: false },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  worker: { format: "es" },
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 1200 },
  test: {
    environment: "happy-dom",
    environmentOptions: { happyDOM: { url: "http://lanbai/" } },
    include: ["src/**/*.test.ts"],
    testTimeout: 20_000,
  },
});
