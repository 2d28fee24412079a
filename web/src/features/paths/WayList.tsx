import { useTranslation } from "react-i18next"
import type { Behind, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"
import type { PathsState } from "./ask"
import type { Path, Paths } from "./layers"
import { behindPath, keyOf, listed, shapeOf, timesOf, wayName } from "./say"

/** The most walked ways, whole, with their times, shares and people. */
export function WayList({
  answer,
  ask,
  onPeople,
}: {
  answer: Paths
  ask: PathsState
  onPeople: (behind: Behind) => void
}) {
  const { t } = useTranslation("paths")
  const times = timesOf(answer)
  const ways = listed(answer, ask)
  const most = Math.max(...ways.map((path) => path.count))
  return (
    <section aria-label={t("listTitle")}>
      <header className="br-paths-head">
        <h3>{t("listTitle")}</h3>
      </header>
      <table className="br-ways">
        <thead>
          <tr>
            <th scope="col">{t("way")}</th>
            <th scope="col">{t("times")}</th>
            <th scope="col">{t("shareOfAll")}</th>
            <th scope="col">{t("people")}</th>
          </tr>
        </thead>
        <tbody>
          {ways.map((path) => (
            <Line
              key={keyOf(path)}
              path={path}
              ask={ask}
              times={times}
              most={most}
              onPeople={onPeople}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({
  path,
  ask,
  times,
  most,
  onPeople,
}: {
  path: Path
  ask: PathsState
  times: number
  most: number
  onPeople: (behind: Behind) => void
}) {
  const { t } = useTranslation("paths")
  const say = t as unknown as Words
  const ended = !shapeOf(ask).fromEnd && !ask.around && path.steps.length < shapeOf(ask).steps
  return (
    <tr>
      <th scope="row">
        <ol className="br-way">
          {path.steps.map((event, at) => (
            <li key={at} className={at === path.at ? "br-way-here" : undefined}>
              {sayEvent(event, say)}
            </li>
          ))}
          {ended && <li className="br-way-end">{t("ended")}</li>}
        </ol>
      </th>
      <td data-name={t("times")}>{exact(path.count)}</td>
      <td data-name={t("shareOfAll")}>
        <span className="br-way-share">
          {share(path.count / times)}
          <span className="br-flow-bar" aria-hidden="true">
            <i style={{ width: `${(path.count / most) * 100}%` }} />
          </span>
        </span>
      </td>
      <td data-name={t("people")}>
        <button
          type="button"
          className="br-way-people"
          aria-label={t("openPeople", { way: wayName(path, say), people: exact(path.people) })}
          onClick={() => onPeople(behindPath(path, say))}
        >
          {exact(path.people)}
        </button>
      </td>
    </tr>
  )
}
