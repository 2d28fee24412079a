import { nameOf, readDimension, sayDimension, writeDimension } from "@/lib/dimension"

test.each([
  ["channel", "", "channel", ""],
  ["ranges(props.price, 10, 50)", "ranges", "props.price", "10, 50"],
  ["weekday(time)", "weekday", "time", ""],
  ['pattern(url, "/product/*", "/a, b")', "pattern", "url", "/product/*, /a, b"],
  [
    'groups(country, "Nordic" = "SE"|"NO", "Home" = "DK")',
    "groups",
    "country",
    "Nordic = SE | NO\nHome = DK",
  ],
  ['props."size (cm)"', "", 'props."size (cm)"', ""],
])("%s is taken apart", (text, made, name, told) => {
  expect(readDimension(text)).toEqual({ made, name, told })
  expect(nameOf(text)).toBe(name)
  if (!told.includes("/a")) expect(writeDimension({ made, name, told } as never)).toBe(text)
})

test("what people type becomes what the grammar reads", () => {
  expect(writeDimension({ made: "groups", name: "country", told: "North= SE |NO\n\nB = x" })).toBe(
    'groups(country, "North" = "SE"|"NO", "B" = "x")',
  )
  expect(writeDimension({ made: "pattern", name: "url", told: "/a/*,/b" })).toBe(
    'pattern(url, "/a/*", "/b")',
  )
})

test("it is said by its name", () => {
  const t = (key: string, told?: Record<string, unknown>) => `${key}${told ? ` ${told.name}` : ""}`
  expect(sayDimension("props.price", t)).toBe("price")
  expect(sayDimension("hour(time)", t)).toBe("ask:made.hour")
  expect(sayDimension("host(url)", t)).toBe("ask:madeOf url")
})
