import { useTranslation } from "react-i18next"
import type { FunnelAsk } from "@/features/funnel/ask"
import { type FunnelAnswer, stepName, timesOf } from "@/features/funnel/beside"
import type { Words } from "@/lib/ask"
import { duration, number } from "@/lib/format"

const FIGURES = ["p10_s", "median_s", "p90_s", "mean_s"] as const

/** How long each step took, and the whole way. */
export function TimesTable({ ask, answer }: { ask: FunnelAsk; answer: FunnelAnswer }) {
  const { t: words } = useTranslation("funnel")
  const t = words as unknown as Words
  const groups = timesOf(answer, t)
  return (
    <div className="br-beside-scroll">
      <table className="br-beside">
        <thead>
          <tr>
            <th scope="col">{t("step")}</th>
            <th scope="col">{t("people")}</th>
            {FIGURES.map((key) => (
              <th scope="col" key={key}>
                {t(`figure.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.flatMap(({ name, at, one }) =>
            one.took.map((took) => (
              <tr key={`${name}:${took.step}`}>
                <th scope="row">
                  {at !== null && `${name} · `}
                  {stepName(ask, took.step, t)}
                </th>
                <td>{number(took.people)}</td>
                {FIGURES.map((key) => (
                  <td key={key}>{duration(took[key])}</td>
                ))}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}
