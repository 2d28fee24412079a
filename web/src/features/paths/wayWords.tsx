/** The words of the sentence that say which ways are meant. */
import type { ReactElement } from "react"
import type { Words } from "@/lib/ask"
import { duration, exact } from "@/lib/format"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { type PathsState, secondsOf } from "./ask"

const STEPS = [2, 3, 4, 5, 6, 7, 8, 10]
const BEFORE = [1, 2, 3, 4, 5, 8, 10]
const LENGTHS = ["30m", "1h", "12h", "1d", "7d", "30d"]
const TOPS = [10, 20, 50, 100]
const LEAST = [1, 5, 10, 50, 100, 1000]
const LOOPS = ["no", "1", "2", "3", "4", "5"]

export type SetAsk = (change: Partial<PathsState>) => void
export type IsWrong = (field: string) => boolean

export function wayWords(
  ask: PathsState,
  set: SetAsk,
  wrong: IsWrong,
  t: Words,
): Record<string, ReactElement> {
  const event = (field: "start" | "end" | "only" | "around" | "via", at: string = field) => (
    <EventPicker
      name={t(`paths:label.${field}`)}
      value={ask[field] || "any"}
      wrong={wrong(at)}
      onChange={(value) => set(chosen(field, value === "any" ? "" : value))}
    />
  )
  const count = (
    field: "steps" | "before" | "top" | "atLeast",
    usual: readonly number[],
    at: string,
    says: (n: number) => string,
  ) => (
    <ChooseCount
      name={t(`paths:label.${field}`)}
      value={ask[field]}
      wrong={wrong(at)}
      onChange={(value) => set({ [field]: value })}
      usual={usual}
      says={says}
    />
  )
  const steps = (n: number) => t("paths:steps", { count: n })
  const lengths = ask.within && !LENGTHS.includes(ask.within) ? [...LENGTHS, ask.within] : LENGTHS
  return {
    steps: count("steps", STEPS, "max_steps", steps),
    before: count("before", BEFORE, "before", steps),
    top: count("top", TOPS, "top", exact),
    least: count("atLeast", LEAST, "at_least", (n) =>
      t("paths:atLeast", { count: n, people: exact(n) }),
    ),
    start: event("start"),
    end: event("end"),
    around: event("around"),
    via: event("via"),
    only: event("only", "events"),
    expand: (
      <PropertyPicker
        value={ask.expand}
        wrong={wrong("expand")}
        onChange={(expand) => set({ expand })}
      />
    ),
    within: (
      <Choose
        name={t("paths:withinLabel")}
        value={ask.within}
        wrong={wrong("within")}
        onChange={(within) => set({ within })}
        options={[
          { value: "", label: t("paths:session"), hint: t("paths:sessionHint") },
          ...lengths.map((value) => ({
            value,
            label: duration(secondsOf(value)),
            hint: t("paths:onceHint"),
          })),
        ]}
      />
    ),
    collapse: (
      <Choose
        name={t("paths:collapseLabel")}
        value={ask.collapse ? String(ask.loops) : "no"}
        wrong={wrong("loops")}
        onChange={(value) =>
          set({ collapse: value !== "no", loops: value === "no" ? 1 : Number(value) })
        }
        options={LOOPS.map((value) => ({
          value,
          label: loopName(value, t),
        }))}
      />
    ),
  }
}

function loopName(value: string, t: Words): string {
  if (value === "no" || value === "1") return t(`paths:collapse.${value === "no" ? "no" : "yes"}`)
  return t("paths:loops", { count: Number(value) })
}

/** Ways around an event have neither start nor end. */
function chosen(field: string, value: string): Partial<PathsState> {
  return field === "around" ? { around: value, start: "", end: "" } : { [field]: value }
}
