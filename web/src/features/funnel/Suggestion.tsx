import { Button } from "antd"
import { useTranslation } from "react-i18next"
import type { FunnelAsk } from "@/features/funnel/ask"
import type { Words } from "@/lib/ask"
import { sayEvent } from "@/lib/sayings"
import { useEvents } from "@/lib/schema"
import { nameText } from "@/lib/selector"

/** While no step is chosen: a first funnel of the commonest events, for one click. */
export function Suggestion({ ask, onTake }: { ask: FunnelAsk; onTake: (steps: string[]) => void }) {
  const { t } = useTranslation("funnel")
  const events = useEvents()
  const common = (events.data ?? [])
    .filter(({ kind }) => kind === "track" || kind === "page" || kind === "screen")
    .slice(0, 2)
    .map(({ name }) => name)
  if (common.length < 2 || ask.steps.some((one) => one !== "")) return null
  const way = common.map((name) => sayEvent(name, t as Words)).join(" → ")
  return (
    <p className="br-suggestion">
      <Button type="link" size="small" onClick={() => onTake(common.map(nameText))}>
        {t("try", { way })}
      </Button>
    </p>
  )
}
