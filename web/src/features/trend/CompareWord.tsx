import { Input } from "antd"
import { useRef } from "react"
import { useTranslation } from "react-i18next"
import { COMPARED, yearBefore } from "@/features/trend/ask"
import { isDate, sayCompared } from "@/features/trend/say"
import type { Words } from "@/lib/ask"
import { day } from "@/lib/format"
import { useRange } from "@/lib/range"
import { Choose } from "@/ui/ask/Choose"
import { Word, WordFoot } from "@/ui/ask/Word"

const OWN = "own"

interface Props {
  value: string
  wrong: boolean
  onChange: (compare: string) => void
}

/** The period beside which a trend is shown, one of a few or from a date of one's own. */
export function CompareWord({ value, wrong, onChange }: Props) {
  const { t } = useTranslation("trend")
  const [range] = useRange()
  const own = isDate(value)
  const known = own ? COMPARED : [...new Set([...COMPARED, value])]
  return (
    <Choose
      name={t("compareName")}
      value={own ? OWN : value}
      wrong={wrong}
      options={[
        ...known.map((one) => ({ value: one, label: sayCompared(one, t as Words) })),
        { value: OWN, label: t(own ? "compare.since" : "compare.own") },
      ]}
      onChange={(next) => {
        if (next !== OWN) onChange(next)
        else if (!own) onChange(yearBefore(range.from, new Date()))
      }}
    />
  )
}

/** The date on which that period begins. */
export function DateWord({ value, wrong, onChange }: Props) {
  const { t } = useTranslation("trend")
  const told = useRef(value)
  // A year is typed digit by digit: what is not finished is not asked.
  const tell = (typed: string) => {
    if (!isDate(typed) || typed === told.current) return
    told.current = typed
    onChange(typed)
  }
  return (
    <Word name={t("compareFrom")} reads={isDate(value) ? day(value, "UTC") : value} wrong={wrong}>
      {(close) => (
        <>
          <Input
            type="date"
            autoFocus
            aria-label={t("compareFrom")}
            defaultValue={value}
            onBlur={({ target }) => tell(target.value)}
            onPressEnter={(event) => {
              // Else the same press would open it again, by the word that gets the focus back.
              event.preventDefault()
              tell(event.currentTarget.value)
              close()
            }}
          />
          <WordFoot onDone={close} />
        </>
      )}
    </Word>
  )
}
