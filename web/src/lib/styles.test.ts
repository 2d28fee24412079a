/** A class belongs to one feature: the styles of all pages that were opened stay and would mix. */
import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"

const all = readdirSync("src/features", { recursive: true, encoding: "utf8" })
const styles = all.filter((path) => path.endsWith(".css"))

function owners(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const path of styles) {
    const feature = path.split(/[\\/]/)[0] ?? ""
    for (const [, name = ""] of readFileSync(`src/features/${path}`, "utf8").matchAll(
      /^ *\.(br-[\w-]+)(?=[,\s]*[,{]$)/gm,
    )) {
      found.set(name, (found.get(name) ?? new Set()).add(feature))
    }
  }
  return found
}

test("no two features style the same class", () => {
  const found = owners()
  expect(found.size).toBeGreaterThan(100)
  const shared = [...found].filter(([, features]) => features.size > 1)
  expect(shared.map(([name, features]) => `${name}: ${[...features].join(", ")}`)).toEqual([])
})
