import { useQuery } from "@tanstack/react-query"
import { Drawer, Tabs } from "antd"
import { useTranslation } from "react-i18next"
import { Added } from "@/features/live/Added"
import { Badge } from "@/features/live/Badge"
import { Fields } from "@/features/live/Fields"
import { type FullEvent, pretty } from "@/features/live/full"
import { Identity } from "@/features/live/Identity"
import { Properties } from "@/features/live/Properties"
import { VerdictTab } from "@/features/live/VerdictTab"
import { client, unwrap } from "@/lib/api"
import { moment } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { useProject } from "@/lib/session"
import { Copyable } from "@/ui/Copyable"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"

/** One event in full, beside the list; empty `position` closes it. */
export function EventDrawer({ position, onClose }: { position: string; onClose: () => void }) {
  const { t } = useTranslation("live")
  const { zone } = useProject()
  const found = useQuery({
    queryKey: ["event", position],
    queryFn: async ({ signal }) =>
      (await unwrap(
        client.GET("/api/v1/events/{position}", { params: { path: { position } }, signal }),
      )) as unknown as FullEvent,
    enabled: position !== "",
    staleTime: Number.POSITIVE_INFINITY,
  })
  const event = found.data
  return (
    <Drawer
      open={position !== ""}
      onClose={onClose}
      size="min(640px, 100vw)"
      classNames={{ wrapper: "br-event-drawer" }}
      title={
        <div className="br-event-head">
          <strong>{event ? event.event || t("unnamed") : t("oneEvent")}</strong>
          {event && (
            <span className="br-quiet">
              {moment(event.ts, zone)} {zone}
            </span>
          )}
          {event && <Badge event={event} />}
        </div>
      }
    >
      {found.isLoading && <Waiting rows={10} />}
      {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      {event && <EventTabs event={event} />}
    </Drawer>
  )
}

function EventTabs({ event }: { event: FullEvent }) {
  const { t } = useTranslation("live")
  const [tab, setTab] = useAddress("tab", "fields")
  const raw = pretty(event.raw)
  const items = [
    { key: "fields", children: <Fields event={event} /> },
    { key: "properties", children: <Properties event={event} /> },
    { key: "raw", children: <Copyable text={raw} label={t("tabs.raw")} /> },
    { key: "verdict", children: <VerdictTab event={event} /> },
    { key: "added", children: <Added event={event} /> },
    { key: "identity", children: <Identity event={event} /> },
  ]
  return (
    <Tabs
      activeKey={tab}
      onChange={setTab}
      items={items.map((one) => ({ ...one, label: t(`tabs.${one.key}`) }))}
    />
  )
}
