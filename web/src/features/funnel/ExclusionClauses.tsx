import { CloseOutlined, PlusOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { Trans, useTranslation } from "react-i18next"
import { type Exclusion, excludedAt, type FunnelAsk, MOST_EXCLUSIONS } from "@/features/funnel/ask"
import type { Refusal } from "@/lib/api"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
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
  const { exclude, steps } = ask
  const wrong = excludedAt(refusal?.field, exclude)
  const places = ["0", ...steps.slice(1).map((_, i) => String(i + 1))]
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
                  value={String(one.after)}
                  wrong={wrong?.place === i && wrong.after}
                  options={places.map((value) => ({
                    value,
                    label:
                      value === "0"
                        ? t("betweenAny")
                        : t("betweenTwo", { from: value, to: Number(value) + 1 }),
                  }))}
                  onChange={(after) => onChange(exclude.with(i, { ...one, after: Number(after) }))}
                />
              ),
            }}
          />
          <Button
            type="text"
            size="small"
            className="br-remove"
            icon={<CloseOutlined />}
            aria-label={t("removeExclusion")}
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
          onClick={() => onChange([...exclude, { event: "", after: 0 }])}
        >
          {t("addExclusion")}
        </Button>
      )}
    </Clause>
  )
}
