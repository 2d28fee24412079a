/** Build the tracking script and its further files: `node script/build.mjs [path of bellrock.js]`. */

import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import { build } from "vite"

/** Bytes that each file may have, gzipped. */
const FILES = [
  { entry: "main", name: "bellrock", most: 6_000 },
  { entry: "more", name: "bellrock-more", most: 3_200 },
  { entry: "onpage", name: "bellrock-heat", most: 3_000 },
]
const here = import.meta.dirname
const first = resolve(process.argv[2] ?? `${here}/../../src/bellrock/server/site/js/bellrock.js`)

for (const { entry, name, most } of FILES) {
  const made = await build({
    configFile: false,
    root: here,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2017",
      lib: { entry: `${here}/src/${entry}.ts`, formats: ["iife"], name: "_", fileName: name },
    },
  })
  const [chunk] = [made].flat()[0].output
  const packed = gzipSync(chunk.code, { level: 9 })
  if (packed.length > most) {
    console.error(`${name}.js has ${packed.length} bytes gzipped; ${most} are allowed`)
    process.exit(1)
  }
  const target = resolve(dirname(first), `${name}.js`)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, chunk.code)
  writeFileSync(`${target}.gz`, packed)
  console.log(`${name}.js: ${chunk.code.length} bytes, ${packed.length} gzipped`)
}
