import { useTranslation } from "react-i18next"
import type { Behind, Words } from "@/lib/ask"
import { labelled, number, share } from "@/lib/format"
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
    <div className="br-session-rows">
      <table className="br-session-table">
        <thead>
          <tr>
            <th scope="col">{atName(answer.at, t)}</th>
            {["sessions", "part", "people", "bounce_rate"].map((one) => (
              <th scope="col" key={one} className={one === "part" ? "br-session-part" : undefined}>
                {t(one === "part" ? "sessions:part" : `sessions:figure.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ends.map((end, place) => {
            const name = endName(end, answer.at, t)
            const behind = behindEnd(end, side, place, { answer, ask, t })
            const said = number(end.people)
            return (
              <tr key={`${place} ${name}`}>
                <th scope="row" title={name}>
                  {name}
                </th>
                <td>{number(end.sessions)}</td>
                <td className="br-session-part">{share(all > 0 ? end.sessions / all : null)}</td>
                <td>
                  <button
                    type="button"
                    className="br-session-number"
                    aria-label={labelled(said, behind.title)}
                    onClick={() => onPeople(behind)}
                  >
                    {said}
                  </button>
                </td>
                <td>{share(end.sessions > 0 ? end.bounces / end.sessions : null)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
