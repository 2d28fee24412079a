import { expect, test, vi } from "vitest"
import { Refusal } from "@/lib/api"
import { again, makeQueryClient } from "@/lib/queries"
import { ME } from "@/lib/session"

vi.hoisted(() => {
  const gone = { status: 401, headers: { "content-type": "application/json" } }
  globalThis.fetch = () => Promise.resolve(new Response('{"detail": "this needs a user"}', gone))
})

const refusal = (status: number) => new Refusal("no", status, "test")

test("only what may pass by itself is asked again, and twice at most", () => {
  expect([0, 429, 502, 503].map((status) => again(0, refusal(status)))).not.toContain(false)
  expect([400, 401, 403, 404, 422, 500].map((status) => again(0, refusal(status)))).not.toContain(
    true,
  )
  expect(again(2, refusal(0))).toBe(false)
  expect(again(0, new Error("a mistake of our own"))).toBe(false)
})

test("a session that is gone shows in who is signed in, whichever call noticed", async () => {
  const queries = makeQueryClient()
  queries.setQueryData(ME, { user: { id: 1 } })

  const asked = queries.fetchQuery({
    queryKey: ["any"],
    queryFn: () => Promise.reject(refusal(401)),
  })

  await expect(asked).rejects.toBeInstanceOf(Refusal)
  await vi.waitFor(() => expect(queries.getQueryData(ME)).toBeNull())
})
