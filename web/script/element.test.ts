import { describe as described, meant } from "./src/element"

function clicked(html: string, selector = "#x"): Element | null {
  document.body.innerHTML = html
  let found: Element | null = null
  addEventListener(
    "click",
    (event) => {
      event.preventDefault()
      found = meant(event)
    },
    { capture: true, once: true },
  )
  document
    .querySelector<HTMLElement>(selector)
    ?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))
  return found
}

function saidOf(html: string, selector?: string) {
  const element = clicked(html, selector)
  return element && described(element)
}

test("a click inside a link is a click on the link", () => {
  expect(
    saidOf('<main><a href="/lamps" class="card big"><b id="x">Sea  lamps</b></a></main>'),
  ).toEqual({
    tag: "a",
    classes: "card big",
    text: "Sea lamps",
    href: "/lamps",
    selector: "main > a",
  })
})

test("only labels have a text, and sixty characters of it", () => {
  expect(saidOf('<p id="x">A secret</p>')).toEqual({ tag: "p", id: "x", selector: "p#x" })
  expect(saidOf(`<button id="x">${"灯".repeat(70)}</button>`)?.text).toBe("灯".repeat(60))
})

test.each([
  ['<input id="x" value="s3cret">'],
  ['<input id="x" type="password" value="s3cret">'],
  ['<input id="x" type="submit" value="s3cret">'],
  ['<textarea id="x">s3cret</textarea>'],
  ['<select id="x"><option>s3cret</option></select>'],
  ['<div contenteditable><a id="x" href="#">s3cret</a></div>'],
  ['<div contenteditable="plaintext-only" role="button" id="x">s3cret</div>'],
  ['<button id="x">Go<textarea>s3cret</textarea><i data-br-ignore>s3cret</i></button>'],
  ['<a id="x" href="/a?token=s3cret#email=s3cret">Go</a>'],
  ['<a id="x" href="javascript:go(\'s3cret\')">Go</a>'],
])("what somebody wrote, or a site hides, is not said: %s", (html) => {
  const said = saidOf(html)

  expect(said?.tag).toBeTruthy()
  expect(JSON.stringify(said)).not.toContain("s3cret")
})

test("nothing is said of what a site wants left alone, nor of clicks on nothing", () => {
  expect(clicked('<div data-br-ignore><p><button id="x">Go</button></p></div>')).toBeNull()
  expect(clicked("", "body")).toBeNull()
})

test("a label's click is reported by the field it names", () => {
  expect(clicked('<label id="x">Agree <input type="checkbox"></label>')).toBeNull()
})

test("a selector begins at the nearest id and counts among equals", () => {
  const html = '<div><ul id="menu"><li></li><li><em><span class="x"></span></em></li></ul></div>'

  expect(saidOf(html, ".x")?.selector).toBe("ul#menu > li:nth-of-type(2) > em > span")
})

test("a form's address comes from its tag, whatever its fields are called", () => {
  document.body.innerHTML =
    '<form id="f" action="/buy?email=a@b.c"><input name="action"><input name="id"></form>'

  const said = described(document.querySelector("form") as Element)

  expect(said).toEqual({ tag: "form", id: "f", href: "/buy?email=-", selector: "form#f" })
})
