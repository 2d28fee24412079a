import { Skeleton } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { day, exact, sentences } from "@/lib/format"
import { Problem } from "@/ui/Problem"
import { useActivity } from "./api"
import { type Day, monthsOf, stripOf } from "./strip"
import { monthName } from "./words"

/** How active somebody was on each of the last 90 days. */
export function ActivityStrip({ person }: { person: string }) {
  const { t } = useTranslation("people")
  const found = useActivity(person)
  return (
    <section className="br-card" aria-label={t("activity")}>
      <h2>{t("activity")}</h2>
      {found.isError ? (
        <Problem error={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <Skeleton.Node active className="br-strip-waiting" />
      ) : (
        <Drawn days={found.data} />
      )}
    </section>
  )
}

function Drawn({ days }: { days: Day[] }) {
  const { t } = useTranslation("people")
  const [pointed, setPointed] = useState<Day | null>(null)
  const strip = stripOf(days)
  const written = (one: Day) => day(`${one.day}T12:00:00Z`, "UTC")
  const active = t("activeDays", { count: strip.active, days: exact(days.length) })
  const best = strip.best
    ? t("bestDay", { count: strip.best.events, day: written(strip.best) })
    : t("noDay", { days: exact(days.length) })
  const summary = strip.best ? sentences(active, best) : best
  return (
    <>
      <div className="br-strip">
        <div
          className="br-strip-days"
          role="img"
          aria-label={summary}
          onMouseLeave={() => setPointed(null)}
          onMouseMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            const at = Math.floor(((event.clientX - box.left) / box.width) * days.length)
            setPointed(days[at] ?? null)
          }}
        >
          {strip.cells.map((cell) => (
            <i key={cell.day} className={`br-shade-${cell.level}`} />
          ))}
        </div>
        <div className="br-strip-months" aria-hidden="true">
          {monthsOf(days).map((one) => (
            <span key={one.day} style={{ left: `${(one.at / days.length) * 100}%` }}>
              {monthName(one.day)}
            </span>
          ))}
        </div>
      </div>
      <p className="br-quiet-line">
        {pointed ? t("onDay", { count: pointed.events, day: written(pointed) }) : summary}
      </p>
    </>
  )
}
