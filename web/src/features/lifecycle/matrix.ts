/** The moves between states as rows of shaded cells, each with its share. */
import type { ShadedCell, ShadedRow } from "@/charts/ShadedGrid"
import type { Behind, Words } from "@/lib/ask"
import { number, share } from "@/lib/format"
import { behindMove, moveText } from "./say"
import { FROM, type Lifecycle, moveOf, type State, TO } from "./stages"

export function matrix(
  answer: Lifecycle,
  t: Words,
  onPeople: (behind: Behind) => void,
): { columns: string[]; rows: ShadedRow[] } {
  const cell = (from: State, to: State): ShadedCell => {
    const move = moveOf(answer, from, to)
    if (move === null) return { text: "", label: t("lifecycle:noMove"), level: null }
    return {
      text: share(move.share),
      label: moveText(move, t),
      level: move.share,
      onOpen: move.people > 0 ? () => onPeople(behindMove(move, t)) : undefined,
    }
  }
  const times = (from: State) =>
    answer.moves.filter((one) => one.from === from).reduce((sum, one) => sum + one.times, 0)
  const rows = FROM.map((from): ShadedRow => {
    const text = number(times(from))
    const name = t(`lifecycle:state.${from}`)
    const all = {
      text,
      label: t("lifecycle:timesLabel", { state: name, times: text }),
      level: null,
    }
    return { key: from, name, cells: [all, ...TO.map((to) => cell(from, to))] }
  })
  return {
    columns: [t("lifecycle:times"), ...TO.map((to) => t(`lifecycle:to.${to}`))],
    rows,
  }
}
