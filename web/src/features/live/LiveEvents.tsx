import { Button, Skeleton } from "antd"
import { useCallback, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { EventDrawer } from "@/features/live/EventDrawer"
import { EventList } from "@/features/live/EventList"
import { FilterBar } from "@/features/live/FilterBar"
import { EVERYTHING } from "@/features/live/rows"
import { StreamBar } from "@/features/live/StreamBar"
import { useLiveChoice } from "@/features/live/useChoice"
import { useFeed, type Watched } from "@/features/live/useFeed"
import { useNarrow } from "@/lib/appearance"
import { number, sentences } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { useAt, useProject } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import "@/features/live/live.css"

/** What is arriving: the events of this project as they come, one of them in full. */
export function LiveEvents() {
  const { t } = useTranslation("live")
  const [choice, change] = useLiveChoice()
  const [paused, setPaused] = useAddress("paused", "")
  const [open, setOpen] = useAddress("open", "")
  const [away, setAway] = useState(false)
  const narrow = useNarrow()
  const { zone } = useProject()
  const watched = useFeed(choice, paused === "1" || away)
  const openOne = useCallback((position: string) => setOpen(position), [setOpen])
  const chosen = Object.values(choice).some(Boolean)
  const empty = !watched.stored.isPending && watched.rows.length === 0
  return (
    <Page
      title={t("title")}
      lead={t("lead", { zone })}
      extra={
        <StreamBar
          state={watched.state}
          paused={paused === "1"}
          waiting={watched.waiting}
          onPause={(still) => setPaused(still ? "1" : "")}
        />
      }
    >
      <div className="br-live">
        <FilterBar choice={choice} onChange={change} />
        {watched.stored.error && (
          <Problem error={watched.stored.error} onRetry={watched.stored.retry} />
        )}
        {watched.stored.isPending && <Skeleton active title={false} paragraph={{ rows: 12 }} />}
        {empty && !watched.stored.error && (
          <Nothing chosen={chosen} onClear={() => change(EVERYTHING)} />
        )}
        {watched.rows.length > 0 && (
          <EventList
            rows={watched.rows}
            waiting={paused === "1" ? 0 : watched.waiting}
            narrow={narrow}
            chosen={open}
            dim={watched.stored.isPlaceholderData}
            end={<End watched={watched} />}
            onAway={setAway}
            onOpen={openOne}
          />
        )}
        <EventDrawer position={open} onClose={() => setOpen("")} />
      </div>
    </Page>
  )
}

function Nothing({ chosen, onClear }: { chosen: boolean; onClear: () => void }) {
  const { t } = useTranslation("live")
  const at = useAt()
  if (chosen) {
    return (
      <Empty
        title={t("noneFit")}
        hint={t("noneFitHint")}
        action={<Button onClick={onClear}>{t("clear")}</Button>}
      />
    )
  }
  return (
    <Empty
      title={t("nothing")}
      hint={t("nothingHint")}
      action={
        <Link to={at("/data/sources")}>
          <Button type="primary">{t("toSources")}</Button>
        </Link>
      }
    />
  )
}

function End({ watched }: { watched: Watched }) {
  const { t } = useTranslation("live")
  const { rows, missed } = watched
  return (
    <p className="br-live-end br-quiet">
      {sentences(
        t("newest", { count: rows.length, shown: number(rows.length) }),
        missed > 0 ? t("missed", { count: missed, shown: number(missed) }) : "",
      )}
    </p>
  )
}
