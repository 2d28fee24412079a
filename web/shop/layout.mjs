/** What stands around every page of the shop? Its head, its bar, its foot; in both languages. */

const BRAND = "Bell Rock Outfitters"
export const MARK = `<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"><path d="M12 28 14 12h4l2 16M10 28h12M13.500 12V8l2.500-3 2.500 3v4"/><path class="beam" d="M21 8l7-3M21 10.500l7 2M11 8 4 5m7 5.500-7 2"/></svg>`

/** Return `text` fit for HTML. */
export const safe = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Return an element whose text is English as it stands and Chinese once the page is switched. */
export const said = (tag, en, zh, more = "") =>
  `<${tag}${more && ` ${more}`} data-zh="${safe(zh)}">${safe(en)}</${tag}>`

/** Return an amount of pence as it is shown in either language. */
export const money = (cents) => `£${(cents / 100).toFixed(2)}`

/** Return a page; `page` tells its script what it is. */
export function layout({ title, titleZh, page, about = "", categories, body }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${said("title", `${title} – ${BRAND}`, `${titleZh} – ${BRAND}`)}
<link rel="icon" href="/shop/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/shop/shop.css">
<script src="/shop/js/language.js"></script>
<script type="module" src="/shop/js/main.js"></script>
<script async src="/js/bellrock.js" data-key="__WRITE_KEY__"></script>
</head>
<body data-page="${page}"${about && ` data-about="${about}"`}>
${said("a", "Skip to content", "跳到内容", 'class="skip" href="#main"')}
${bar(categories)}
<main id="main">
${body}
</main>
${foot()}
</body>
</html>
`
}

function bar(categories) {
  const links = categories
    .map(({ id, name, zh }) => said("a", name, zh, `href="/shop/c/${id}/" data-shelf="${id}"`))
    .join("\n")
  return `<header class="bar">
<div class="bar-top">
<a class="brand" href="/shop/" aria-label="${BRAND}">${MARK}<span>${BRAND}</span></a>
<form class="find" action="/shop/search/" role="search">
<input name="q" type="search" placeholder="Search the shop" data-zh-placeholder="搜索商品" aria-label="Search the shop" data-zh-aria-label="搜索商品" maxlength="80" autocomplete="off">
</form>
<div class="bar-end">
<button type="button" class="plain" id="language" lang="zh-CN">中文</button>
<a class="plain" id="account" href="/shop/sign-in/" data-zh="登录">Sign in</a>
<a class="plain cart-link" href="/shop/cart/"><span data-zh="购物车">Cart</span> <b id="count" hidden>0</b></a>
</div>
</div>
<nav class="shelves" aria-label="Categories" data-zh-aria-label="商品分类">
${links}
</nav>
</header>`
}

function foot() {
  const about = "A demonstration shop: nothing is sold and nothing is charged. What you do here is sent to your own Bellrock, and to nobody else."
  const aboutZh = "这是一家演示商店:不售卖商品,也不收取费用。您在此的操作只会发送到您自己的 Bellrock。"
  return `<div class="notice" id="notice" hidden>
${said("p", "Your browser asks sites not to follow you, so this shop sends nothing.", "您的浏览器要求网站不要跟踪您,因此本店不会发送任何数据。")}
${said("button", "Send anyway", "仍然发送", 'type="button" class="small" id="agree"')}
</div>
<footer class="foot">
<p class="brand">${MARK}<span>${BRAND}</span></p>
${said("p", about, aboutZh)}
${said("a", "Open Bellrock", "打开 Bellrock", 'href="/" class="line"')}
</footer>`
}
