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
export function BriefBadge({ event }: { event: Pick<Arrival, "verdict" | "bot"> }) {
  const { t } = useTranslation("live")
  if (!event.bot) return <Badge event={event} />
  return <span className={`br-badge br-badge-${event.verdict} br-badge-bot`}>{t("machine")}</span>
}
