import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { MOST_PROPERTIES, type ProfileState, VALUES } from "./ask"

const TOPS = [3, 5, 10, 20, 50, 100]
const LEASTS = [1, 5, 10, 30, 100]

/** The question as a sentence: who is compared with whom, by what, and what is told of it. */
export function ProfileBuilder(props: BuilderProps<ProfileState>) {
  const { t } = useTranslation("profile")
  const field = fieldsOf(props)
  const clause = clausesOf(t, props.refusal, {
    target: <EventPicker name={t("label.target")} {...field("target")} />,
    base: <EventPicker name={t("label.base")} {...field("base")} />,
    // Of all events: a value may come from one of the target or one of the base.
    by: (
      <PropertyPicker
        name={t("label.by")}
        add={t("usual")}
        remove={t("usualAgain")}
        most={MOST_PROPERTIES}
        {...field("by")}
      />
    ),
    value: (
      <Choose
        name={t("label.value")}
        {...field("value")}
        options={VALUES.map((value) => ({ value, label: t(`which.${value}`) }))}
      />
    ),
    top: (
      <ChooseCount
        name={t("label.top")}
        {...field("top")}
        usual={TOPS}
        says={(count) => t("top", { count })}
      />
    ),
    least: (
      <ChooseCount
        name={t("label.least")}
        {...field("least")}
        usual={LEASTS}
        says={(count) => t("least", { count })}
      />
    ),
  })
  return (
    <Sentence name={t("builder")}>
      {clause("who", ["target", "base"])}
      {clause("by", ["by", "value"])}
      {clause("shown", ["top", "least"])}
    </Sentence>
  )
}
