import { campaignOf, continued, readSession } from "./src/session"

const IDLE = 30 * 60_000
const NOON = Date.UTC(2026, 2, 1, 12)
const NEWS = { utm_source: "news" }

test("a session goes on while its events are close together", () => {
  const first = continued(null, NOON, IDLE, {})
  const second = continued(first, NOON + IDLE - 1, IDLE, {})

  expect(second).toEqual({ ...first, at: NOON + IDLE - 1 })
})

test("half an hour without an event ends a session", () => {
  const first = continued(null, NOON, IDLE, {})

  expect(continued(first, NOON + IDLE, IDLE, {}).id).not.toBe(first.id)
})

test("another campaign is another session, the same one or none is not", () => {
  const first = continued(null, NOON, IDLE, NEWS)

  expect(continued(first, NOON, IDLE, { utm_source: "ads" }).id).not.toBe(first.id)
  expect(continued(first, NOON, IDLE, NEWS).id).toBe(first.id)
  expect(continued(first, NOON, IDLE, {})).toEqual(first)
})

test("a session by no campaign forgets the campaign before", () => {
  const first = continued(null, NOON, IDLE, NEWS)

  expect(continued(first, NOON + IDLE, IDLE, {}).campaign).toEqual({})
})

test("campaign parameters and click ids are read, other parameters are not", () => {
  const query = "?utm_source=news&utm_medium=&gclid=g1&msclkid=m1&wbraid=w1&q=lamp&android=1"

  expect(campaignOf(query)).toEqual({
    utm_source: "news",
    gclid: "g1",
    msclkid: "m1",
    wbraid: "w1",
  })
})

test.each(["", "{", "[]", "null", '{"id":"a"}', '{"id":"","at":1}'])(
  "what is no session is not taken for one: %s",
  (text) => {
    expect(readSession(text)).toBeNull()
  },
)
