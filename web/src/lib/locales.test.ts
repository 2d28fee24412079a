/** Every word exists in both languages, is used somewhere, and none that is asked for is missing. */
import { describe, expect, it } from "vitest"
import worded from "@/lib/sentences/zh-CN.json"

type Words = { [key: string]: string | Words }

const files = import.meta.glob<Words>("./locales/*/*.json", { eager: true, import: "default" })
const sources = import.meta.glob<string>(
  ["../**/*.{ts,tsx}", "!../**/*.test.*", "!../generated/**"],
  {
    eager: true,
    query: "?raw",
    import: "default",
  },
)
const PLURAL = /_(zero|one|two|few|many|other)$/

function flat(words: Words, above = ""): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === "string") found.set(above + key, value)
    else for (const [rest, text] of flat(value, `${above}${key}.`)) found.set(rest, text)
  }
  return found
}

function words(language: string): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>()
  for (const [path, content] of Object.entries(files)) {
    const [, of = "", namespace = ""] = /locales\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? []
    if (of === language) found.set(namespace, flat(content))
  }
  return found
}

const english = words("en")
const chinese = words("zh-CN")
const code = Object.values(sources).join("\n")
const literals = new Set(
  [...code.matchAll(/["'`]([\w-]+:)?([\w.-]+)["'`]/g)].map((m) => m[2] ?? ""),
)
const prefixes = [...code.matchAll(/`(?:[\w-]+:)?([\w.-]+)\$\{/g)].map((m) => m[1] ?? "")
/** What is inserted is seen to where it is inserted (`lib/spoken.ts`). */
const CROWDED = /\p{Script=Han}([A-Za-z0-9$%+]|<\w+\/>)|([A-Za-z0-9$%+]|<\w+\/>)\p{Script=Han}/u
const holes = (text: string) => [...text.matchAll(/\{\{\s*([\w]+)/g)].map((m) => m[1]).sort()

describe("the app's words", () => {
  it("has the same namespaces in both languages", () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it.each([...english.keys()])("has the same keys of %s in both languages", (namespace) => {
    const keys = (of: Map<string, Map<string, string>>) =>
      [
        ...new Set([...(of.get(namespace)?.keys() ?? [])].map((key) => key.replace(PLURAL, ""))),
      ].sort()

    expect(keys(chinese)).toEqual(keys(english))
  })

  it.each([...english.keys()])("fills the same holes of %s in both languages", (namespace) => {
    for (const [key, text] of english.get(namespace) ?? []) {
      const other = chinese.get(namespace)?.get(key)
      if (other !== undefined && !PLURAL.test(key)) {
        expect({ key, holes: holes(other) }).toEqual({ key, holes: holes(text) })
      }
      expect({ key, text: text.trim() }).not.toEqual({ key, text: "" })
    }
  })

  it.each([...english.keys()])("uses every key of %s", (namespace) => {
    const unused = [...(english.get(namespace)?.keys() ?? [])]
      .map((key) => key.replace(PLURAL, ""))
      .filter((key) => !literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))

    expect(unused).toEqual([])
  })

  it("leaves a space between Chinese and Latin in what is written", () => {
    const written = [...chinese].flatMap(([space, texts]) =>
      [...texts].map(([key, text]) => [`${space}:${key}`, text] as const),
    )
    const crowded = [...written, ...Object.entries(worded)].filter(([, text]) => CROWDED.test(text))

    expect(crowded).toEqual([])
  })

  it("writes Chinese with its own punctuation", () => {
    const written = [...chinese.values()].flatMap((texts) => [...texts.values()])
    const foreign = [...written, ...Object.values(worded)].filter((text) =>
      /\p{Script=Han}[,;:?!]|[,;?!]\p{Script=Han}|\p{Script=Han}\.(?!\w)/u.test(text),
    )

    expect(foreign).toEqual([])
  })

  it("knows every key that the code names", () => {
    const missing: string[] = []
    for (const [path, text] of Object.entries(sources)) {
      const own = [...text.matchAll(/(?:useTranslation\(\s*\[?\s*|TFunction<)"([\w-]+)"/g)].map(
        (m) => m[1] ?? "",
      )
      const spaces = own.length > 0 ? own : ["common"]
      for (const [, named, key = ""] of text.matchAll(/\bt\(\s*"(?:([\w-]+):)?([\w.-]+)"/g)) {
        const looked = named ? [named] : spaces
        const known = looked.some((space) =>
          [key, `${key}_other`, `${key}_one`].some((one) => english.get(space)?.has(one)),
        )
        if (!known) missing.push(`${path}: ${key}`)
      }
    }

    expect(missing).toEqual([])
  })
})
