import { type Entry, MOST_WAITING } from "./src/batch"
import { type Answer, openOutbox, type World } from "./src/outbox"

const OK = { status: 200, retryAfter: null }
const BUSY = { status: 503, retryAfter: null }
const NOBODY = { status: 0, retryAfter: null }

/** A world whose clock stands still until it is told to go on, and whose server answers in turn. */
class Stage implements World {
  clock = Date.UTC(2026, 2, 1, 12)
  answers: Answer[] = []
  posted: string[][] = []
  beacons: string[][] = []
  kept: Entry[] = []
  until = 0
  network = true
  takesBeacons = true
  private timers: { at: number; run: () => void }[] = []

  now = () => this.clock
  chance = () => 1
  online = () => this.network
  held = () => this.until
  hold = (until: number) => {
    this.until = until
  }
  keep = (entries: Entry[]) => {
    this.kept = entries.slice()
  }
  later = (run: () => void, ms: number) => {
    const timer = { at: this.clock + ms, run }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter((other) => other !== timer)
    }
  }
  post = async (body: string) => {
    this.posted.push(names(body))
    return this.answers.shift() ?? OK
  }
  beacon = (body: string) => {
    if (this.takesBeacons) this.beacons.push(names(body))
    return this.takesBeacons
  }

  async pass(ms: number) {
    const end = this.clock + ms
    for (let next = this.due(end); next; next = this.due(end)) {
      this.clock = next.at
      this.timers.splice(this.timers.indexOf(next), 1)
      next.run()
      await settled()
    }
    this.clock = end
  }

  private due(end: number) {
    return this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
  }
}

const settled = () => new Promise((done) => setTimeout(done, 0))
const names = (body: string): string[] =>
  JSON.parse(body).events.map(({ event }: { event: string }) => event)
const said = (...events: string[]) =>
  events.map((event) => ({ json: JSON.stringify({ event }), tried: 0 }))
const keptNames = (stage: Stage) => stage.kept.map(({ json }) => JSON.parse(json).event)

function open() {
  const stage = new Stage()
  return { stage, outbox: openOutbox("wk_1", stage) }
}

test("events of a second travel together, in their order", async () => {
  const { stage, outbox } = open()

  outbox.add(...said("a"))
  await stage.pass(900)
  outbox.add(...said("b"))
  await stage.pass(100)

  expect(stage.posted).toEqual([["a", "b"]])
})

test("twenty events do not wait", async () => {
  const { stage, outbox } = open()

  outbox.add(...said(...Array.from({ length: 20 }, (_, i) => `e${i}`)))
  await stage.pass(0)

  expect(stage.posted[0]).toHaveLength(20)
})

test("a server that fails is asked again, later each time, with the same events", async () => {
  const { stage, outbox } = open()
  stage.answers = [BUSY, BUSY]

  outbox.add(...said("a"))
  await stage.pass(1000)
  await stage.pass(999)
  expect(stage.posted).toEqual([["a"]])
  await stage.pass(1)
  await stage.pass(1999)
  expect(stage.posted).toEqual([["a"], ["a"]])
  outbox.add(...said("b"))
  await stage.pass(1)

  expect(stage.posted).toEqual([["a"], ["a"], ["a", "b"]])
  expect(stage.kept).toEqual([])
})

test("nothing is sent before the server wants to be asked again, on no page", async () => {
  const { stage, outbox } = open()
  stage.answers = [{ status: 429, retryAfter: "60" }]
  outbox.add(...said("a"))
  await stage.pass(1000)

  const next = openOutbox("wk_1", stage)
  next.add(...said("b"))
  outbox.leave()
  outbox.hide()
  await stage.pass(59_000)
  expect([stage.posted, stage.beacons]).toEqual([[["a"]], []])
  await stage.pass(1_000)

  expect(stage.posted).toEqual([["a"], ["a"], ["b"]])
})

test("what has not arrived is kept for the next page", async () => {
  const { stage, outbox } = open()
  stage.answers = [NOBODY]

  outbox.add(...said("a"))
  await stage.pass(1000)
  outbox.add(...said("b"))

  expect(keptNames(stage)).toEqual(["a", "b"])
  expect(stage.kept.map(({ tried }) => tried > 0)).toEqual([true, false])
})

test("a request that never left the machine leaves no doubt", async () => {
  const { stage, outbox } = open()
  stage.answers = [NOBODY]
  stage.network = false

  outbox.add(...said("a"))
  await stage.pass(1000)

  expect(stage.kept.map(({ tried }) => tried)).toEqual([0])
})

test("the network's return ends a pause", async () => {
  const { stage, outbox } = open()
  stage.answers = [NOBODY]
  outbox.add(...said("a"))
  await stage.pass(1000)

  outbox.wake()
  await settled()

  expect(stage.posted).toEqual([["a"], ["a"]])
})

test("a batch that is too large is halved; an event that is too large is given up", async () => {
  const { stage, outbox } = open()
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {})
  const tooLarge = { status: 413, retryAfter: null }
  stage.answers = [tooLarge, tooLarge]

  outbox.add(...said("a", "b"))
  await stage.pass(1000)

  expect(stage.posted).toEqual([["a", "b"], ["a"], ["b"]])
  expect(warn).toHaveBeenCalledOnce()
  warn.mockRestore()
})

test("what the server refuses is not sent again", async () => {
  const { stage, outbox } = open()
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {})
  stage.answers = [{ status: 401, retryAfter: null }]

  outbox.add(...said("a"))
  await stage.pass(600_000)

  expect(stage.posted).toEqual([["a"]])
  expect(warn).toHaveBeenCalledWith("bellrock: the server refused 1 events (401)")
  warn.mockRestore()
})

test("a page that goes away sends what waits, once", async () => {
  const { stage, outbox } = open()

  outbox.add(...said("a", "b"))
  outbox.leave()
  await stage.pass(5000)

  expect([stage.beacons, stage.posted, stage.kept]).toEqual([[["a", "b"]], [], []])
})

test("a beacon that the browser does not take is kept", () => {
  const { stage, outbox } = open()
  stage.takesBeacons = false

  outbox.add(...said("a"))
  outbox.leave()

  expect(keptNames(stage)).toEqual(["a"])
})

test("a beacon while the server fails is kept as well, as nobody knows whether it arrives", async () => {
  const { stage, outbox } = open()
  stage.answers = [BUSY]
  outbox.add(...said("a"))
  await stage.pass(1000)

  outbox.leave()

  expect(stage.beacons).toEqual([["a"]])
  expect(keptNames(stage)).toEqual(["a"])
})

test("a hidden page sends at once and keeps it until it has arrived", async () => {
  const { stage, outbox } = open()

  outbox.add(...said("a"))
  outbox.hide()
  expect(keptNames(stage)).toEqual(["a"])
  await settled()

  expect([stage.posted, stage.kept]).toEqual([[["a"]], []])
})

test("a page that is offline for long keeps the latest events", async () => {
  const { stage, outbox } = open()

  outbox.add(...said(...Array.from({ length: MOST_WAITING + 1 }, (_, i) => `e${i}`)))
  outbox.leave()

  expect(stage.beacons.flat()).toHaveLength(MOST_WAITING)
  expect(stage.beacons[0]?.[0]).toBe("e1")
})

test("whoever opts out takes back what has not been sent", async () => {
  const { stage, outbox } = open()

  outbox.add(...said("a"))
  outbox.clear()
  await stage.pass(5000)

  expect([stage.posted, stage.kept]).toEqual([[], []])
})
