import { CloseOutlined } from "@ant-design/icons"
import { Button, Select } from "antd"
import { useTranslation } from "react-i18next"
import { sayOp } from "@/lib/sayings"
import { type PropertyType, typeOf, useProperties } from "@/lib/schema"
import { AUDIENCE, literalOf, OPS, type Op, shortName, type Test } from "@/lib/where"
import { AudienceSelect } from "@/ui/ask/AudienceSelect"
import { ValueInput } from "@/ui/ask/ValueInput"
import { grouped } from "@/ui/grouped"

const MEMBERSHIP: Op[] = ["in", "not in"]

/** One condition: a property, how it is compared, and with what. */
export function FilterRow({
  test,
  event,
  wrong = false,
  onChange,
  onRemove,
}: {
  test: Test
  event: string | undefined
  wrong?: boolean
  onChange: (test: Test) => void
  onRemove: () => void
}) {
  const { t } = useTranslation("ask")
  const properties = useProperties(event)
  const type = typeOf(
    properties.data?.find((one) => one.name === test.name || shortName(one.name) === test.name),
  )
  const scopes = { props: t("ofEvents"), column: t("ofColumns"), person: t("ofPeople") }
  const known = properties.isPending ? [] : Object.entries(scopes)
  const inAudience = test.name === AUDIENCE
  const options = grouped([
    ...known.map(([scope, label]) => ({
      label,
      options: (properties.data ?? [])
        .filter((one) => one.scope === scope)
        .map((one) => ({ value: one.name, label: shortName(one.name) })),
    })),
    { label: t("people"), options: [{ value: AUDIENCE, label: t("audience") }] },
  ])
  return (
    <div className={wrong ? "br-filter-row br-filter-row-wrong" : "br-filter-row"}>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        size="small"
        autoFocus={test.name === ""}
        defaultOpen={test.name === ""}
        className="br-filter-name"
        popupMatchSelectWidth={260}
        aria-label={t("property")}
        placeholder={t("property")}
        loading={properties.isPending}
        value={
          test.name
            ? { value: test.name, label: inAudience ? t("audience") : shortName(test.name) }
            : undefined
        }
        labelInValue
        options={options}
        onChange={({ value }) =>
          onChange({ name: value, op: value === AUDIENCE ? "in" : test.op, values: [] })
        }
      />
      <Select
        size="small"
        className="br-filter-op"
        popupMatchSelectWidth={false}
        aria-label={t("operator")}
        value={test.op}
        options={(inAudience ? MEMBERSHIP : opsFor(type, test.op)).map((op) => ({
          value: op,
          label: sayOp(op, t),
        }))}
        onChange={(op: Op) => onChange({ ...test, op, values: suited(test, op, type) })}
      />
      {inAudience ? (
        <AudienceSelect
          keys={test.values.map(({ text }) => text)}
          onChange={(keys) =>
            onChange({ ...test, values: keys.map((text) => ({ is: "text", text })) })
          }
        />
      ) : (
        <ValueInput
          test={test}
          type={type}
          event={event}
          onChange={(values) => onChange({ ...test, values })}
        />
      )}
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t("removeFilter")}
        onClick={onRemove}
      />
    </div>
  )
}

/** The comparisons that suit a type, and the one that is chosen. */
export function opsFor(type: PropertyType, chosen: Op): Op[] {
  const never = type === "number" ? /contains|starts|ends|matches/ : /^not (between|matches)$/
  const flag = type === "flag" ? /^(=|!=|is set|is not set)$/ : /./
  return OPS.filter((op) => op === chosen || (!never.test(op) && flag.test(op)))
}

/** The values that stay when the comparison changes. */
export function suited(test: Test, op: Op, type: PropertyType): Test["values"] {
  if (op === "is set" || op === "is not set") return []
  const most = op === "in" || op === "not in" ? test.values.length : op.endsWith("between") ? 2 : 1
  return test.values.slice(0, most).map(({ text }) => literalOf(text, op, type))
}
