import { expect, test } from "vitest"
import { conversions, typicalSteps } from "@/features/home/choose"

const listed = (...names: string[]) =>
  names.map((name, i) => ({
    name,
    kind: name.startsWith("$") ? "page" : "track",
    events: 1000 - i,
  }))

const SHOP = listed(
  ...["$pageview", "Product Viewed", "Products Searched", "Product Added", "Cart Viewed"],
  ...["Checkout Started", "Order Completed", "Product Added to Wishlist", "Signed In"],
  ...["Store Purchase", "Signed Up", "Order Refunded"],
)

test("a shop's conversions are its purchases, never its refunds", () => {
  expect(conversions(SHOP)).toEqual(["Order Completed", "Store Purchase"])
})

test("a shop's steps lead from the product to the order", () => {
  expect(typicalSteps(SHOP)).toEqual([
    "Product Viewed",
    "Product Added",
    "Checkout Started",
    "Order Completed",
  ])
})

test("a service's steps lead from the page to the account and on", () => {
  const service = listed("$pageview", "opened_file", "signed_up", "subscription_started")

  expect(typicalSteps(service)).toEqual(["$pageview", "signed_up", "subscription_started"])
  expect(conversions(service)).toEqual(["signed_up", "subscription_started"])
})

test("events are known by their Chinese names too", () => {
  const shop = listed("浏览商品", "加入购物车", "提交订单", "支付成功", "退款")

  expect(typicalSteps(shop)).toEqual(["浏览商品", "加入购物车", "提交订单", "支付成功"])
  expect(conversions(shop)).toEqual(["支付成功", "浏览商品"])
})

test("names that say nothing are taken by frequency, and one event makes no funnel", () => {
  expect(typicalSteps(listed("a", "b", "c", "d"))).toEqual(["a", "b", "c"])
  expect(conversions(listed("a", "b", "c"))).toEqual(["a", "b"])
  expect(typicalSteps(listed("a"))).toEqual([])
})
