import { AutoComplete, Input, Select } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { type PropertyType, useValues } from "@/lib/schema"
import { type Literal, literalOf, type Test } from "@/lib/where"

interface Props {
  test: Test
  type: PropertyType
  event: string | undefined
  onChange: (values: Literal[]) => void
}

/** With what a property is compared: one value, several, two, or none; with those that occur. */
export function ValueInput({ test, type, event, onChange }: Props) {
  const { t } = useTranslation("ask")
  if (test.name === "" || test.op === "is set" || test.op === "is not set") return null
  const read = (text: string) =>
    test.values.find((one) => one.text === text) ?? literalOf(text, test.op, type)
  if (test.op === "in" || test.op === "not in") {
    return <Several test={test} type={type} event={event} onChange={onChange} />
  }
  if (type === "flag") {
    return (
      <Select
        size="small"
        className="br-filter-value"
        aria-label={t("value")}
        value={test.values[0]?.text}
        options={["true", "false"].map((value) => ({ value, label: t(value) }))}
        onChange={(value) => onChange([read(value)])}
      />
    )
  }
  if (test.op === "between" || test.op === "not between") {
    const set = (at: number, text: string) => {
      const both = [test.values[0]?.text ?? "", test.values[1]?.text ?? ""]
      both[at] = text
      onChange(both.map(read))
    }
    return (
      <span className="br-filter-value br-filter-pair">
        {[t("from"), t("to")].map((label, i) => (
          <OwnText
            key={label}
            label={label}
            value={test.values[i]?.text ?? ""}
            onChange={(text) => set(i, text)}
          />
        ))}
      </span>
    )
  }
  return (
    <OneValue
      key={test.name}
      test={test}
      event={event}
      onChange={(text) => onChange(text === "" ? [] : [read(text)])}
    />
  )
}

function OneValue({
  test,
  event,
  onChange,
}: {
  test: Test
  event: string | undefined
  onChange: (text: string) => void
}) {
  const { t } = useTranslation("ask")
  const chosen = test.values[0]?.text ?? ""
  const [typed, setTyped] = useState(chosen)
  const values = useValues(test.name, event, typed === chosen ? "" : typed)
  return (
    <AutoComplete
      size="small"
      className="br-filter-value"
      popupMatchSelectWidth={260}
      aria-label={t("value")}
      placeholder={t("value")}
      value={typed}
      options={values.data?.map(({ value }) => ({ value }))}
      onChange={(text: string) => setTyped(text ?? "")}
      onSelect={(text: string) => onChange(text)}
      onBlur={() => typed !== chosen && onChange(typed)}
      onInputKeyDown={(event) => event.key === "Enter" && typed !== chosen && onChange(typed)}
    />
  )
}

function Several({ test, type, event, onChange }: Props) {
  const { t } = useTranslation("ask")
  const [typed, setTyped] = useState("")
  const values = useValues(test.name, event, typed)
  return (
    <Select
      mode="tags"
      size="small"
      className="br-filter-value"
      popupMatchSelectWidth={260}
      tokenSeparators={[","]}
      aria-label={t("values")}
      placeholder={t("values")}
      value={test.values.map(({ text }) => text)}
      options={values.data?.map(({ value }) => ({ value }))}
      showSearch={{ onSearch: setTyped, filterOption: false }}
      onChange={(texts: string[]) =>
        onChange(
          texts.map(
            (text) =>
              test.values.find((one) => one.text === text) ?? literalOf(text, test.op, type),
          ),
        )
      }
    />
  )
}

function OwnText({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (text: string) => void
}) {
  const [typed, setTyped] = useState(value)
  const tell = () => typed !== value && onChange(typed.trim())
  return (
    <Input
      size="small"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={tell}
      onPressEnter={tell}
    />
  )
}
