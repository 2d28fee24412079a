import { Button, Select, Skeleton } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { useAddress } from "@/lib/location"
import { useEvents } from "@/lib/schema"
import { useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { useTimeline } from "./api"
import { SessionBlock } from "./SessionBlock"
import { sessionsOf } from "./sessions"
import { eventName } from "./words"

/** What a person did, newest first, by session. */
export function Timeline({ person }: { person: string }) {
  const { t } = useTranslation("people")
  const { zone } = useProject()
  const [event, setEvent] = useAddress("event", "")
  const names = useEvents()
  const found = useTimeline(person, event)
  const sessions = useMemo(
    () => sessionsOf(found.data?.pages.flatMap((page) => page.data) ?? [], found.hasNextPage),
    [found.data, found.hasNextPage],
  )
  const known = new Set([...(event ? [event] : []), ...(names.data ?? []).map((one) => one.name)])
  return (
    <section className="br-card br-timeline" aria-label={t("timeline")}>
      <h2 className="br-person-card-head">
        {t("timeline")}
        <Select
          size="small"
          aria-label={t("onlyEvent")}
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: "label" }}
          value={event}
          options={[
            { value: "", label: t("allEvents") },
            ...[...known].map((value) => ({ value, label: eventName(value) })),
          ]}
          onChange={setEvent}
        />
      </h2>
      {found.isError ? (
        <Problem error={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <div className={found.isPlaceholderData ? "br-stale" : ""} aria-busy={found.isFetching}>
          {sessions.map((session) => (
            <SessionBlock key={session.key + session.start} session={session} />
          ))}
          {sessions.length === 0 && (
            <p className="br-quiet">{event ? t("notThisEvent") : t("noEvents")}</p>
          )}
        </div>
      )}
      {found.hasNextPage && (
        <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("earlier")}
        </Button>
      )}
      <p className="br-quiet-line">{t("inZone", { zone })}</p>
    </section>
  )
}
