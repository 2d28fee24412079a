import { Segmented, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { questionPath } from "@/features/home/address"
import { useChannels } from "@/features/home/api"
import { boundsOf, type Days, spanOf } from "@/features/home/days"
import { channelBars } from "@/features/home/figures"
import { exact, number } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { useAt } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** Where people come from, of the day or of the week, as bars. */
export function Channels({ days, ready }: { days: Days; ready: boolean }) {
  const { t } = useTranslation("home")
  const at = useAt()
  const [over, setOver] = useAddress("channels", "day")
  const count = over === "week" ? 7 : 1
  const channels = useChannels(days, count, ready)
  const bars = channelBars(channels.data)
  const bounds = count === 1 ? boundsOf(days.day, "") : spanOf(days, 7)
  const path = questionPath("trend", {
    ...{ event: "any", metric: "uniques", by: "channel" },
    ...bounds,
  })
  return (
    <section className="br-card" aria-labelledby="home-channels">
      <header className="br-card-head">
        <h2 id="home-channels">
          <Link to={at(path)}>{t("channels")}</Link>
        </h2>
        <Segmented
          size="small"
          aria-label={t("channelsOver")}
          value={count === 7 ? "week" : "day"}
          onChange={(value) => setOver(String(value))}
          options={[
            { value: "day", label: days.today ? t("today") : t("thatDay") },
            { value: "week", label: t("week") },
          ]}
        />
      </header>
      {channels.isError ? (
        <Problem error={channels.error} onRetry={() => void channels.refetch()} />
      ) : channels.isPending ? (
        <Skeleton active title={false} paragraph={{ rows: 7 }} />
      ) : bars.length === 0 ? (
        <p className="br-quiet">{t("noChannels")}</p>
      ) : (
        <ol className="br-bars">
          {bars.map((bar) => (
            <li key={bar.name}>
              <span className="br-bar-name">{bar.name}</span>
              <span className="br-bar-value" title={exact(bar.value)}>
                {number(bar.value)}
              </span>
              <span className="br-bar" style={{ "--length": bar.length } as React.CSSProperties} />
            </li>
          ))}
        </ol>
      )}
      <p className="br-quiet br-card-foot">{t("channelsHint")}</p>
    </section>
  )
}
