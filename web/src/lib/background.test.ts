import { renderHook } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { forget, patient, type Told, useWatched } from "@/lib/background"

const ASK = "http://localhost/api/v1/ask/trend?project=shop"
const told = (more: Partial<Told>): Told => ({
  id: "abc",
  kind: "trend",
  ask: {},
  state: "running",
  place: null,
  rows_read: 10,
  rows_total: 40,
  share: 0.25,
  seconds: 2,
  seconds_left: 6,
  created: "2026-01-01T00:00:00Z",
  ended: null,
  error: null,
  ...more,
})
const calls: [string, string][] = []
let state: Told

beforeEach(() => {
  vi.useFakeTimers()
  calls.length = 0
  state = told({})
  window.history.pushState({}, "", "/p/shop/insights/trend?event=buy")
  vi.stubGlobal("fetch", async (path: string, said?: RequestInit) => {
    calls.push([said?.method ?? "GET", path])
    if (path.includes("/answer")) return new Response('{"answer":1}')
    return new Response(JSON.stringify(state))
  })
})

afterEach(() => {
  forget("abc")
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function asked(signal: AbortSignal): Promise<Response | undefined> {
  const request = new Request(ASK, { method: "POST", body: "{}", signal })
  patient.onRequest?.({ request } as never)
  expect(request.headers.get("prefer")).toBe("respond-async, wait=1")
  const response = new Response(JSON.stringify(state), { status: 202 })
  return patient.onResponse?.({ request, response } as never) as Promise<Response | undefined>
}

test("what takes long is watched until it is answered", async () => {
  const { result } = renderHook(() => useWatched())
  const answer = asked(new AbortController().signal)
  await vi.advanceTimersByTimeAsync(600)
  expect(result.current[0]?.told.share).toBe(0.25)
  state = told({ state: "done", ended: "2026-01-01T00:00:09Z" })
  await vi.advanceTimersByTimeAsync(600)

  expect(await (await answer)?.json()).toEqual({ answer: 1 })
  expect(result.current).toEqual([])
  expect(calls.at(-1)?.[1]).toBe("/api/v1/background/abc/answer?project=shop")
})

test("what is asked anew on its page is cancelled", async () => {
  const going = new AbortController()
  const answer = asked(going.signal)
  const failed = expect(answer).rejects.toThrow("abort")
  await vi.advanceTimersByTimeAsync(600)
  going.abort()
  await failed

  expect(calls.at(-1)).toEqual(["DELETE", "/api/v1/background/abc?project=shop"])
})

test("what is left goes on, and its page is remembered", async () => {
  const { result } = renderHook(() => useWatched())
  const going = new AbortController()
  const failed = expect(asked(going.signal)).rejects.toThrow("abort")
  await vi.advanceTimersByTimeAsync(600)
  window.history.pushState({}, "", "/p/shop/people")
  going.abort()
  await failed

  expect(calls.every(([method]) => method === "GET")).toBe(true)
  expect(result.current).toMatchObject([{ left: true, href: "/p/shop/insights/trend?event=buy" }])
})

test("the people behind a number are asked as ever", () => {
  const request = new Request(`${ASK.replace("trend", "trend/people")}`, { method: "POST" })
  patient.onRequest?.({ request } as never)

  expect(request.headers.get("prefer")).toBeNull()
})
