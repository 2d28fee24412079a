import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { share } from "@/lib/format"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { GRAINS, LEVELS, type VitalsState } from "./ask"

/** The question as a sentence: which loads, at which level, over which time and by what. */
export function VitalsBuilder(props: BuilderProps<VitalsState>) {
  const { t } = useTranslation("vitals")
  const { ask, refusal } = props
  const field = fieldsOf(props)
  const clause = clausesOf(t, refusal, {
    event: <EventPicker name={t("eventLabel")} any={false} {...field("event")} />,
    level: (
      <Choose
        name={t("levelLabel")}
        {...field("level")}
        options={[...new Set<string>([...LEVELS, ask.level])].map((value) => ({
          value,
          label: share(Number(value)),
        }))}
      />
    ),
    every: (
      <Choose
        name={t("everyLabel")}
        {...field("every")}
        options={GRAINS.map((value) => ({ value, label: t(`per.${value}`) }))}
      />
    ),
    by: <PropertyPicker {...field("by")} event={onlyEvent(ask.event)} />,
  })
  return (
    <Sentence name={t("builder")}>
      {clause("level", ["event", "level"])}
      {clause("every", ["every"])}
      {clause("by", ["by", "top"])}
    </Sentence>
  )
}
