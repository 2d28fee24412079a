import { CheckCircleOutlined, WarningOutlined } from "@ant-design/icons"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { useIntake, usePulse } from "@/features/home/api"
import type { Days } from "@/features/home/days"
import { refusedOn } from "@/features/home/figures"
import { useNow } from "@/features/home/useNow"
import type { Schemas } from "@/lib/api"
import { ago, number, share } from "@/lib/format"
import { useAt, useProject } from "@/lib/session"

const HOUR_MS = 3_600_000
const LAGS_S = 60

/** Can the numbers above be trusted? What waits, what was refused, machines, and how fresh it is. */
export function Health({
  days,
  answer,
  ready,
}: {
  days: Days
  answer: Schemas["TrendAnswer"] | undefined
  ready: boolean
}) {
  const { t } = useTranslation("home")
  const { zone, bots } = useProject()
  const now = useNow(10_000)
  const pulse = usePulse()
  const since = (now.getTime() - new Date(`${days.day}T00:00:00Z`).getTime()) / HOUR_MS
  const hours = Math.min(Math.ceil(since) + 14, 24 * 90) // zones lie up to 14 hours apart from UTC
  const intake = useIntake(hours, ready).data
  const refused = refusedOn(days.day, zone, intake ?? [])
  const lag = pulse.data?.lag
  const late = lag?.failing || (lag?.seconds ?? 0) > LAGS_S
  const newest = pulse.data?.last_event
  const machines = answer?.meta.bot_share ?? null
  return (
    <section className="br-card" aria-labelledby="home-health">
      <h2 id="home-health">{t("health")}</h2>
      <ul className="br-health">
        <Item title={t("freshness")} to="/data/live" well>
          {newest ? t("newest", { ago: ago(newest, now) }) : "–"}
        </Item>
        <Item title={t("lake")} to="/settings/health" well={!late}>
          {!lag && "–"}
          {lag &&
            (lag.records > 0
              ? t("waiting", { count: lag.records, n: number(lag.records) })
              : t("noLag"))}
        </Item>
        <Item title={t("refused")} to="/data/sources" well={(refused.share ?? 0) < 0.01}>
          {!intake && "–"}
          {intake && refused.refused === 0 && t("noneRefused")}
          {refused.refused > 0 &&
            t("someRefused", {
              share: share(refused.share),
              reason: t(`sources:reasons.${refused.reason}.title`, {
                defaultValue: refused.reason,
              }),
            })}
        </Item>
        <Item title={t("machines")} to="/settings" well>
          {machines === null
            ? "–"
            : t(bots === "excluded" ? "machinesOut" : "machinesIn", { share: share(machines) })}
        </Item>
      </ul>
    </section>
  )
}

function Item({
  title,
  to,
  well,
  children,
}: {
  title: string
  to: string
  well: boolean
  children: ReactNode
}) {
  const { t } = useTranslation("home")
  const at = useAt()
  return (
    <li>
      {well ? (
        <CheckCircleOutlined className="br-up" aria-label={t("well")} />
      ) : (
        <WarningOutlined className="br-down" aria-label={t("unwell")} />
      )}
      <div>
        <Link to={at(to)}>{title}</Link>
        <p className="br-quiet">{children}</p>
      </div>
    </li>
  )
}
