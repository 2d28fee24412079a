import { Input } from "antd"
import { useEffect, useState } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { Refusal } from "@/lib/api"
import { Choose } from "@/ui/ask/Choose"
import { Clause, isWrong } from "@/ui/ask/Sentence"
import { BRACKETS, FITS, type RetentionState } from "./ask"

const PERIODS: Record<RetentionState["every"], readonly number[]> = {
  hour: [6, 12, 24, 48],
  day: [7, 14, 30, 60],
  week: [4, 8, 12, 26],
  month: [3, 6, 12, 24],
}
const AHEAD = [4, 8, 12, 26, 52]

/** A part of the sentence: the question, what was found wrong, and how to change it. */
export interface Part {
  ask: RetentionState
  refusal: Refusal | null
  set: (change: Partial<RetentionState>) => void
}

/** "followed for 12 weeks, carried on by a power law": equal buckets, or brackets of one's own. */
export function FollowClause({ ask, refusal, set }: Part) {
  const { t } = useTranslation("retention")
  const key = ask.brackets ? "brackets" : ask.fit ? "periodsFit" : "periods"
  const fields = ["periods", "brackets", "fit", "ahead"]
  const ahead = [...new Set([...AHEAD, ...(ask.ahead ? [ask.ahead] : [])])].sort((a, b) => a - b)
  return (
    <Clause refusal={refusal} fields={fields}>
      <Trans
        t={t}
        i18nKey={`clause.${key}`}
        components={{
          periods: <Periods ask={ask} refusal={refusal} set={set} />,
          brackets: (
            <Brackets
              value={ask.brackets}
              wrong={isWrong(refusal, ["brackets"])}
              onChange={(brackets) => set({ brackets })}
            />
          ),
          fit: (
            <Choose
              name={t("fitLabel")}
              value={ask.fit}
              wrong={isWrong(refusal, ["fit"])}
              onChange={(fit) => set({ fit })}
              options={FITS.map((value) => ({
                value,
                label: t(`fit.${value || "none"}`),
                hint: t(`fitHint.${value || "none"}`),
              }))}
            />
          ),
          ahead: (
            <Choose
              name={t("aheadLabel")}
              value={String(ask.ahead)}
              wrong={isWrong(refusal, ["ahead"])}
              onChange={(value) => set({ ahead: Number(value) })}
              options={[
                { value: "0", label: t("aheadSame") },
                ...ahead.map((count) => ({
                  value: String(count),
                  label: t(`periods.${ask.every}`, { count }),
                })),
              ]}
            />
          ),
        }}
      />
    </Clause>
  )
}

function Periods({ ask, refusal, set }: Part) {
  const { t } = useTranslation("retention")
  const known = PERIODS[ask.every]
  const all = ask.periods === 0 || known.includes(ask.periods) ? known : [...known, ask.periods]
  const options = [...all]
    .sort((a, b) => a - b)
    .map((count) => ({ value: String(count), label: t(`periods.${ask.every}`, { count }) }))
  return (
    <Choose
      name={t("periodsLabel")}
      value={ask.brackets ? "own" : String(ask.periods)}
      wrong={isWrong(refusal, ["periods"])}
      onChange={(value) =>
        value === "own"
          ? set({ brackets: BRACKETS, periods: 0, fit: "", ahead: 0 })
          : set({ brackets: "", periods: Number(value) })
      }
      options={[
        { value: "0", label: t("periodsAll") },
        ...options,
        { value: "own", label: t("bracketsOwn"), hint: t("bracketsHint") },
      ]}
    />
  )
}

/** Where each bracket ends, as one types it; told when one is done. */
function Brackets({
  value,
  wrong,
  onChange,
}: {
  value: string
  wrong: boolean
  onChange: (brackets: string) => void
}) {
  const { t } = useTranslation("retention")
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const tell = () => {
    const said = typed
      .replace(/[，、\s]+/g, ",")
      .replace(/,+/g, ",")
      .replace(/^,|,$/g, "")
    if (said === "") setTyped(value)
    else if (said !== value) onChange(said)
  }
  return (
    <Input
      className="br-brackets"
      size="small"
      status={wrong ? "error" : ""}
      aria-label={t("bracketsLabel")}
      aria-invalid={wrong || undefined}
      placeholder={BRACKETS}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={tell}
      onPressEnter={tell}
    />
  )
}
