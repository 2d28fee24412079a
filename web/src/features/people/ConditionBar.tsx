import { CloseOutlined, FilterOutlined, PlusOutlined } from "@ant-design/icons"
import { Button, Input, Select, Space } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { AUDIENCE } from "@/lib/where"
import { grouped } from "@/ui/grouped"
import { useTraitNames } from "./api"
import { ConditionValue } from "./ConditionValue"
import { useColumnName } from "./cells"
import { FACTS } from "./columns"
import { type Condition, type Op, opsFor, readConditions, takesValue, whereOf } from "./conditions"

const EMPTY: Condition = { name: "", op: "=", value: "" }

/** A filter on facts and traits as rows that must all hold; as text where rows cannot show it. */
export function ConditionBar({
  where,
  onChange,
}: {
  where: string
  onChange: (where: string) => void
}) {
  const { t } = useTranslation("people")
  const known = readConditions(where)
  const [draft, setDraft] = useState(known ?? [])
  if (known === null) return <AsText where={where} onChange={onChange} />
  // What the address says counts, where that changed from outside.
  const shown = whereOf(draft) === whereOf(known) ? draft : known
  const put = (next: Condition[]) => {
    setDraft(next)
    if (whereOf(next) !== whereOf(known)) onChange(whereOf(next))
  }
  return (
    <div className="br-conditions">
      {shown.map((condition, at) => (
        <Row
          key={at}
          condition={condition}
          onChange={(changed) => put(shown.with(at, changed))}
          onRemove={() => put(shown.toSpliced(at, 1))}
        />
      ))}
      <Button
        icon={shown.length > 0 ? <PlusOutlined aria-hidden /> : <FilterOutlined aria-hidden />}
        onClick={() => put([...shown, EMPTY])}
      >
        {shown.length > 0 ? t("andFilter") : t("filter")}
      </Button>
    </div>
  )
}

function AsText({ where, onChange }: { where: string; onChange: (where: string) => void }) {
  const { t } = useTranslation("people")
  const [text, setText] = useState(where)
  return (
    <Space.Compact block className="br-condition-text">
      <Input
        className="br-mono"
        aria-label={t("filter")}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => onChange(text)}
        onBlur={() => text !== where && onChange(text)}
      />
      <Button
        icon={<CloseOutlined aria-hidden />}
        aria-label={t("removeFilter")}
        onClick={() => onChange("")}
      />
    </Space.Compact>
  )
}

function Row({
  condition,
  onChange,
  onRemove,
}: {
  condition: Condition
  onChange: (condition: Condition) => void
  onRemove: () => void
}) {
  const { t } = useTranslation("people")
  const named = useColumnName()
  const traits = useTraitNames()
  const ops = opsFor(condition.name)
  const known = [...new Set([...ownTrait(condition.name), ...traits.names])]
  const options = grouped([
    { label: t("audiences"), options: [{ value: AUDIENCE, label: t("audience") }] },
    {
      label: t("facts"),
      options: Object.keys(FACTS).map((value) => ({ value, label: named(value) })),
    },
    {
      label: traits.waiting ? t("loadingTraits") : t("traits"),
      options: known.map((name) => ({ value: `person.${name}`, label: name })),
    },
  ])
  const choose = (name: string) => {
    const op = opsFor(name).includes(condition.op) ? condition.op : (opsFor(name)[0] as Op)
    onChange({ name, op, value: "" })
  }
  return (
    <Space.Compact className="br-condition">
      <Select
        className="br-condition-name"
        aria-label={t("conditionOn")}
        placeholder={t("conditionOn")}
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={240}
        defaultOpen={condition.name === ""}
        autoFocus={condition.name === ""}
        value={condition.name || undefined}
        options={options}
        onChange={choose}
      />
      <Select
        aria-label={t("comparison")}
        popupMatchSelectWidth={false}
        value={condition.op}
        options={ops.map((op) => ({ value: op, label: t(wordFor(op, condition.name)) }))}
        onChange={(op) => onChange({ ...condition, op })}
      />
      {takesValue(condition.op) && (
        <ConditionValue
          key={condition.name}
          condition={condition}
          onChange={(value) => onChange({ ...condition, value })}
        />
      )}
      <Button
        icon={<CloseOutlined aria-hidden />}
        aria-label={t("removeFilter")}
        onClick={onRemove}
      />
    </Space.Compact>
  )
}

function ownTrait(name: string): string[] {
  return name.startsWith("person.") ? [name.slice(7)] : []
}

const OP_WORDS: Record<Op, string> = {
  "=": "op.is",
  "!=": "op.isNot",
  ">": "op.above",
  "<": "op.below",
  in: "op.in",
  "not in": "op.notIn",
  contains: "op.contains",
  "not contains": "op.containsNot",
  "is set": "op.known",
  "is not set": "op.unknown",
}

function wordFor(op: Op, name: string): string {
  const time = name === "first_seen" || name === "last_seen"
  if (time && op === ">") return "op.after"
  if (time && op === "<") return "op.before"
  return OP_WORDS[op]
}
