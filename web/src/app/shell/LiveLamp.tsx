import { useQuery } from "@tanstack/react-query"
import { Tooltip } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { client, unwrap } from "@/lib/api"
import { number } from "@/lib/format"
import { useAt, useProject } from "@/lib/session"

/** How many events came in during the last minute; leads to Live events. */
export function LiveLamp() {
  const { t } = useTranslation("shell")
  const at = useAt()
  const { name } = useProject()
  const pulse = useQuery({
    queryKey: ["pulse", name],
    queryFn: () => unwrap(client.GET("/api/v1/pulse")),
    refetchInterval: 5_000,
  })
  const count = pulse.data?.events_last_minute ?? null
  const state = pulse.isError ? "lost" : count ? "on" : "off"
  const said = pulse.isError
    ? t("liveLost")
    : t("livePerMinute", { count: count ?? 0, shown: number(count ?? 0) })
  return (
    <Tooltip title={said}>
      <Link to={at("/data/live")} className={`br-lamp br-lamp-${state}`} aria-label={said}>
        <i aria-hidden="true" />
        {!pulse.isError && <span>{number(count)}</span>}
      </Link>
    </Tooltip>
  )
}
