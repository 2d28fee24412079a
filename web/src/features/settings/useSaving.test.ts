import { act, renderHook } from "@testing-library/react"
import { expect, test, vi } from "vitest"
import { useSaving } from "@/features/settings/useSaving"

test("a change is saved by itself and can be taken back", async () => {
  const save = vi.fn().mockResolvedValue(undefined)
  const { result } = renderHook(() => useSaving<string>("UTC", save))

  await act(() => result.current[1]("Asia/Shanghai"))
  expect(result.current[0].state).toBe("saved")
  await act(async () => result.current[0].undo?.())

  expect(save.mock.calls).toEqual([["Asia/Shanghai"], ["UTC"]])
  expect(result.current[0]).toMatchObject({ state: "saved", undo: null })
})

test("what did not change is not sent", async () => {
  const save = vi.fn()
  const { result } = renderHook(() => useSaving<string>("UTC", save))

  await act(() => result.current[1]("UTC"))

  expect(save).not.toHaveBeenCalled()
})

test("what the server refuses stands at the setting", async () => {
  const { result } = renderHook(() =>
    useSaving<string>("a", () => Promise.reject(new Error("taken"))),
  )

  const kept = await act(() => result.current[1]("b"))

  expect(kept).toBe(false)
  expect(result.current[0]).toMatchObject({ state: "failed", error: new Error("taken") })
})
