/** The grid and the moves as rows of shaded cells. */
import type { ShadedRow } from "@/charts/ShadedGrid"
import type { Behind, Words } from "@/lib/ask"
import { exact, number, share } from "@/lib/format"
import { fields, inhabited, movers, type Rfm, type Shows, shiftOf, shown } from "./grid"
import { behindField, behindShift, fieldName, segmentName, shiftText, spanOf } from "./say"

export function gridRows(
  answer: Rfm,
  shows: Shows,
  value: number | null,
  t: Words,
  onPeople: (behind: Behind) => void,
): { columns: string[]; rows: ShadedRow[] } {
  const drawn = fields(answer, value)
  const numbers = drawn.flat().map((one) => shown(one, shows) ?? 0)
  const most = Math.max(0, ...numbers)
  const say = (found: number | null) =>
    found === null ? "" : shows === "share" ? share(found) : number(found)
  const rows = drawn.map((line): ShadedRow => {
    const level = answer.recency.levels.find((one) => one.level === line[0]?.recency)
    return {
      key: String(level?.level),
      name: level ? spanOf(level, t, "days") : "",
      cells: line.map((field) => {
        const found = shown(field, shows)
        const behind = behindField(field, value, answer, t)
        const said = { place: fieldName(field, answer, t), people: exact(field.people) }
        return {
          text: say(found),
          label: t(`rfm:cell.${field.people ? "some" : "none"}`, {
            ...said,
            share: share(field.share),
            mean: exact(field.mean),
          }),
          level: found === null || most <= 0 ? null : Math.max(0, found) / most,
          onOpen: behind && (() => onPeople(behind)),
        }
      }),
    }
  })
  return { columns: inhabited(answer.frequency.levels).map((one) => spanOf(one, t, "times")), rows }
}

export function moveRows(
  answer: Rfm,
  t: Words,
  onPeople: (behind: Behind) => void,
): { columns: string[]; rows: ShadedRow[] } {
  const names = movers(answer)
  const rows = names.map(
    (before): ShadedRow => ({
      key: before,
      name: segmentName(before, t),
      cells: names.map((after) => {
        const shift = shiftOf(answer, before, after)
        if (shift === undefined) return { text: "", label: t("rfm:noMove"), level: null }
        return {
          text: number(shift.people),
          label: shiftText(shift, t),
          // Newcomers are no share of anybody.
          level: before === "none" ? null : shift.share,
          onOpen: () => onPeople(behindShift(shift, t)),
        }
      }),
    }),
  )
  return { columns: names.map((name) => segmentName(name, t)), rows }
}
