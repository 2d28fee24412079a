/** Build the demo shop's pages: `node shop/build.mjs [folder]`. Every page is a file of its own. */

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { art } from "./drawings.mjs"
import { cart, checkout, home, missing, product, search, shelf, signIn, thanks } from "./pages.mjs"

const here = import.meta.dirname
const target = resolve(process.argv[2] ?? `${here}/../../src/bellrock/server/site/shop`)
const { categories, products } = JSON.parse(readFileSync(`${here}/catalogue.json`, "utf-8"))

function write(path, text) {
  const file = `${target}/${path}`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

rmSync(target, { recursive: true, force: true })
cpSync(`${here}/static`, target, { recursive: true })
write("index.html", home(categories, products))
write("search/index.html", search(categories))
write("cart/index.html", cart(categories))
write("checkout/index.html", checkout(categories))
write("thanks/index.html", thanks(categories))
write("sign-in/index.html", signIn(categories))
write("404.html", missing(categories))
for (const category of categories) {
  write(`c/${category.id}/index.html`, shelf(category, categories, products))
  write(`art/${category.id}.svg`, art(category.id, "Fathom"))
}
for (const one of products) {
  write(`${one.path.slice(1)}/index.html`, product(one, categories, products))
  write(`art/${one.id}.svg`, art(one.category, one.name.split(" ")[0]))
}
write("js/catalogue.js", `export const PRODUCTS = ${JSON.stringify(products)}\n`)
