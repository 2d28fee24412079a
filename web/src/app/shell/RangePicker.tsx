import { DatePicker, Select, Space } from "antd"
import dayjs from "dayjs"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { PRESETS, useRange } from "@/lib/range"

const OWN = "own"

/** The dates that all analysis pages share: the last so many days, or two days of one's own. */
export function RangePicker() {
  const { t } = useTranslation("shell")
  const [range, setRange] = useRange()
  const preset = PRESETS.find((one) => one === range.from && range.to === "")
  const [own, setOwn] = useState(preset === undefined)
  const days = range.from.startsWith("-")
    ? null
    : ([dayjs(range.from), range.to ? dayjs(range.to).subtract(1, "day") : dayjs()] as const)
  const options = [
    ...PRESETS.map((one) => ({
      value: one as string,
      label: one === "-1d" ? t("today") : t("lastDays", { count: -Number.parseInt(one, 10) }),
    })),
    { value: OWN, label: t("ownDates") },
  ]
  return (
    <Space.Compact className="br-range">
      <Select
        aria-label={t("dates")}
        value={own ? OWN : (preset ?? range.from)}
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
          value={days ? [days[0], days[1]] : undefined}
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
