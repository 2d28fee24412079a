import { Feed, MOST } from "@/features/live/feed"
import { EVERYTHING } from "@/features/live/rows"
import { arrival } from "@/test/arrival"

function make() {
  const frames: (() => void)[] = []
  const feed = new Feed((work) => frames.push(work))
  const draw = () => {
    for (const work of frames.splice(0)) work()
  }
  const names = () => feed.snapshot().rows.map((row) => row.position)
  const send = (from: number, count: number) =>
    feed.take(Array.from({ length: count }, (_, i) => arrival(String(from + i))))
  return { feed, frames, draw, names, send }
}

describe("the feed", () => {
  it("changes once a frame, however much comes", () => {
    const { feed, frames, draw, names, send } = make()
    let told = 0
    feed.watch(() => {
      told += 1
    })
    send(1, 2)
    send(3, 1)

    expect([frames.length, told]).toEqual([1, 0])
    draw()
    expect([told, names()]).toEqual([1, ["3", "2", "1"]])
  })

  it("holds still while one reads, counts what waits, and shows it at once", () => {
    const { feed, draw, names, send } = make()
    send(1, 1)
    draw()
    feed.hold(true)
    send(2, 2)
    draw()
    expect([names(), feed.snapshot().waiting]).toEqual([["1"], 2])

    feed.release()
    expect([names(), feed.snapshot().waiting]).toEqual([["3", "2", "1"], 0])
    send(4, 1)
    draw()
    expect(feed.snapshot().waiting).toBe(1)
    feed.hold(false)
    expect(names()).toEqual(["4", "3", "2", "1"])
  })

  it("keeps the newest, and says when others were let go", () => {
    const { feed, draw, send } = make()
    send(1, MOST)
    draw()
    expect(feed.snapshot().full).toBe(false)
    send(MOST + 1, 5)
    draw()

    expect(feed.snapshot()).toMatchObject({ full: true, waiting: 0 })
    expect(feed.snapshot().rows).toHaveLength(MOST)
    expect(feed.snapshot().rows[0]?.position).toBe(String(MOST + 5))
  })

  it("counts all that wait, and leaves no hidden gap where more wait than are kept", () => {
    const { feed, draw, names, send } = make()
    send(1, 1)
    draw()
    feed.hold(true)
    send(2, MOST + 10)
    draw()
    expect(feed.snapshot().waiting).toBe(MOST + 10)
    feed.hold(false)

    expect(names()).toHaveLength(MOST)
    expect(names()).not.toContain("1")
    expect(feed.snapshot().full).toBe(true)
  })

  it("does not grow without end in a tab that draws no frames", () => {
    const { feed, draw, names, send } = make()
    for (let i = 0; i < 5; i += 1) send(i * MOST, MOST)
    draw()

    expect(names()).toHaveLength(MOST)
    expect(names()[0]).toBe(String(5 * MOST - 1))
    expect(feed.snapshot().full).toBe(true)
  })

  it("takes only what was chosen, and begins anew with each choice", () => {
    const { feed, draw, names } = make()
    feed.take([arrival("1")])
    draw()
    feed.choose({ ...EVERYTHING, event: "Bought" })
    expect(names()).toEqual([])
    feed.take([arrival("2"), arrival("3", { event: "Bought" })])
    draw()

    expect(names()).toEqual(["3"])
  })
})
