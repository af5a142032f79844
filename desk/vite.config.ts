import { svelte } from "@sveltejs/vite-plugin-svelte";
import { basemapPlugin } from "./basemap.ts";
import { defineConfig } from "vitest/config";

/** The built desk is committed: names carry no hashes, so that a fresh build gives the same files. */
export default defineConfig({
  base: "/static/",
  plugins: [svelte(), basemapPlugin()],
  build: {
    outDir: process.env.DESK_OUT ?? "../src/tocsin/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    license: { fileName: "licences.md" },
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        entryFileNames: "desk.js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
  server: { proxy: { "^/.*\\.json(\\?.*)?$": "http://127.0.0.1:8765", "^/export/.*": "http://127.0.0.1:8765" } },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
