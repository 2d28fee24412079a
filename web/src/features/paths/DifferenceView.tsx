import { useTranslation } from "react-i18next"
import type { AnswerProps, Behind, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import type { PathsState } from "./ask"
import type { Paths } from "./layers"
import { behindDifference, CERTAIN, type Difference, differences, way } from "./views"

/** Two audiences side by side: what more of one walk, and whether it may be an accident. */
export function DifferenceView({ ask, answer, onPeople }: AnswerProps<PathsState, Paths>) {
  const { t } = useTranslation("paths")
  const shown = differences(answer).slice(0, ask.top)
  return (
    <section aria-label={t("differenceTitle")}>
      <header className="br-paths-head">
        <h3>{t("differenceTitle")}</h3>
        <small className="br-quiet">{t("differenceKey")}</small>
      </header>
      {shown.length === 0 && <p>{t("noDifference")}</p>}
      <table className="br-ways br-differences">
        <thead>
          <tr>
            <th scope="col">{t("way")}</th>
            <th scope="col">{t("ours")}</th>
            <th scope="col">{t("theirs")}</th>
            <th scope="col">{t("points")}</th>
            <th scope="col">{t("sure")}</th>
            <th scope="col">{t("chance")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <Line key={[one.kind, one.at, ...one.steps].join("\n")} one={one} onPeople={onPeople} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ one, onPeople }: { one: Difference; onPeople: (behind: Behind) => void }) {
  const { t } = useTranslation("paths")
  const say = t as unknown as Words
  const name = way(one.steps, say)
  const certain = one.q !== null && one.q < CERTAIN
  const audience = (versus: boolean) => {
    const people = exact(versus ? one.versus : one.people)
    return (
      <>
        {share(versus ? one.share_versus : one.share)}{" "}
        <button
          type="button"
          className="br-way-people"
          aria-label={t(versus ? "openOthers" : "openDifference", { way: name, people })}
          onClick={() => onPeople(behindDifference(one, versus, say))}
        >
          {people}
        </button>
      </>
    )
  }
  const points = `${one.difference > 0 ? "+" : ""}${share(one.difference)}`
  return (
    <tr>
      <th scope="row">
        {name} <small className="br-quiet">{say(`paths:kinds.${one.kind}`)}</small>
      </th>
      <td data-name={t("ours")}>{audience(false)}</td>
      <td data-name={t("theirs")}>{audience(true)}</td>
      <td data-name={t("points")}>{certain ? <strong>{points}</strong> : points}</td>
      <td data-name={t("sure")}>
        {share(one.low)} – {share(one.high)}
      </td>
      <td data-name={t("chance")}>{one.q === null ? t("tooFew") : share(one.q)}</td>
    </tr>
  )
}
