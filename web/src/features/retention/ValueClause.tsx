import { Trans, useTranslation } from "react-i18next"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { PropertyWord } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong } from "@/ui/ask/Sentence"
import { FIGURES, figureOf } from "./ask"
import type { Part } from "./FollowClause"

/** "Show how many came back", or what they brought: the sum or the mean of a property. */
export function ValueClause({ ask, refusal, set }: Part) {
  const { t } = useTranslation("retention")
  const { figure, of } = figureOf(ask.value)
  const wrong = isWrong(refusal, ["value"])
  // A streak is kept or not: it has no value.
  const known = ask.mode === "streak" && !figure ? [] : FIGURES
  return (
    <Clause refusal={refusal} fields={["value"]}>
      <Trans
        t={t}
        i18nKey={figure ? "clause.valueOf" : "clause.value"}
        components={{
          value: (
            <Choose
              name={t("valueLabel")}
              value={figure || "people"}
              wrong={wrong}
              onChange={(next) => set({ value: next === "people" ? "" : `${next}(${of})` })}
              options={(["people", ...known] as const).map((value) => ({
                value,
                label: t(`value.${value}`),
              }))}
            />
          ),
          property: (
            <PropertyWord
              numeric
              value={of}
              event={onlyEvent(ask.return)}
              wrong={wrong}
              onChange={(property) => set({ value: `${figure}(${property})` })}
            />
          ),
        }}
      />
    </Clause>
  )
}
