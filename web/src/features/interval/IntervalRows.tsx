import { useTranslation } from "react-i18next"
import type { Behind, Words } from "@/lib/ask"
import { duration, number } from "@/lib/format"
import { FigureButton, FiguresTable } from "@/ui/FiguresTable"
import { type Interval, rowName } from "./rows"
import { behindStarted, behindStretch } from "./say"

const FIGURES = ["mean", "p10", "median", "p90"] as const

/** The figures of every row: who started, who did it, and how long it took. */
export function IntervalRows({
  answer,
  onPeople,
}: {
  answer: Interval
  onPeople: (behind: Behind) => void
}) {
  const { t: words } = useTranslation("interval")
  const t = words as unknown as Words
  return (
    <FiguresTable
      heads={[
        ...["who", "started", "did", "times"].map((one) => t(`interval:${one}`)),
        ...FIGURES.map((one) => t(`interval:figure.${one}`)),
      ]}
    >
      {answer.rows.map((row, at) => {
        const group = at === 0 ? null : at - 1
        const name = rowName(row, t)
        return (
          <tr key={`${at} ${name}`}>
            <th scope="row">{name}</th>
            <td>
              <FigureButton
                said={number(row.people_started)}
                disabled={row.people_started === 0}
                onClick={() => onPeople(behindStarted(row, group, t))}
              />
            </td>
            <td>
              <FigureButton
                said={number(row.people)}
                disabled={row.people === 0}
                onClick={() => onPeople(behindStretch(row, group, null, { answer, t }))}
              />
            </td>
            <td>{number(row.times)}</td>
            {FIGURES.map((one) => (
              <td key={one}>{duration(row[`${one}_s`])}</td>
            ))}
          </tr>
        )
      })}
    </FiguresTable>
  )
}
