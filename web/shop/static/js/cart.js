/** What is in the cart? Ids of products and how many of each, kept in the browser. */

import { PRODUCTS } from "./catalogue.js"
import { keep, kept } from "./words.js"

export const CURRENCY = "GBP"

/** Return the product of that id. */
export const find = (id) => PRODUCTS.find((one) => one.id === id)

/** Return the lines of the cart: a product and how many of it. */
export function lines() {
  try {
    const said = Object.entries(JSON.parse(kept("shop_cart") || "{}"))
    return said.map(([id, count]) => ({ product: find(id), count })).filter((line) => line.product)
  } catch {
    return []
  }
}

/** Put `by` more of a product in, or take some out. */
export function change(id, by) {
  const held = Object.fromEntries(lines().map(({ product, count }) => [product.id, count]))
  held[id] = Math.min(99, (held[id] ?? 0) + by)
  if (held[id] <= 0) delete held[id]
  keep("shop_cart", JSON.stringify(held))
}

/** Take everything out. */
export const empty = () => keep("shop_cart", null)

/** Return how many things are in the cart. */
export const items = () => lines().reduce((sum, { count }) => sum + count, 0)

/** Return what they cost together, in pence. */
export const total = () => lines().reduce((sum, { product, count }) => sum + product.cents * count, 0)
