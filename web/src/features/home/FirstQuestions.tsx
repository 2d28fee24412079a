import { useTranslation } from "react-i18next"
import { typicalSteps } from "@/features/home/choose"
import type { Days } from "@/features/home/days"
import { FunnelCard } from "@/features/home/FunnelCard"
import { PathsCard } from "@/features/home/PathsCard"
import { RetentionCard } from "@/features/home/RetentionCard"
import { TrendCard } from "@/features/home/TrendCard"
import type { EventName } from "@/lib/schema"

/** The four kinds of question, each asked once about this project, to be opened and changed. */
export function FirstQuestions({
  days,
  events,
  ready,
}: {
  days: Days
  events: EventName[]
  ready: boolean
}) {
  const { t } = useTranslation("home")
  const steps = typicalSteps(events)
  const frequent = events.find((one) => one.kind !== "identify") ?? events[0]
  return (
    <section aria-labelledby="home-questions">
      <h2 id="home-questions" className="br-home-heading">
        {t("firstQuestions")}
      </h2>
      <div className="br-questions">
        {frequent && <TrendCard days={days} event={frequent.name} ready={ready} />}
        {steps.length > 0 && <FunnelCard days={days} steps={steps} ready={ready} />}
        <RetentionCard days={days} ready={ready} />
        <PathsCard days={days} ready={ready} />
      </div>
    </section>
  )
}
