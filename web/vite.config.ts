import { readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import react from "@vitejs/plugin-react"
import type { Plugin } from "vite"
import { defineConfig } from "vitest/config"

const KEEPS = ["src/lib/queries.test.ts", "script/**/*.test.ts"]
const SERVER = process.env.BELLROCK ?? "http://127.0.0.1:8420"

/** Put a `.gz` beside every file worth it, which the server sends to whoever takes it. */
function gzipped(): Plugin {
  return {
    name: "gzipped",
    apply: "build",
    writeBundle({ dir = "" }, bundle) {
      for (const name of Object.keys(bundle)) {
        const source = readFileSync(join(dir, name))
        if (/\.(js|css|svg)$/.test(name) && source.length > 1024) {
          writeFileSync(join(dir, `${name}.gz`), gzipSync(source, { level: 9 }))
        }
      }
    },
  }
}

export default defineConfig({
  cacheDir: process.env.VITE_CACHE ?? "node_modules/.vite",
  plugins: [react(), gzipped()],
  resolve: { alias: { "@": resolve(import.meta.dirname, "src") } },
  build: {
    outDir: "../src/bellrock/server/site/app",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { "/api": SERVER, "/js": SERVER, "/shop": SERVER } },
  test: {
    environment: "jsdom",
    pool: "threads",
    globals: true,
    setupFiles: ["src/test/setup.ts"],
    // View-models keep nothing, so their tests share one world; what draws or keeps has its own.
    projects: [
      {
        extends: true,
        test: { name: "models", include: ["src/**/*.test.ts"], exclude: KEEPS, isolate: false },
      },
      { extends: true, test: { name: "worlds", include: ["src/**/*.test.tsx", ...KEEPS] } },
    ],
  },
})
