import type { TFunction } from "i18next"
import { useTranslation } from "react-i18next"
import type { Arrival } from "@/lib/stream"

/** What became of an event, in a dot and a word. */
export function Badge({ event }: { event: Pick<Arrival, "verdict"> }) {
  const { t } = useTranslation("live")
  const known = ["stored", "warned"].includes(event.verdict)
  return (
    <span className={`br-badge br-badge-${known ? event.verdict : "other"}`}>
      {known ? t(`verdict_${event.verdict}`) : event.verdict}
    </span>
  )
}

/** The same in one word for a narrow column, where a machine is called one. */
export function BriefBadge({
  event,
  t,
}: {
  event: Pick<Arrival, "verdict" | "bot">
  t: TFunction<"live">
}) {
  const word = event.bot ? t("machine") : t(`verdict_${event.verdict}`, event.verdict)
  const bot = event.bot ? " br-badge-bot" : ""
  return <span className={`br-badge br-badge-${event.verdict}${bot}`}>{word}</span>
}
