import { useState } from "react"

export interface Saving {
  state: "idle" | "saving" | "saved" | "failed"
  error: unknown
  undo: (() => void) | null
}

const IDLE: Saving = { state: "idle", error: null, undo: null }

/** Save a setting by itself, and offer the way back to what it was before. */
export function useSaving<Value>(
  now: Value,
  save: (value: Value) => Promise<unknown>,
): [Saving, (value: Value) => Promise<boolean>] {
  const [saving, setSaving] = useState<Saving>(IDLE)
  const put = async (value: Value, undone: boolean, before: Value): Promise<boolean> => {
    setSaving({ ...IDLE, state: "saving" })
    try {
      await save(value)
      const undo = undone ? null : () => void put(before, true, before)
      setSaving({ ...IDLE, state: "saved", undo })
      return true
    } catch (error) {
      setSaving({ ...IDLE, state: "failed", error })
      return false
    }
  }
  return [saving, async (value) => (value === now ? true : put(value, false, now))]
}
