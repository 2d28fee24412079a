import {
  asked,
  bodyOf,
  bytes,
  type Entry,
  fitting,
  keepable,
  MOST_BYTES,
  MOST_EVENTS,
  MOST_KEPT,
  pause,
  retryable,
  STALE_MS,
} from "./src/batch"

const NOON = Date.UTC(2026, 2, 1, 12)
const entry = (json: string, tried = 0): Entry => ({ json, tried })
const many = (n: number, json = "{}") => Array.from({ length: n }, () => entry(json))

test("a request takes so many events, and so many bytes", () => {
  expect(fitting([])).toBe(0)
  expect(fitting(many(MOST_EVENTS + 5))).toBe(MOST_EVENTS)
  expect(fitting(many(5, "x".repeat(MOST_BYTES / 2 - 1)))).toBe(2)
  expect(fitting(many(5, "灯".repeat(MOST_BYTES / 5)))).toBe(1)
})

test("an event that is larger than a request goes alone", () => {
  expect(fitting(many(2, "x".repeat(MOST_BYTES + 1)))).toBe(1)
})

test("a body names its key, the time of its sending, and its events", () => {
  expect(
    JSON.parse(bodyOf([entry('{"event":"a"}'), entry('{"event":"b"}')], "wk_1", NOON)),
  ).toEqual({
    writeKey: "wk_1",
    sent: "2026-03-01T12:00:00.000Z",
    events: [{ event: "a" }, { event: "b" }],
  })
})

test("of what does not fit into the browser, the latest is kept", () => {
  const kept = keepable([entry("1".repeat(MOST_KEPT)), entry("22"), entry("33")], NOON)

  expect(kept.map(({ json }) => json)).toEqual(["22", "33"])
})

test("what the server might count twice by now is not sent again", () => {
  const entries = [entry("old", NOON - STALE_MS), entry("new", NOON - STALE_MS + 1), entry("never")]

  expect(keepable(entries, NOON).map(({ json }) => json)).toEqual(["new", "never"])
})

test("each failure doubles the pause, up to five minutes, within a range", () => {
  expect([1, 2, 3].map((failures) => pause(failures, 1))).toEqual([1000, 2000, 4000])
  expect(pause(2, 0)).toBe(1000)
  expect(pause(60, 1)).toBe(300_000)
})

test("the server's wish is read in seconds or as a date, and has its bounds", () => {
  expect(asked("7", NOON)).toBe(7000)
  expect(asked("Sun, 01 Mar 2026 12:00:09 GMT", NOON)).toBe(9000)
  expect(asked("99999", NOON)).toBe(3_600_000)
  expect(["-1", "soon", "", null].map((told) => asked(told, NOON))).toEqual([0, 0, 0, 0])
})

test("what may succeed later is told from what never will", () => {
  expect([0, 408, 429, 500, 502, 503, 504].filter(retryable)).toHaveLength(7)
  expect([200, 204, 400, 401, 403, 404, 413, 501, 505].filter(retryable)).toEqual([])
})

test("bytes are those of UTF-8", () => {
  expect(bytes("a灯")).toBe(4)
})
