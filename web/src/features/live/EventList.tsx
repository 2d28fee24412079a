import { ArrowUpOutlined } from "@ant-design/icons"
import { useVirtualizer } from "@tanstack/react-virtual"
import { Button } from "antd"
import { type ReactNode, useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"
import { EventRow } from "@/features/live/EventRow"
import type { Row } from "@/features/live/rows"
import { day, number } from "@/lib/format"
import { useAt, useProject } from "@/lib/session"

const COLUMNS = ["arrived", "event", "person", "page", "channel", "device", "country", "verdict"]
const ROW = 44
const CARD = 96

/**
 * The rows on screen of however many there are.
 *
 * Where one has scrolled down, or stands in a row by keyboard, nothing moves by itself.
 */
export function EventList({
  rows,
  waiting,
  narrow,
  chosen,
  dim,
  end,
  onAway,
  onOpen,
}: {
  rows: readonly Row[]
  waiting: number
  narrow: boolean
  chosen: string
  /** Whether the rows are those of the choice before. */
  dim: boolean
  end: ReactNode
  onAway: (away: boolean) => void
  onOpen: (position: string) => void
}) {
  const { t } = useTranslation("live")
  const { zone } = useProject()
  const at = useAt()
  const scroller = useRef<HTMLDivElement>(null)
  const size = narrow ? CARD : ROW
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: 4,
  })
  useEffect(() => {
    if (size) virtual.measure()
  }, [virtual, size])
  const today = day(new Date(), zone)
  const settle = () => {
    const place = scroller.current
    const within = place?.querySelector(".br-live-rows:focus-within") !== null
    onAway(within || (place?.scrollTop ?? 0) > size / 2)
  }
  const up = () => {
    scroller.current?.scrollTo({ top: 0 })
    onAway(false)
  }
  return (
    <div className={`br-live-table${dim ? " br-stale" : ""}`}>
      {waiting > 0 && (
        <Button
          className="br-live-new"
          type="primary"
          shape="round"
          icon={<ArrowUpOutlined />}
          onClick={up}
        >
          {t("new", { count: waiting, shown: number(waiting) })}
        </Button>
      )}
      <div
        ref={scroller}
        role="table"
        aria-label={t("title")}
        aria-rowcount={rows.length + 1}
        className="br-live-scroll"
        onScroll={settle}
        onFocus={settle}
        onBlur={settle}
      >
        <div role="row" tabIndex={-1} aria-rowindex={1} className="br-live-row br-live-head">
          {COLUMNS.map((name) => (
            <span role="columnheader" tabIndex={-1} key={name}>
              {t(`columns.${name}`)}
            </span>
          ))}
        </div>
        <div role="rowgroup" className="br-live-rows" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <div
                key={item.key}
                role="row"
                tabIndex={-1}
                aria-rowindex={item.index + 2}
                className={`br-live-row${row.position === chosen ? " br-live-chosen" : ""}`}
                style={{ height: size, transform: `translateY(${item.start}px)` }}
              >
                <EventRow
                  row={row}
                  zone={zone}
                  today={today}
                  chosen={row.position === chosen}
                  t={t}
                  personAt={at(`/people/${row.person}`)}
                  onOpen={onOpen}
                />
              </div>
            )
          })}
        </div>
        {end}
      </div>
    </div>
  )
}
