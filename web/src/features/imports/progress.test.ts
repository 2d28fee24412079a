import { apart, remaining, shareDone } from "@/features/imports/progress"

describe("the progress of an import", () => {
  it("estimates what is left by the pace so far", () => {
    expect(remaining({ bytes: 1000, bytes_read: 250, seconds: 10 })).toBe(30)
    expect(remaining({ bytes: 1000, bytes_read: 1000, seconds: 10 })).toBe(0)
  })

  it("says nothing before there is a pace", () => {
    expect(remaining({ bytes: 1000, bytes_read: 0, seconds: 10 })).toBeNull()
    expect(remaining({ bytes: 1000, bytes_read: 500, seconds: null })).toBeNull()
    expect(shareDone({ bytes: 0, bytes_read: 0 })).toBe(0)
  })
})

describe("a file that is too large", () => {
  it("is told apart from what may be, however little it has too much", () => {
    expect(apart(3 << 20, 1 << 20)).toEqual({ size: "3 MiB", most: "1 MiB" })
    expect(apart((1 << 20) + 1, 1 << 20)).toEqual({ size: "1,048,577 B", most: "1,048,576 B" })
  })
})
