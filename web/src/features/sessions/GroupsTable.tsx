import { useTranslation } from "react-i18next"
import type { Behind, Words } from "@/lib/ask"
import { sayBy } from "@/lib/sayings"
import { FigureButton, FiguresTable } from "@/ui/FiguresTable"
import type { SessionsState } from "./ask"
import { FIGURES, placed, type Sessions, written } from "./figures"
import { behindRow, rowName } from "./say"

/** The figures of every group; the number of people opens who they are. */
export function GroupsTable({
  ask,
  answer,
  onPeople,
}: {
  ask: SessionsState
  answer: Sessions
  onPeople: (behind: Behind) => void
}) {
  const { t: words } = useTranslation("sessions")
  const t = words as unknown as Words
  const figures = FIGURES.filter((one) => one !== "events" || ask.depth !== "any")
  return (
    <FiguresTable
      className="br-session-table"
      heads={[sayBy(ask.by, t), ...figures.map((figure) => t(`sessions:figure.${figure}`))]}
    >
      {placed(answer).map((one) => {
        const name = rowName(one.row, t)
        const behind = behindRow(one, null, { answer, ask, t })
        return (
          <tr key={`${one.group} ${name}`}>
            <th scope="row" title={name}>
              {name}
            </th>
            {figures.map((figure) => {
              const said = written(figure, one.row.figures[figure])
              if (figure !== "people" || !behind) return <td key={figure}>{said}</td>
              return (
                <td key={figure}>
                  <FigureButton said={said} of={behind.title} onClick={() => onPeople(behind)} />
                </td>
              )
            })}
          </tr>
        )
      })}
    </FiguresTable>
  )
}
