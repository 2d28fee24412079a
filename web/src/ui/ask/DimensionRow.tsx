import { Input, Select } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import {
  type Dimension,
  isTold,
  MADE,
  type Made,
  MOMENT,
  readDimension,
  TIMES,
  writeDimension,
} from "@/lib/dimension"
import { shortName } from "@/lib/where"

/** Which values a chosen property is broken down into: its own, or what is made of them. */
export function DimensionRow({
  value,
  onChange,
}: {
  value: string
  onChange: (value: string) => void
}) {
  const { t } = useTranslation("ask")
  const kept = readDimension(value)
  const [typing, setTyping] = useState<Dimension | null>(null)
  const { made, name, told } = typing ?? kept
  const label = name === MOMENT ? t("moment") : shortName(name)
  const words: readonly Made[] = name === MOMENT ? TIMES : MADE
  const choose = (next: Made | "") => {
    const chosen = { made: next, name, told: kept.made === next ? kept.told : "" }
    if (isTold(next)) return setTyping(chosen)
    setTyping(null)
    onChange(writeDimension(chosen))
  }
  const tell = () => {
    if (typing === null || typing.told.trim() === "") return
    setTyping(null)
    onChange(writeDimension(typing))
  }
  const field = {
    "aria-label": t(`tell.${made}`, { name: label }),
    placeholder: t(`tellExample.${made}`),
    value: told,
    autoFocus: typing !== null && typing.told === "",
    onBlur: tell,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setTyping({ made, name, told: event.target.value }),
  }
  return (
    <div className="br-dimension">
      <span>{label}</span>
      <Select<Made | "">
        size="small"
        aria-label={t("valuesOf", { name: label })}
        popupMatchSelectWidth={false}
        value={made}
        onChange={choose}
        options={[
          ...(name === MOMENT ? [] : [{ value: "" as const, label: t("ownValues") }]),
          ...words.map((one) => ({ value: one, label: t(`made.${one}`) })),
        ]}
      />
      {isTold(made) &&
        (made === "groups" ? (
          <Input.TextArea {...field} autoSize={{ minRows: 2, maxRows: 6 }} />
        ) : (
          <Input {...field} size="small" onPressEnter={tell} />
        ))}
    </div>
  )
}
