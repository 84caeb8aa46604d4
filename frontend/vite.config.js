import { fileURLToPath } from "node:url";
import tailwind from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { sprite } from "./sprite.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "./",
  publicDir: here("public"),
  plugins: [tailwind(), sprite(here("icons.json"))],
  build: {
    outDir: here("../amends/static"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Older phones are common among customers; what they lack is translated away.
    target: ["es2021", "chrome100", "safari15.4"],
    cssTarget: ["chrome100", "safari15.4"],
    modulePreload: false,
    rollupOptions: {
      // htmx's own evaluation of attributes is switched off in the page's head and forbidden by our policy.
      onwarn: (warning, warn) => warning.code === "EVAL" || warn(warning),
      input: { amends: here("src/desk.ts"), portal: here("src/portal.ts"), style: here("src/styles/amends.css") },
      output: {
        // Fixed names: templates name them, and the static files storage adds the fingerprint.
        entryFileNames: "[name].js",
        chunkFileNames: "part-[name]-[hash].js",
        assetFileNames: (asset) => (asset.names[0]?.endsWith(".css") ? "amends.css" : "[name][extname]"),
      },
    },
  },
});
