import { useTranslation } from "react-i18next"
import type { Behind, Words } from "@/lib/ask"
import { number, share } from "@/lib/format"
import { FigureButton, FiguresTable } from "@/ui/FiguresTable"
import type { SessionsState } from "./ask"
import type { Sessions } from "./figures"
import { atName, behindEnd, endName } from "./say"

/** With what sessions begin, or end; the number of people opens who they are. */
export function EndsTable({
  side,
  ask,
  answer,
  onPeople,
}: {
  side: "entry" | "exit"
  ask: SessionsState
  answer: Sessions
  onPeople: (behind: Behind) => void
}) {
  const { t: words } = useTranslation("sessions")
  const t = words as unknown as Words
  const ends = side === "entry" ? answer.entries : answer.exits
  const all = answer.rows[0]?.figures.sessions ?? 0
  return (
    <FiguresTable
      className="br-session-table br-session-parts"
      heads={[
        atName(answer.at, t),
        t("sessions:figure.sessions"),
        t("sessions:part"),
        t("sessions:figure.people"),
        t("sessions:figure.bounce_rate"),
      ]}
    >
      {ends.map((end, place) => {
        const name = endName(end, answer.at, t)
        const behind = behindEnd(end, side, place, { answer, ask, t })
        return (
          <tr key={`${place} ${name}`}>
            <th scope="row" title={name}>
              {name}
            </th>
            <td>{number(end.sessions)}</td>
            <td>{share(all > 0 ? end.sessions / all : null)}</td>
            <td>
              <FigureButton
                said={number(end.people)}
                of={behind.title}
                onClick={() => onPeople(behind)}
              />
            </td>
            <td>{share(end.sessions > 0 ? end.bounces / end.sessions : null)}</td>
          </tr>
        )
      })}
    </FiguresTable>
  )
}
