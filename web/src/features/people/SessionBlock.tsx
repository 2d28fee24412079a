import { useTranslation } from "react-i18next"
import { day, duration } from "@/lib/format"
import { useProject } from "@/lib/session"
import { EventRow } from "./EventRow"
import type { Session } from "./sessions"
import { deviceName, hour } from "./words"

/** One session: when, how long, from where, on what and where it began; its events underneath. */
export function SessionBlock({ session }: { session: Session }) {
  const { t } = useTranslation("people")
  const { zone } = useProject()
  const { start, seconds, channel, device, entry, events, open } = session
  const count = t(open ? "eventsAtLeast" : "eventCount", {
    count: events.length,
    events: events.length,
  })
  const said = [seconds >= 1 ? duration(seconds) : "", count, channel, deviceName(device)].filter(
    Boolean,
  )
  return (
    <section className="br-session" aria-label={`${day(start, zone)} ${hour(start, zone)}`}>
      <header>
        <h3>
          {day(start, zone)} <span className="br-quiet br-hour">{hour(start, zone)}</span>
        </h3>
        <p className="br-quiet">{said.join(" · ")}</p>
        {entry && (
          <p className="br-quiet br-entry" title={entry}>
            {t("entry", { page: entry })}
          </p>
        )}
      </header>
      <ol>
        {events.map((event) => (
          <EventRow key={event.cursor} event={event} />
        ))}
      </ol>
    </section>
  )
}
