/** What stands on each page of the shop? */

import { layout, money, said } from "./layout.mjs"

const FEATURED = ["P106", "P120", "P128", "P138", "P154", "P161", "P177", "P195"]

const card = ({ id, name, zh, cents, path }) => `<li class="card"><a href="/shop${path}/">
<img src="/shop/art/${id}.svg" alt="" width="240" height="240" loading="lazy">
${said("span", name, zh, 'class="card-name"')}
<span class="card-price">${money(cents)}</span>
</a></li>`

/** The first page: what the shop is about, its shelves, and a few things off them. */
export function home(categories, products) {
  const tiles = categories
    .map(
      ({ id, name, zh }) => `<li><a class="tile" href="/shop/c/${id}/">
<img src="/shop/art/${id}.svg" alt="" width="240" height="240">${said("span", name, zh)}</a></li>`,
    )
    .join("\n")
  const featured = FEATURED.map((id) => products.find((one) => one.id === id))
  const body = `<section class="hero">
<div class="hero-words">
${said("h1", "Made for weather", "为风浪而生")}
${said("p", "Jackets, lamps and warm things from the harbour below the lighthouse.", "来自灯塔下海港的夹克、灯具与保暖好物。")}
<p class="hero-acts">
${said("a", "See the jackets", "看看夹克", 'class="button warm" href="/shop/c/jackets/"')}
${said("a", "Light a lamp", "点一盏灯", 'class="button ghost" href="/shop/c/lamps/"')}
</p>
</div>
<img class="hero-scene" src="/shop/scene.svg" alt="" width="720" height="480">
</section>
<section>
${said("h2", "Shelves", "商品分类")}
<ul class="tiles">${tiles}</ul>
</section>
<section>
${said("h2", "Much looked at", "大家在看")}
<ul class="cards">${featured.map(card).join("\n")}</ul>
</section>`
  return layout({ title: "Home", titleZh: "首页", page: "home", categories, body })
}

/** A category's page: everything on its shelf. */
export function shelf(category, categories, products) {
  const inside = products.filter((one) => one.category === category.id)
  const body = `<section>
<header class="head">${said("h1", category.name, category.zh)}
${said("p", `${inside.length} things, from ${money(Math.min(...inside.map((one) => one.cents)))}`, `共 ${inside.length} 件,${money(Math.min(...inside.map((one) => one.cents)))} 起`, 'class="quiet"')}</header>
<ul class="cards">${inside.map(card).join("\n")}</ul>
</section>`
  return layout({
    title: category.name,
    titleZh: category.zh,
    page: "shelf",
    about: category.id,
    categories,
    body,
  })
}

/** One product's page, with its neighbours on the shelf. */
export function product(one, categories, products) {
  const category = categories.find(({ id }) => id === one.category)
  const near = products.filter(({ category: c, id }) => c === one.category && id !== one.id)
  const at = products.filter(({ category: c }) => c === one.category).indexOf(one)
  const others = [0, 1, 2, 3].map((i) => near[(at + i) % near.length])
  const body = `<nav class="crumbs" aria-label="Breadcrumb" data-zh-aria-label="面包屑">
${said("a", "Shop", "商店", 'href="/shop/"')} <span aria-hidden="true">/</span> ${said("a", category.name, category.zh, `href="/shop/c/${category.id}/"`)}
</nav>
<section class="product">
<img src="/shop/art/${one.id}.svg" alt="" width="240" height="240">
<div>
${said("h1", one.name, one.zh)}
<p class="price">${money(one.cents)}</p>
${said("p", "Built for salt, wind and long evenings. Mended free of charge for as long as the light burns.", "经得起海盐、海风与长夜。灯塔长明,终身免费修补。")}
${said("button", "Add to cart", "加入购物车", 'type="button" class="button" id="add" disabled')}
<p class="added" id="added" role="status" hidden>${said("span", "In your cart.", "已加入购物车。")} ${said("a", "Go to cart", "去购物车", 'href="/shop/cart/"')}</p>
<ul class="ticks">
${said("li", "Sent from the harbour within a day", "一天内从海港发货")}
${said("li", "Thirty days to change your mind", "三十天内可退换")}
</ul>
</div>
</section>
<section>
${said("h2", "From the same shelf", "同类商品")}
<ul class="cards">${others.map(card).join("\n")}</ul>
</section>`
  return layout({
    title: one.name,
    titleZh: one.zh,
    page: "product",
    about: one.id,
    categories,
    body,
  })
}

/** What a search found; the page's script fills it in. */
export function search(categories) {
  const body = `<section>
<header class="head"><h1 id="found-title" data-zh="搜索">Search</h1><p class="quiet" id="found-count"></p></header>
<ul class="cards" id="found"></ul>
<div class="nothing" id="nothing" hidden>
${said("p", "Nothing on our shelves is called that.", "没有找到这样的商品。")}
${said("a", "Look at the lamps", "看看台灯", 'class="button" href="/shop/c/lamps/"')}
</div>
</section>`
  return layout({ title: "Search", titleZh: "搜索", page: "search", categories, body })
}

/** The cart; the page's script fills it in. */
export function cart(categories) {
  const body = `<section class="narrow">
<header class="head">${said("h1", "Cart", "购物车")}</header>
<ul class="lines" id="lines"></ul>
<div class="sum" id="sum" hidden>
<p>${said("span", "Total", "合计")} <b id="total"></b></p>
${said("a", "Check out", "去结算", 'class="button" href="/shop/checkout/"')}
</div>
<div class="nothing" id="nothing" hidden>
${said("p", "Your cart is empty.", "购物车是空的。")}
${said("a", "See the jackets", "看看夹克", 'class="button" href="/shop/c/jackets/"')}
</div>
</section>`
  return layout({ title: "Cart", titleZh: "购物车", page: "cart", categories, body })
}

const field = (name, en, zh, more) => `<label>${said("span", en, zh)}
<input name="${name}" ${more}></label>`

/** Where an order is placed; nothing typed here leaves the browser but name and e-mail. */
export function checkout(categories) {
  const body = `<section class="narrow">
<header class="head">${said("h1", "Checkout", "结算")}</header>
<form class="form" id="order">
${field("name", "Name", "姓名", 'autocomplete="name" required maxlength="80"')}
${field("email", "E-mail", "电子邮箱", 'type="email" autocomplete="email" required maxlength="120"')}
${field("address", "Address", "地址", 'autocomplete="street-address" maxlength="200"')}
<div class="sum"><p>${said("span", "Total", "合计")} <b id="total"></b></p>
${said("button", "Place the order", "提交订单", 'class="button warm" disabled')}</div>
${said("p", "Nothing is charged: this is a demonstration. The address stays in your browser.", "不会收取任何费用:这只是演示。地址不会离开您的浏览器。", 'class="quiet"')}
</form>
<div class="nothing" id="nothing" hidden>
${said("p", "There is nothing to pay for yet.", "还没有要结算的商品。")}
${said("a", "See the jackets", "看看夹克", 'class="button" href="/shop/c/jackets/"')}
</div>
</section>`
  return layout({ title: "Checkout", titleZh: "结算", page: "checkout", categories, body })
}

/** After the order. */
export function thanks(categories) {
  const body = `<section class="narrow center">
<img src="/shop/art/lamps.svg" class="round" alt="" width="240" height="240">
${said("h1", "Thank you", "谢谢惠顾")}
<p>${said("span", "Your order is", "您的订单号:")} <b id="order-id"></b></p>
${said("p", "A moment from now it stands in Bellrock, with the way that led to it.", "片刻之后,它和通往它的每一步都会出现在 Bellrock 中。", 'class="quiet"')}
<p class="hero-acts">${said("a", "Back to the shop", "返回商店", 'class="button" href="/shop/"')}
${said("a", "See it in Bellrock", "在 Bellrock 中查看", 'class="button line" href="/"')}</p>
</section>`
  return layout({ title: "Thank you", titleZh: "谢谢惠顾", page: "thanks", categories, body })
}

/** Where a visitor says who they are: an e-mail address, no password. */
export function signIn(categories) {
  const body = `<section class="narrow">
<header class="head">${said("h1", "Sign in", "登录", 'id="sign-title"')}</header>
<form class="form" id="sign-in">
${field("email", "E-mail", "电子邮箱", 'type="email" autocomplete="email" required maxlength="120"')}
${said("button", "Sign in", "登录", 'class="button" disabled')}
${said("p", "No password: the shop only needs a name to call you by. Any address will do.", "无需密码:只要一个能称呼您的地址,任意邮箱都可以。", 'class="quiet"')}
</form>
<div class="nothing" id="signed-in" hidden>
<p>${said("span", "You are signed in as", "您已登录:")} <b id="who" data-br-ignore></b></p>
${said("button", "Sign out", "退出登录", 'type="button" class="button line" id="sign-out"')}
</div>
</section>`
  return layout({ title: "Sign in", titleZh: "登录", page: "sign-in", categories, body })
}

/** An address that leads nowhere. */
export function missing(categories) {
  const body = `<section class="narrow center">
${said("h1", "Nothing here but water", "这里只有海水")}
${said("a", "Back to the shop", "返回商店", 'class="button" href="/shop/"')}
</section>`
  return layout({ title: "Not found", titleZh: "未找到", page: "missing", categories, body })
}
