/** What does the shop tell Bellrock? The same events, by the same names, as the demo town's shop. */

import { CURRENCY, items, lines, total } from "./cart.js"
import { either } from "./words.js"

window.bellrock ??= []

const tell = (...call) => window.bellrock.push(call)

const about = (one) => ({
  product_id: one.id,
  name: either(one.name, one.zh),
  category: one.category,
  price: one.cents / 100,
  currency: CURRENCY,
})

const worth = () => ({ value: total() / 100, currency: CURRENCY, items: items() })

export const searched = (query, results) => tell("track", "Products Searched", { query, results })
export const viewed = (one) => tell("track", "Product Viewed", about(one))
export const added = (one) => tell("track", "Product Added", { ...about(one), quantity: 1 })
export const cartViewed = () => tell("track", "Cart Viewed", worth())
export const checkoutStarted = () => tell("track", "Checkout Started", { ...worth(), one_click: false })

/** A guest orders: they are known by their address, without an account. */
export function ordered(order, name, email) {
  tell("identify", { email, name })
  tell("track", "Order Completed", {
    order_id: order,
    revenue: total() / 100,
    currency: CURRENCY,
    items: items(),
    one_click: false,
    products: lines().map(({ product, count }) => ({
      product_id: product.id,
      category: product.category,
      price: product.cents / 100,
      quantity: count,
    })),
  })
}

export function signedIn(user, email) {
  tell("identify", user, { email, language: either("en", "zh") })
  tell("track", "Signed In", {})
}

export const signedOut = () => tell("reset")
export const agreed = () => tell("optIn")
