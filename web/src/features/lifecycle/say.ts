/** A lifecycle in words and as a table. */
import type { Behind, Column, Table, Words } from "@/lib/ask"
import { bucket, exact, number, share } from "@/lib/format"
import type { LifecycleState } from "./ask"
import { actives, type Lifecycle, type Move, newest, quickRatio } from "./stages"

export const SHOWN = ["active", "new", "returning", "resurrecting", "dormant", "away"] as const
export type Shown = (typeof SHOWN)[number]

export function sentence(answer: Lifecycle, ask: LifecycleState, t: Words): string {
  const one = newest(answer.stages)
  if (one === null || answer.stages.every((stage) => actives(stage) === 0)) {
    return t("lifecycle:nobody")
  }
  const ratio = quickRatio(answer.stages)
  const told = t("lifecycle:sentence", {
    bucket: bucket(one.start, ask.every, answer.meta.zone),
    count: actives(one),
    active: exact(actives(one)),
    new: exact(one.new),
    returning: exact(one.returning),
    resurrecting: exact(one.resurrecting),
    dormant: exact(one.dormant),
  })
  if (ratio === null) return told
  return t("lifecycle:withRatio", { told, ratio: number(ratio) })
}

/** Whoever stands behind a state of a bucket. */
export function behindStage(
  at: number,
  state: Shown,
  answer: Lifecycle,
  ask: LifecycleState,
  t: Words,
): Behind {
  const start = answer.stages[at]?.start ?? ""
  const name = bucket(start, ask.every, answer.meta.zone)
  return {
    title: t(`lifecycle:who.${state}`, { bucket: name }),
    cell: { bucket: at, state },
  }
}

/** Whoever made a move at least once. */
export function behindMove(move: Move, t: Words): Behind {
  const said = { from: t(`lifecycle:state.${move.from}`), to: t(`lifecycle:state.${move.to}`) }
  return { title: t("lifecycle:whoMoved", said), cell: { before: move.from, after: move.to } }
}

export function moveText(move: Move, t: Words): string {
  return t("lifecycle:moveLabel", {
    from: t(`lifecycle:state.${move.from}`),
    to: t(`lifecycle:state.${move.to}`),
    share: share(move.share),
    times: exact(move.times),
    people: exact(move.people),
  })
}

export function table(answer: Lifecycle, ask: LifecycleState, t: Words): Table {
  const columns: Column[] = [
    {
      key: "start",
      title: t(`lifecycle:column.${ask.every}`),
      is: "text",
      say: (value) => bucket(String(value), ask.every, answer.meta.zone),
    },
    ...SHOWN.map((key): Column => ({ key, title: t(`lifecycle:state.${key}`), is: "number" })),
  ]
  const rows = answer.stages.map((stage, at) => {
    const counts = { ...stage, active: actives(stage) }
    const cells = Object.fromEntries(SHOWN.map((key) => [key, counts[key]]))
    return {
      key: stage.start,
      cells: { start: stage.start, ...cells },
      behind: (column: string) => {
        const state = SHOWN.find((one) => one === column)
        return state && counts[state] > 0 ? behindStage(at, state, answer, ask, t) : undefined
      },
    }
  })
  return { columns, rows }
}
