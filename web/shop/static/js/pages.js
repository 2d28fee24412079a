/** What does each page do beyond showing itself? By the name that its body carries. */

import * as cart from "./cart.js"
import { PRODUCTS } from "./catalogue.js"
import * as report from "./report.js"
import { either, keep, kept, money } from "./words.js"

const MOST_FOUND = 48
const at = (id) => document.getElementById(id)
const show = (id, yes) => {
  at(id).hidden = !yes
}

/** Return an element with attributes, and children or text. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const called = (one) => either(one.name, one.zh)
const picture = (one, size) =>
  make("img", { src: `/shop/art/${one.id}.svg`, alt: "", width: size, height: size })

/** Show how many things are in the cart, and who is signed in. */
export function drawBar() {
  at("count").textContent = cart.items()
  show("count", cart.items() > 0)
  at("account").textContent = kept("shop_user") ? either("Account", "账户") : either("Sign in", "登录")
  for (const link of document.querySelectorAll("[data-shelf]")) {
    const here = [document.body.dataset.about, cart.find(document.body.dataset.about)?.category]
    if (here.includes(link.dataset.shelf)) link.setAttribute("aria-current", "page")
  }
}

function found() {
  const query = new URLSearchParams(location.search).get("q")?.trim() ?? ""
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const text = (one) => `${one.name} ${one.zh} ${one.category}`.toLowerCase()
  const matches = PRODUCTS.filter((one) => words.every((word) => text(one).includes(word)))
  return { query, matches }
}

function drawFound() {
  const { query, matches } = found()
  const n = matches.length
  document.querySelector(".find input").value = query
  at("found-title").textContent = query ? either(`“${query}”`, `“${query}”`) : either("Search", "搜索")
  at("found-count").textContent = n ? either(n === 1 ? "1 thing" : `${n} things`, `共 ${n} 件`) : ""
  show("nothing", n === 0)
  at("found").replaceChildren(
    ...matches.slice(0, MOST_FOUND).map((one) =>
      make("li", { class: "card" }, make("a", { href: `/shop${one.path}/` }, picture(one, 240),
        make("span", { class: "card-name" }, called(one)),
        make("span", { class: "card-price" }, money(one.cents)))),
    ),
  )
}

function stepper(one, count) {
  const button = (sign, by, en, zh) => {
    const made = make("button", { type: "button", "aria-label": `${either(en, zh)} ${called(one)}` }, sign)
    made.addEventListener("click", () => {
      cart.change(one.id, by)
      drawCart()
      drawBar()
    })
    return made
  }
  return make("span", { class: "count" }, button("−", -1, "One less", "减少"), make("span", {}, count), button("+", 1, "One more", "增加"))
}

function drawCart() {
  const lines = cart.lines().map(({ product, count }) =>
    make("li", {}, picture(product, 72),
      make("span", {}, make("a", { href: `/shop${product.path}/` }, called(product)),
        make("span", { class: "quiet" }, money(product.cents))),
      stepper(product, count),
      make("b", {}, money(product.cents * count))),
  )
  at("lines").replaceChildren(...lines)
  at("total").textContent = money(cart.total())
  show("sum", lines.length > 0)
  show("nothing", lines.length === 0)
}

function drawCheckout() {
  at("total").textContent = money(cart.total())
  show("order", cart.items() > 0)
  show("nothing", cart.items() === 0)
}

function drawAccount() {
  const user = kept("shop_user")
  at("who").textContent = user ?? ""
  show("sign-in", !user)
  show("signed-in", !!user)
  at("sign-title").textContent = user ? either("Account", "账户") : either("Sign in", "登录")
}

function beginProduct() {
  const one = cart.find(document.body.dataset.about)
  report.viewed(one)
  at("add").addEventListener("click", () => {
    cart.change(one.id, 1)
    report.added(one)
    show("added", true)
    drawBar()
  })
}

function beginCheckout() {
  if (!cart.items()) return
  report.checkoutStarted()
  const form = at("order")
  const email = kept("shop_user")
  if (email) form.elements.email.value = email
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const order = `o${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`
    report.ordered(order, form.elements.name.value, form.elements.email.value)
    keep("shop_order", order)
    cart.empty()
    location.assign("/shop/thanks/")
  })
}

function beginAccount() {
  at("sign-in").addEventListener("submit", (event) => {
    event.preventDefault()
    const email = event.target.elements.email.value.trim().toLowerCase()
    keep("shop_user", email)
    report.signedIn(numberOf(email), email)
    drawAccount()
    drawBar()
  })
  at("sign-out").addEventListener("click", () => {
    keep("shop_user", null)
    report.signedOut()
    drawAccount()
    drawBar()
  })
}

/** Return the number of an account: the same whenever its address is (FNV-1a). */
function numberOf(email) {
  let hash = 0x811c9dc5
  for (const sign of email) hash = Math.imul(hash ^ sign.codePointAt(0), 0x01000193) >>> 0
  return `shop${hash.toString(36)}`
}

/** Each page's `draw` is repeated in the other language; its `begin` runs once. */
export const PAGES = {
  search: {
    draw: drawFound,
    begin: () => found().query && report.searched(found().query, found().matches.length),
  },
  product: { begin: beginProduct },
  cart: { draw: drawCart, begin: () => cart.items() && report.cartViewed() },
  checkout: { draw: drawCheckout, begin: beginCheckout },
  thanks: {
    draw: () => {
      at("order-id").textContent = kept("shop_order") ?? "–"
    },
  },
  "sign-in": { draw: drawAccount, begin: beginAccount },
}
