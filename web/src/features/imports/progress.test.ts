import { remaining, shareDone } from "@/features/imports/progress"

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
