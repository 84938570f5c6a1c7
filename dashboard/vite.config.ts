import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Nothing is inlined as a data: address, so that the page runs under a content policy of 'self' only.
export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    manifest: true,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // What several pages share travels together: many small files cost requests and compress badly.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "base", test: /src\/(api|ui|lib)\/(list|client|queries|permissions|kit|glyphs|format|words|clock|device|search|geo)\.tsx?$|node_modules\/@tanstack\/(react-query|query-core)\//, priority: 2 },
            { name: "parts", test: /src\/(ops\/(alarm-words|alarm-parts|alarm-acts|charger-rows|telemetry-panel|audit-list|use-|why|tasks|stress|top-risk|session-table|listing|outlook|telemetry-data)|ui\/(table|form|share)|lib\/csv)/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8180" } },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"] },
});
