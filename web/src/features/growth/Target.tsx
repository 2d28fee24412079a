import { Progress } from "antd"
import { useTranslation } from "react-i18next"
import type { Metric } from "@/features/growth/api"
import { progress, withUnit } from "@/features/growth/values"
import type { Words } from "@/lib/ask"
import { day, share } from "@/lib/format"

/** How far a value is on its way to what it should reach; nothing where no target is set. */
export function Target({
  goal,
  definition,
  value,
}: {
  goal: { target: number | null; due?: string | null }
  definition: Metric["definition"]
  value: number | null
}) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const part = progress(value, goal.target, definition.direction)
  if (part === null) return null
  const target = withUnit(definition, goal.target)
  const said = goal.due
    ? t("growth:ofTargetBy", { share: share(part), target, due: day(goal.due, "UTC") })
    : t("growth:ofTarget", { share: share(part), target })
  return (
    <div className="br-target">
      <Progress
        percent={part * 100}
        showInfo={false}
        size="small"
        status={part >= 1 ? "success" : "normal"}
        aria-label={said}
      />
      <small>{said}</small>
    </div>
  )
}
