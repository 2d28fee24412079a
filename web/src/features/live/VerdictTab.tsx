import { useTranslation } from "react-i18next"
import { Badge } from "@/features/live/Badge"
import type { FullEvent } from "@/features/live/full"

/** Whether the event was taken as it was sent, and what was mended, in words. */
export function VerdictTab({ event }: { event: FullEvent }) {
  const { t, i18n } = useTranslation("live")
  return (
    <div className="br-groups">
      <p>
        <Badge event={event} />
      </p>
      <p>{event.warnings.length > 0 ? t("warnedLead") : t("storedLead")}</p>
      {event.warnings.length > 0 && (
        <ul className="br-reasons">
          {event.warnings.map((warning) => (
            <li key={warning}>
              <span>
                {i18n.exists(`live:warnings.${warning}`) ? t(`warnings.${warning}`) : warning}
              </span>
              <code>{warning}</code>
            </li>
          ))}
        </ul>
      )}
      {event.bot && (
        <p>
          {t("botLead", {
            bot: i18n.exists(`live:bots.${event.bot}`) ? t(`bots.${event.bot}`) : event.bot,
          })}
        </p>
      )}
    </div>
  )
}
