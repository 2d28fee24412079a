import { AutoComplete, DatePicker, InputNumber } from "antd"
import dayjs from "dayjs"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { useValues } from "@/lib/schema"
import { AUDIENCE } from "@/lib/where"
import { AudienceSelect } from "@/ui/ask/AudienceSelect"
import { FACTS, isFact } from "./columns"
import { audiencesIn, type Condition } from "./conditions"
import { countryName, deviceName } from "./words"

const PAUSE_MS = 350

/** The value of a condition, entered by what it is: a day, a number, or a text with suggestions. */
export function ConditionValue({
  condition,
  onChange,
}: {
  condition: Condition
  onChange: (value: string) => void
}) {
  const { t } = useTranslation("people")
  if (condition.name === AUDIENCE) {
    return (
      <AudienceSelect
        small={false}
        keys={audiencesIn(condition.value)}
        onChange={(keys) => onChange(keys.join(","))}
      />
    )
  }
  const kind = isFact(condition.name) ? FACTS[condition.name] : "text"
  if (kind === "time") {
    return (
      <DatePicker
        aria-label={t("value")}
        value={condition.value ? dayjs(condition.value) : null}
        allowClear={false}
        onChange={(day) => onChange(day ? day.format("YYYY-MM-DD") : "")}
      />
    )
  }
  if (kind === "number") {
    return (
      <InputNumber
        aria-label={t("value")}
        min={0}
        value={condition.value === "" ? null : Number(condition.value)}
        onChange={(value) => onChange(value === null ? "" : String(value))}
      />
    )
  }
  return <TextValue condition={condition} onChange={onChange} />
}

function TextValue({
  condition,
  onChange,
}: {
  condition: Condition
  onChange: (value: string) => void
}) {
  const { t } = useTranslation("people")
  const [typed, setTyped] = useState(condition.value)
  const values = useValues(columnOf(condition.name), undefined, "")
  useEffect(() => {
    if (typed === condition.value) return
    const timer = window.setTimeout(() => onChange(typed), PAUSE_MS)
    return () => window.clearTimeout(timer)
  }, [typed, condition.value, onChange])
  const options = (values.data ?? []).map(({ value }) => ({
    value,
    label: labelOf(condition.name, value),
  }))
  return (
    <AutoComplete
      className="br-condition-value"
      aria-label={t("value")}
      placeholder={t("value")}
      popupMatchSelectWidth={240}
      value={typed}
      options={options}
      showSearch={{
        filterOption: (input, option) =>
          `${option?.label} ${option?.value}`.toLowerCase().includes(input.toLowerCase()),
      }}
      onChange={(value) => setTyped(value ?? "")}
      onSelect={(value: string) => onChange(value)}
    />
  )
}

function labelOf(name: string, value: string): string {
  if (name === "country") return `${countryName(value)} (${value})`
  return name === "device" ? deviceName(value) : value
}

/** The event's column that a fact is taken from, where its values can be suggested. */
function columnOf(name: string): string {
  if (!isFact(name) || name === "user_id" || name === "anonymous_id") return ""
  return name.replace(/^first_/, "")
}
