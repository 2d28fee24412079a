import { guarded, takeOver } from "./src/calls"
import { newId } from "./src/ids"
import { openMemory } from "./src/memory"
import { readOptions } from "./src/options"
import { redact } from "./src/redact"
import type { Tracker } from "./src/tracker"

function tag(attributes: Record<string, string>): HTMLScriptElement {
  const script = document.createElement("script")
  for (const name in attributes) script.setAttribute(name, attributes[name] ?? "")
  return script
}

test.each([
  ["https://b.example/js/bellrock.js", "https://b.example"],
  ["https://b.example/js/bellrock.js?v=1", "https://b.example"],
  ["https://b.example/growth/js/bellrock.js", "https://b.example/growth"],
  ["https://b.example:8420/x.js", "https://b.example:8420"],
])("the server is where the script comes from: %s", (src, host) => {
  expect(readOptions(tag({ src, "data-key": "wk" })).host).toBe(host)
})

test("what the tag leaves out is as most sites want it", () => {
  expect(readOptions(tag({ src: "https://b.example/js/bellrock.js", "data-key": "wk_1" }))).toEqual(
    {
      key: "wk_1",
      host: "https://b.example",
      autocapture: true,
      heat: true,
      vitals: true,
      pageviews: true,
      hash: false,
      cookieDomain: "",
      sessionMs: 1_800_000,
      dnt: true,
      ask: false,
    },
  )
})

test("every option can be said in the tag", () => {
  const said = {
    src: "/b.js",
    "data-key": "wk_1",
    "data-host": "https://e.example/",
    "data-autocapture": "off",
    "data-pageviews": "hash",
    "data-cookie-domain": ".shop.example",
    "data-session-minutes": "10",
    "data-dnt": "ignore",
    "data-consent": "ask",
  }

  expect(readOptions(tag(said))).toMatchObject({
    host: "https://e.example",
    autocapture: false,
    hash: true,
    cookieDomain: ".shop.example",
    sessionMs: 600_000,
    dnt: false,
    ask: true,
  })
})

test.each([
  ["/a?q=lamp&utm_source=news", "/a?q=lamp&utm_source=news"],
  ["/a?reset_token=abc&q=1", "/a?reset_token=-&q=1"],
  ["/a?E-Mail=x&user=ann%40b.example#access_token=z", "/a?E-Mail=-&user=-#access_token=-"],
  ["/a?author=ann", "/a?author=ann"],
])("secrets and addresses leave no trace in an address: %s", (url, clean) => {
  expect(redact(url)).toBe(clean)
})

test("ids are UUIDs, each another", () => {
  const ids = new Set(Array.from({ length: 1000 }, newId))

  expect(ids.size).toBe(1000)
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  }
})

test("what storage forbids, a cookie remembers", () => {
  const forbid = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("forbidden", "SecurityError")
  })

  openMemory("").set("a", "灯; 1")
  expect(openMemory("").get("a")).toBe("灯; 1")
  openMemory("").set("a", null)
  expect(openMemory("").get("a")).toBeNull()
  forbid.mockRestore()
})

test("what even cookies forbid, the page remembers", () => {
  const forbid = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("forbidden", "SecurityError")
  })
  const cookies = vi.spyOn(document, "cookie", "set").mockImplementation(() => {})
  const memory = openMemory("")

  memory.set("b", "1")

  expect([memory.get("b"), openMemory("").get("b")]).toEqual(["1", null])
  forbid.mockRestore()
  cookies.mockRestore()
})

function recorder() {
  const made: unknown[][] = []
  const note =
    (name: string) =>
    (...args: unknown[]) =>
      void made.push([name, ...args])
  const names = ["track", "page", "identify", "group", "reset", "optOut", "optIn", "anonymousId"]
  const tracker = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as Tracker
  return { made, tracker }
}

test("calls that waited are made in order after the beginning, decisions before it", () => {
  const { made, tracker } = recorder()
  const waiting = [["identify", "ann"], ["optIn"], ["nonsense"], ["track", "Seen", { n: 1 }]]

  takeOver(waiting, tracker, () => made.push(["begin"]))

  expect(made).toEqual([["optIn"], ["begin"], ["identify", "ann"], ["track", "Seen", { n: 1 }]])
})

test("who kept the array still calls the tracker by it", () => {
  const { made, tracker } = recorder()
  const waiting: unknown[] = []

  const global = takeOver(waiting, tracker, () => {})
  waiting.push(["track", "Seen"])

  expect(global).toBe(waiting)
  expect(made).toEqual([["track", "Seen"]])
})

test("a call never breaks the site", () => {
  const { tracker } = recorder()
  tracker.track = () => {
    throw new Error("no")
  }

  expect(() => guarded(tracker).track("x")).not.toThrow()
})
