import { PlusOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { Trans, useTranslation } from "react-i18next"
import { excludedAt, type FunnelAsk, MOST_EXCLUSIONS } from "@/features/funnel/ask"
import { atPlace, bare, type Exclusion, placeOf, places } from "@/features/funnel/exclusion"
import type { Refusal } from "@/lib/api"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { Remove } from "@/ui/ask/Remove"
import { Clause, Refused } from "@/ui/ask/Sentence"

/** Events that fail a person, between two neighbouring steps or between any. */
export function ExclusionClauses({
  ask,
  refusal,
  onChange,
}: {
  ask: FunnelAsk
  refusal: Refusal | null
  onChange: (exclude: Exclusion[]) => void
}) {
  const { t } = useTranslation("funnel")
  const { exclude, optional, steps } = ask
  const wrong = excludedAt(refusal?.field, exclude)
  const between = places(steps.length, optional)
  return (
    <Clause refusal={wrong === null ? refusal : null} fields={["exclude"]}>
      {exclude.map((one, i) => (
        <div key={i}>
          <Trans
            t={t}
            i18nKey="withoutClause"
            components={{
              event: (
                <EventPicker
                  any={false}
                  name={t("excluded")}
                  value={one.event}
                  wrong={wrong?.place === i && !wrong.after}
                  onChange={(event) => onChange(exclude.with(i, { ...one, event }))}
                />
              ),
              between: (
                <Choose
                  name={t("betweenName")}
                  value={placeOf(one, optional)}
                  wrong={wrong?.place === i && wrong.after}
                  options={between.map((value) => {
                    const [from, to] = value.split("-")
                    const label = value === "0" ? t("betweenAny") : t("betweenTwo", { from, to })
                    return { value, label }
                  })}
                  onChange={(place) => onChange(exclude.with(i, atPlace(one, place)))}
                />
              ),
              action: (
                <Choose
                  name={t("actionName")}
                  value={one.restart ? "restart" : "fail"}
                  options={(["fail", "restart"] as const).map((value) => ({
                    value,
                    label: t(`action.${value}`),
                    hint: t(`actionHint.${value}`),
                  }))}
                  onChange={(action) =>
                    onChange(exclude.with(i, { ...one, restart: action === "restart" }))
                  }
                />
              ),
            }}
          />
          <Remove
            name={t("removeExclusion")}
            onClick={() => onChange(exclude.filter((_, at) => at !== i))}
          />
          {wrong?.place === i && refusal && <Refused refusal={refusal} />}
        </div>
      ))}
      {exclude.length < MOST_EXCLUSIONS && (
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined />}
          onClick={() => onChange([...exclude, bare])}
        >
          {t("addExclusion")}
        </Button>
      )}
    </Clause>
  )
}
