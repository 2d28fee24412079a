import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { useArrivals } from "@/features/home/useArrivals"
import { useNow } from "@/features/home/useNow"
import { ago, moment } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"
import { useAt, useProject } from "@/lib/session"
import type { Arrival } from "@/lib/stream"
import { Problem } from "@/ui/Problem"

/** The last ten events as they come in. */
export function Arrivals() {
  const { t } = useTranslation("home")
  const at = useAt()
  const { stored, state, shown } = useArrivals()
  const now = useNow(10_000)
  return (
    <section className="br-card" aria-labelledby="home-arrivals">
      <header className="br-card-head">
        <h2 id="home-arrivals">{t("arrivals")}</h2>
        {state === "lost" && <span className="br-quiet">{t("streamLost")}</span>}
        <Link to={at("/data/live")}>{t("toLive")}</Link>
      </header>
      {stored.isError && shown.length === 0 ? (
        <Problem error={stored.error} onRetry={() => void stored.refetch()} />
      ) : stored.isPending ? (
        <Skeleton active title={false} paragraph={{ rows: 8 }} />
      ) : (
        <ol className="br-arrivals">
          {shown.map((one) => (
            <Row key={one.position} arrival={one} now={now} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Row({ arrival, now }: { arrival: Arrival; now: Date }) {
  const { t } = useTranslation("home")
  const at = useAt()
  const { zone } = useProject()
  const who = arrival.user_id || arrival.anonymous_id || arrival.person
  const from = [arrival.country, arrival.channel].filter(Boolean).join(" · ")
  return (
    <li>
      <span className="br-arrival-event">{sayEvent(arrival.event, t)}</span>
      <Link to={at(`/people/${arrival.person}`)} className="br-arrival-who" title={who}>
        {who}
      </Link>
      <span className="br-quiet br-arrival-from">{arrival.bot ? t("machine") : from}</span>
      <time
        className="br-quiet"
        dateTime={arrival.received}
        title={`${moment(arrival.received, zone)} ${zone}`}
      >
        {ago(arrival.received, now)}
      </time>
    </li>
  )
}
