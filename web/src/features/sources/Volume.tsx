import { Segmented, Skeleton } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Chart } from "@/charts/Chart"
import { useIntake } from "@/features/sources/api"
import { type Bar, bars, colours, option, SPANS, totals, VERDICTS } from "@/features/sources/volume"
import { useMode } from "@/lib/appearance"
import { exact, labelled, number } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { palettes } from "@/ui/tokens"

/** How much came in over time, by what became of it. */
export function Volume() {
  const { t } = useTranslation("sources")
  const { zone } = useProject()
  const [span, setSpan] = useAddress("span", "24")
  const hours = SPANS.find((one) => String(one) === span) ?? 24
  const intake = useIntake(hours)
  const palette = palettes[useMode()]
  const found = useMemo(
    () => bars(intake.data ?? [], hours, zone, new Date()),
    [intake.data, hours, zone],
  )
  const drawn = useMemo(
    () => option(found, palette, (verdict) => t(`verdict_${verdict}`)),
    [found, palette, t],
  )
  const sums = totals(found)
  const colour = colours(palette)
  const summary = VERDICTS.map((name) => `${t(`verdict_${name}`)} ${exact(sums[name])}`).join(", ")
  return (
    <section className="br-card" aria-label={t("volume")}>
      <header className="br-card-head">
        <h2>{t("volume")}</h2>
        <Segmented
          value={String(hours)}
          onChange={setSpan}
          aria-label={t("span")}
          options={SPANS.map((one) => ({ value: String(one), label: t(`span_${one}`) }))}
        />
      </header>
      {intake.isPending && <Skeleton active title={false} paragraph={{ rows: 5 }} />}
      {intake.isError && <Problem error={intake.error} onRetry={() => void intake.refetch()} />}
      {intake.data && (
        <>
          <dl className="br-sums">
            {VERDICTS.map((name) => (
              <div key={name}>
                <dt>
                  <i style={{ background: colour[name] }} aria-hidden="true" />
                  {t(`verdict_${name}`)}
                </dt>
                <dd title={exact(sums[name])}>{number(sums[name])}</dd>
              </div>
            ))}
          </dl>
          {VERDICTS.every((name) => sums[name] === 0) ? (
            <p className="br-quiet">{t("nothingCame")}</p>
          ) : (
            <>
              <Chart option={drawn} summary={labelled(t("volume"), summary)} height={180} />
              <VolumeTable found={found} />
            </>
          )}
          <p className="br-quiet-line">
            <span>{zone}</span>
            <span>{hours > 48 ? t("byDay") : t("byHour")}</span>
            <span>{t("machinesToo")}</span>
          </p>
        </>
      )}
    </section>
  )
}

/** The same as a table, newest first; times without events are left out. */
function VolumeTable({ found }: { found: readonly Bar[] }) {
  const { t } = useTranslation("sources")
  const came = found.filter((bar) => VERDICTS.some((name) => bar.counts[name] > 0)).reverse()
  return (
    <details className="br-volume-table">
      <summary>{t("asTable")}</summary>
      <div>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("time")}</th>
              {VERDICTS.map((name) => (
                <th scope="col" key={name}>
                  {t(`verdict_${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {came.map((bar) => (
              <tr key={bar.label}>
                <th scope="row">{bar.label}</th>
                {VERDICTS.map((name) => (
                  <td key={name}>{exact(bar.counts[name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
