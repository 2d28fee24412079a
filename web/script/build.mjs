/** Build the tracking script as one file: `node script/build.mjs [path of bellrock.js]`. */

import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import { build } from "vite"

const MOST_BYTES = 6_000
const here = import.meta.dirname
const target = resolve(process.argv[2] ?? `${here}/../../src/bellrock/server/site/js/bellrock.js`)

const made = await build({
  configFile: false,
  root: here,
  logLevel: "warn",
  build: {
    write: false,
    target: "es2017",
    lib: { entry: `${here}/src/main.ts`, formats: ["iife"], name: "_", fileName: "bellrock" },
  },
})
const [chunk] = [made].flat()[0].output
const packed = gzipSync(chunk.code, { level: 9 })
if (packed.length > MOST_BYTES) {
  console.error(`bellrock.js has ${packed.length} bytes gzipped; ${MOST_BYTES} are allowed`)
  process.exit(1)
}
mkdirSync(dirname(target), { recursive: true })
writeFileSync(target, chunk.code)
writeFileSync(`${target}.gz`, packed)
console.log(`bellrock.js: ${chunk.code.length} bytes, ${packed.length} gzipped`)
