import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { GRAINS, type StickinessState } from "./ask"

/** The question as a sentence: what being active is, and in which stretch its days are counted. */
export function StickinessBuilder({ ask, onChange, refusal }: BuilderProps<StickinessState>) {
  const { t } = useTranslation("stickiness")
  const set = (change: Partial<StickinessState>) => onChange({ ...ask, ...change })
  return (
    <Sentence name={t("builder")}>
      <Clause refusal={refusal} fields={["event", "every"]}>
        <Trans
          t={t}
          i18nKey="clause"
          components={{
            event: (
              <EventPicker
                name={t("eventLabel")}
                value={ask.event}
                wrong={isWrong(refusal, ["event"])}
                onChange={(event) => set({ event })}
              />
            ),
            every: (
              <Choose
                name={t("everyLabel")}
                value={ask.every}
                wrong={isWrong(refusal, ["every"])}
                onChange={(every) => set({ every })}
                options={GRAINS.map((value) => ({ value, label: t(`in.${value}`) }))}
              />
            ),
          }}
        />
      </Clause>
    </Sentence>
  )
}
