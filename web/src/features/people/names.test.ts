import { colourOf, idsByType, initials, nameOf } from "./names"

describe("nameOf", () => {
  it("takes the name, then the address, then the id, then the key", () => {
    const ids = { user_id: "u1" }
    expect(nameOf({ name: "Kate Baird", email: "k@x.org" }, ids, "ab")).toEqual({
      title: "Kate Baird",
      beside: "k@x.org",
      known: true,
    })
    expect(nameOf({ email: "k@x.org" }, ids, "ab").title).toBe("k@x.org")
    expect(nameOf({}, ids, "ab")).toEqual({ title: "u1", beside: "", known: false })
    expect(nameOf({}, {}, "ab").title).toBe("ab")
  })
  it("joins first and last names in either spelling", () => {
    expect(nameOf({ first_name: "Lin", last_name: "Wei" }, {}, "ab").title).toBe("Lin Wei")
    expect(nameOf({ firstName: "Lin" }, {}, "ab").title).toBe("Lin")
  })
  it("passes over traits that are no text", () => {
    expect(nameOf({ name: { evil: 1 }, email: 7 }, { user_id: "u1" }, "ab").title).toBe("u1")
    expect(nameOf({ name: "  " }, { user_id: "u1" }, "ab").title).toBe("u1")
  })
})

describe("initials", () => {
  it("are of the first and last word", () => {
    expect(initials("Kate van Baird")).toBe("KB")
    expect(initials("visitor13@example.net")).toBe("VI")
    expect(initials("王小明")).toBe("小明")
    expect(initials("!!!")).toBe("?")
    expect(initials("<script>alert(1)</script>")).toBe("SS")
  })
})

it("keeps a person's colour", () => {
  expect(colourOf("9212fdc7afa01398", 8)).toBe(colourOf("9212fdc7afa01398", 8))
  expect(colourOf("", 8)).toBe(0)
})

it("takes the first id of each type", () => {
  const ids = [
    { type: "email", value: "a" },
    { type: "email", value: "b" },
  ]
  expect(idsByType(ids)).toEqual({ email: "a" })
})
