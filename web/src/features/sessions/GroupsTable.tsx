import { useTranslation } from "react-i18next"
import type { Behind, Words } from "@/lib/ask"
import { labelled } from "@/lib/format"
import { sayBy } from "@/lib/sayings"
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
    <div className="br-session-rows">
      <table className="br-session-table">
        <thead>
          <tr>
            <th scope="col">{sayBy(ask.by, t)}</th>
            {figures.map((figure) => (
              <th scope="col" key={figure}>
                {t(`sessions:figure.${figure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
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
                      <button
                        type="button"
                        className="br-session-number"
                        aria-label={labelled(said, behind.title)}
                        onClick={() => onPeople(behind)}
                      >
                        {said}
                      </button>
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
