import { describe, expect, it } from "vitest"
import { mentionsIn, parted } from "@/features/board/mentions"

const ANN = { id: 1, name: "Ann", email: "ann@example.org" }
const ANNE = { id: 2, name: "Anne", email: "anne@example.org" }
const NAMELESS = { id: 3, name: "", email: "x@example.org" }

describe("who is meant in a comment", () => {
  it("are the members named after an @", () => {
    expect(mentionsIn("see @Ann and @x@example.org", [ANN, NAMELESS])).toEqual([1, 3])
    expect(mentionsIn("Ann", [ANN])).toEqual([])
  })

  it("stands out by the longest name", () => {
    expect(parted("hi @Anne, @Ann", [ANN, ANNE])).toEqual([
      { text: "hi ", is: false },
      { text: "@Anne", is: true },
      { text: ", ", is: false },
      { text: "@Ann", is: true },
    ])
  })
})
