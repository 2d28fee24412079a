import { useTranslation } from "react-i18next"
import type { Metric, Split } from "@/features/growth/api"
import { type Bar, barsOf, mixAndRate } from "@/features/growth/bars"
import { signed, toneOf, withUnit } from "@/features/growth/values"
import type { Words } from "@/lib/ask"

/** What each value of a dimension added: bars to both sides, and as a table for who cannot see them. */
export function SplitBars({ metric, split }: { metric: Metric; split: Split }) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const { bars, rest } = barsOf(split, t)
  const parts = mixAndRate(split)
  const write = signed(metric.definition, t)
  const even = Math.abs(rest) < 1e-9
  return (
    <>
      {parts && (
        <p className="br-quiet">
          {t("growth:mixRate", { mix: write(parts.mix), rate: write(parts.rate) })}
        </p>
      )}
      <table className="br-split">
        <caption className="br-offscreen-text">{t("growth:added")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("growth:part")}</th>
            <th scope="col">{t("growth:added")}</th>
            {parts && <th scope="col">{t("growth:mix")}</th>}
            {parts && <th scope="col">{t("growth:rate")}</th>}
            <th scope="col">{t("growth:now")}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <Row key={bar.key} bar={bar} metric={metric} ratio={parts !== null} />
          ))}
          {!even && (
            <tr>
              <th scope="row">{t("growth:rest")}</th>
              <td>{write(rest)}</td>
              {parts && <td colSpan={2} />}
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </>
  )
}

function Row({ bar, metric, ratio }: { bar: Bar; metric: Metric; ratio: boolean }) {
  const { t } = useTranslation("growth")
  const { definition } = metric
  const write = signed(definition, t as Words)
  const tone = toneOf(bar.added, 0, definition.direction)
  return (
    <tr>
      <th scope="row">{bar.name}</th>
      <td>
        <span className="br-split-track" aria-hidden="true">
          <i
            className={`br-split-bar br-split-${tone} ${bar.length < 0 ? "br-split-less" : ""}`}
            style={{ "--length": Math.abs(bar.length) } as React.CSSProperties}
          />
        </span>
        {write(bar.added)}
      </td>
      {ratio && <td>{write(bar.mix)}</td>}
      {ratio && <td>{write(bar.rate)}</td>}
      <td>{withUnit({ ...definition, unit: "" }, bar.value)}</td>
    </tr>
  )
}
