/** How is the page said in either language? English stands in the page, Chinese beside it. */

const ATTRIBUTES = ["placeholder", "aria-label"]

export const isChinese = () => document.documentElement.lang === "zh-CN"

/** Return the one of two texts that is read here. */
export const either = (en, zh) => (isChinese() ? zh : en)

/** Return an amount of pence in words. */
export const money = (cents) => `£${(cents / 100).toFixed(2)}`

/** Show everything that has two languages in the one that is chosen. */
export function speak() {
  for (const element of document.querySelectorAll("[data-zh]")) {
    element.dataset.en ??= element.textContent
    element.textContent = isChinese() ? element.dataset.zh : element.dataset.en
  }
  for (const name of ATTRIBUTES) {
    for (const element of document.querySelectorAll(`[data-zh-${name}]`)) {
      if (!element.hasAttribute(`data-en-${name}`)) {
        element.setAttribute(`data-en-${name}`, element.getAttribute(name))
      }
      const which = isChinese() ? "zh" : "en"
      element.setAttribute(name, element.getAttribute(`data-${which}-${name}`))
    }
  }
  document.documentElement.removeAttribute("data-wait")
}

/** Let `button` change the language; `after` draws what a script has written. */
export function switchBy(button, after) {
  const label = () => {
    button.textContent = either("中文", "English")
    button.lang = either("zh-CN", "en")
  }
  label()
  button.addEventListener("click", () => {
    document.documentElement.lang = either("zh-CN", "en")
    keep("shop_language", document.documentElement.lang)
    speak()
    label()
    after()
  })
}

/** Keep a text for the next page; null forgets. */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    // storage is forbidden here: the shop forgets
  }
}

/** Return what was kept, or null. */
export function kept(name) {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}
