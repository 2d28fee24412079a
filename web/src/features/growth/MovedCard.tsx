import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { type Mover, useMoved } from "@/features/growth/api"
import { Moved } from "@/features/growth/Moved"
import { moverName, signed, withUnit } from "@/features/growth/values"
import type { Words } from "@/lib/ask"
import { ago, sentences, weekday } from "@/lib/format"
import { useAt } from "@/lib/session"
import { shortName } from "@/lib/where"
import { useHolidayName } from "@/lib/worded"
import { Problem } from "@/ui/Problem"
import "@/features/growth/growth.css"

/** What moved most from the same weekday to the last whole day, and what explains it; for Home. */
export function MovedCard({ day }: { day: string }) {
  const { t } = useTranslation("growth")
  const moved = useMoved(day)
  const { data } = moved
  if (data?.movers.length === 0) return null
  return (
    <section className="br-card" aria-label={t("movedTitle")} aria-busy={moved.isFetching}>
      <h2>{t("movedTitle")}</h2>
      {moved.isError && <Problem error={moved.error} onRetry={() => void moved.refetch()} />}
      {moved.isPending && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {data && (
        <>
          <ul className="br-movers">
            {data.movers.map((one) => (
              <Row key={one.key} mover={one} day={day} />
            ))}
          </ul>
          <p className="br-quiet-line">
            <span>{t("movedThan", { day: weekday(data.day), before: weekday(data.before) })}</span>
            <span>{t("movedLooked", { ago: ago(data.looked) })}</span>
          </p>
        </>
      )}
    </section>
  )
}

function Row({ mover, day }: { mover: Mover; day: string }) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const at = useAt()
  const named = useHolidayName()
  const { definition, value, before, why, holiday } = mover
  const name = moverName(mover, t)
  const explained = why
    ? t("growth:mostly", {
        by: shortName(why.by),
        value: why.value || t("ask:notSet"),
        added: signed(definition, t)(why.added),
        change: signed(definition, t)(value - before),
      })
    : t("growth:noOneValue")
  return (
    <li className="br-mover">
      {mover.name ? (
        <Link to={at(`/insights/metrics/${mover.key}`)}>{name}</Link>
      ) : (
        <Link to={at(`/insights/trend?from=${day}`)}>{name}</Link>
      )}
      <span>
        {withUnit(definition, value)}{" "}
        <Moved now={value} before={before} direction={definition.direction} />
      </span>
      <span className="br-quiet">
        {sentences(explained, holiday ? t("growth:onHoliday", { holiday: named(holiday) }) : "")}
      </span>
    </li>
  )
}
