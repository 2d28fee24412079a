/** What can be done with a goal beside changing it? Move it, order it, take it away; each can be undone. */
import { useTranslation } from "react-i18next"
import { bringBack, changeGoal, removeGoal } from "@/features/growth/goalApi"
import { flat, type Node, placesFor } from "@/features/growth/tree"
import { useUndo } from "@/features/growth/useUndo"
import type { Words } from "@/lib/ask"

const TOP = "top"

export function useGoalActions({ goal, metric }: Node, stars: Node[]) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const { tried, done } = useUndo()
  const name = metric?.name ?? ""
  const siblings = flat(stars).filter((one) => one.goal.parent === goal.parent)
  const from = siblings.findIndex((one) => one.goal.id === goal.id)
  const places = placesFor(goal, stars).map((one) => ({
    key: `to:${one.goal.id}`,
    label: t("growth:under", { name: one.metric?.name ?? "" }),
  }))
  if (goal.parent !== null) places.push({ key: `to:${TOP}`, label: t("growth:asStar") })
  const steps = [
    ...(from > 0 ? [{ key: "earlier", label: t("growth:earlier") }] : []),
    ...(from < siblings.length - 1 ? [{ key: "later", label: t("growth:later") }] : []),
  ]
  const place = async (parent: string | null, at: number | undefined) => {
    const back = { parent: goal.parent, place: from }
    const to = { parent, ...(at === undefined ? {} : { place: at }) }
    if (await tried(() => changeGoal(goal.id, to))) {
      done(t("growth:moved", { name }), () => changeGoal(goal.id, back))
    }
  }
  const remove = async () => {
    let gone: Parameters<typeof bringBack>[0] = []
    const removed = await tried(async () => {
      gone = await removeGoal(goal.id)
    })
    if (removed) done(t("growth:removed", { name }), () => bringBack(gone))
  }
  const run = (key: string) => {
    if (key === "remove") void remove()
    if (key === "earlier") void place(goal.parent, from - 1)
    if (key === "later") void place(goal.parent, from + 1)
    if (key.startsWith("to:")) void place(key === `to:${TOP}` ? null : key.slice(3), undefined)
  }
  return {
    places: places.length > 0 ? places : [{ key: "none", label: "–", disabled: true }],
    steps,
    run,
  }
}
