import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { Clause, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { GRAINS, type StickinessState } from "./ask"

/** The question as a sentence: what being active is, and in which stretch its days are counted. */
export function StickinessBuilder(props: BuilderProps<StickinessState>) {
  const { t } = useTranslation("stickiness")
  const field = fieldsOf(props)
  return (
    <Sentence name={t("builder")}>
      <Clause refusal={props.refusal} fields={["event", "every"]}>
        <Trans
          t={t}
          i18nKey="clause"
          components={{
            event: <EventPicker name={t("eventLabel")} {...field("event")} />,
            every: (
              <Choose
                name={t("everyLabel")}
                {...field("every")}
                options={GRAINS.map((value) => ({ value, label: t(`in.${value}`) }))}
              />
            ),
          }}
        />
      </Clause>
    </Sentence>
  )
}
