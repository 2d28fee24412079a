import type { TFunction } from "i18next"
import { memo } from "react"
import { Link } from "react-router"
import { BriefBadge } from "@/features/live/Badge"
import { nameOf, pathOf, type Row } from "@/features/live/rows"
import { clock, country, day, moment, shortDay } from "@/lib/format"

/** One event of the list: its name opens it, its person's name opens the person. */
export const EventRow = memo(function EventRow({
  row,
  zone,
  today,
  chosen,
  personAt,
  t,
  onOpen,
}: {
  row: Row
  zone: string
  /** Today in that zone, as `day` writes it. */
  today: string
  chosen: boolean
  personAt: string
  /** The words of `live`; given, since asking for them in every row takes longer than drawing it. */
  t: TFunction<"live">
  onOpen: (position: string) => void
}) {
  const said = (key: string, otherwise: string) => t(key, { defaultValue: otherwise })
  const name = nameOf(row)
  const where = pathOf(row.url)
  return (
    <>
      <span role="cell" className="br-live-time" title={moment(row.received, zone)}>
        {day(row.received, zone) !== today && <em>{shortDay(row.received, zone)}</em>}
        <time dateTime={row.received}>{clock(row.received, zone)}</time>
      </span>
      <span role="cell" className="br-live-event">
        <button type="button" onClick={() => onOpen(row.position)} aria-pressed={chosen}>
          {row.event || t("unnamed")}
        </button>
      </span>
      <span role="cell" className="br-live-person">
        {name ? (
          <Link to={personAt} title={row.user_id || row.anonymous_id}>
            {name}
          </Link>
        ) : (
          "–"
        )}
      </span>
      <span role="cell" className="br-live-page" title={row.url}>
        {where || <i>–</i>}
      </span>
      <span role="cell" className="br-live-channel">
        {row.channel ? said(`channels.${row.channel}`, row.channel) : "–"}
      </span>
      <span role="cell" className="br-live-device">
        {row.device ? said(`devices.${row.device}`, row.device) : "–"}
      </span>
      <span role="cell" className="br-live-country">
        {row.country ? country(row.country) : <i>–</i>}
      </span>
      <span role="cell" className="br-live-verdict">
        <BriefBadge event={row} t={t} />
      </span>
    </>
  )
})
