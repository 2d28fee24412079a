import { DatePicker, Select, Space } from "antd"
import dayjs, { type Dayjs } from "dayjs"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { PRESETS, type Range, reachOf, useRange } from "@/lib/range"

const OWN = "own"

/** The dates that all analysis pages share: the last so many days, or two days of one's own. */
export function RangePicker() {
  const { t } = useTranslation("shell")
  const [range, setRange] = useRange()
  const reach = range.to === "" ? reachOf(range.from) : null
  const [chosen, setOwn] = useState(reach === null)
  const own = chosen || reach === null
  const days = daysOf(range)
  const listed: string[] = [...PRESETS]
  if (reach !== null && !listed.includes(range.from)) listed.unshift(range.from)
  const options = [
    ...listed.map((value) => ({ value, label: value === "-1d" ? t("today") : said(value) })),
    { value: OWN, label: t("ownDates") },
  ]
  function said(from: string): string {
    const { count, unit } = reachOf(from) ?? { count: 0, unit: "d" }
    return unit === "h" ? t("lastHours", { count }) : t("lastDays", { count })
  }
  return (
    <Space.Compact className="br-range">
      <Select
        aria-label={t("dates")}
        value={own ? OWN : range.from}
        options={options}
        popupMatchSelectWidth={false}
        onChange={(value: string) => {
          setOwn(value === OWN)
          if (value !== OWN) setRange({ from: value, to: "" })
        }}
      />
      {own && (
        <DatePicker.RangePicker
          aria-label={t("ownDates")}
          value={days}
          allowClear={false}
          onChange={(chosen) => {
            const [from, last] = chosen ?? []
            if (!from || !last) return
            const to = last.add(1, "day")
            setRange({ from: from.format("YYYY-MM-DD"), to: to.format("YYYY-MM-DD") })
          }}
        />
      )}
    </Space.Compact>
  )
}

/** The first and last day of a range; fields without a day would keep the Tab key to themselves. */
function daysOf(range: Range): [Dayjs, Dayjs] {
  const last = dayjs(range.to || undefined).subtract(range.to ? 1 : 0, "day")
  const back = reachOf(range.from)
  if (back === null) return [dayjs(range.from), last]
  const days = back.unit === "h" ? 0 : back.count - 1
  return [dayjs().subtract(days, "day"), reachOf(range.to) ? dayjs() : last]
}
