import { useTranslation } from "react-i18next"
import type { AnyKind, KindName, Words } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { useEvents, useProperties } from "@/lib/schema"
import { shortName } from "@/lib/where"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyWord } from "@/ui/ask/PropertyPicker"
import { Empty } from "@/ui/Empty"
import { Waiting } from "@/ui/Waiting"
import { guessEmpty, guessSearch, guessTerm, type Narrowed } from "./cards"
import { KindPart } from "./KindPart"
import type { Opened } from "./ReportCard"

/** What people search for: the event and property guessed by their names, or chosen by hand. */
export function SearchTab({
  narrowed,
  load,
  onPeople,
}: {
  narrowed: Narrowed
  load: (name: KindName) => Promise<AnyKind>
  onPeople: (opened: Opened) => void
}) {
  const { t: words } = useTranslation("reports")
  const t = words as unknown as Words
  const events = useEvents()
  const [saidEvent, sayEvent] = useAddress("search", "")
  const [saidTerm, sayTerm] = useAddress("term", "")
  const names = (events.data ?? []).map(({ name }) => name)
  const event = saidEvent || guessSearch(names)
  const properties = useProperties(event || undefined)
  if (!events.data || (event && !properties.data)) return <Waiting />
  const known = (properties.data ?? []).map(({ name }) => shortName(name))
  const guessed = guessTerm(known)
  const term = saidTerm || (guessed && `props.${guessed}`)
  const empty = guessEmpty(known)
  return (
    <>
      <p className="br-report-search">
        {t("reports:searchEvent")}{" "}
        <EventPicker
          any={false}
          value={event}
          onChange={sayEvent}
          name={t("reports:searchLabel")}
        />{" "}
        {t("reports:searchTerm")} <PropertyWord value={term} event={event} onChange={sayTerm} />
      </p>
      {event && term ? (
        <KindPart
          load={load}
          onPeople={onPeople}
          kind="report"
          title={t("reports:terms")}
          said={{
            by: [term],
            of: event,
            top: 20,
            ...(empty && { empty }),
            ...(narrowed.goal && { goal: narrowed.goal }),
            ...(narrowed.did.length > 0 && { did: narrowed.did }),
            ...(narrowed.where.length > 0 && { where: narrowed.where.join(" and ") }),
          }}
        />
      ) : (
        <Empty title={t("reports:noSearch")} hint={t("reports:noSearchHint")} />
      )}
    </>
  )
}
