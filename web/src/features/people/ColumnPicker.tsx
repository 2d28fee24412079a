import { TableOutlined } from "@ant-design/icons"
import { Button, Checkbox, Input, Popover } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useTraitNames } from "./api"
import { useColumnName } from "./cells"
import { DEFAULT_COLUMNS, FACTS, MOST_COLUMNS } from "./columns"

/** Choose which facts and traits the list shows. */
export function ColumnPicker({
  columns,
  onChange,
}: {
  columns: string[]
  onChange: (columns: string[]) => void
}) {
  const { t } = useTranslation("people")
  const [open, setOpen] = useState(false)
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<Choice columns={columns} onChange={onChange} />}
    >
      <Button icon={<TableOutlined aria-hidden />} aria-expanded={open} aria-haspopup="dialog">
        {t("columns")}
      </Button>
    </Popover>
  )
}

function Choice({
  columns,
  onChange,
}: {
  columns: string[]
  onChange: (columns: string[]) => void
}) {
  const { t } = useTranslation("people")
  const traits = useTraitNames()
  const named = useColumnName()
  const [typed, setTyped] = useState("")
  const [picked, setPicked] = useState(columns)
  const fits = (column: string) => named(column).toLowerCase().includes(typed.trim().toLowerCase())
  const known = traits.names.map((name) => `person.${name}`)
  const chosen = picked.filter((one) => one.startsWith("person."))
  const groups = [
    { title: t("facts"), of: Object.keys(FACTS).filter(fits) },
    { title: t("traits"), of: [...new Set([...chosen, ...known])].filter(fits) },
  ]
  const pick = (next: string[]) => {
    setPicked(next) // at once; the list follows
    onChange(next)
  }
  const toggle = (column: string, on: boolean) =>
    pick(on ? [...picked, column] : picked.filter((one) => one !== column))
  return (
    <div className="br-columns" role="dialog" aria-label={t("columns")}>
      <Input.Search
        allowClear
        placeholder={t("findColumn")}
        aria-label={t("findColumn")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="br-columns-list">
        {groups.map(({ title, of }) => (
          <fieldset key={title}>
            <legend>{title}</legend>
            {of.map((column) => (
              <Checkbox
                key={column}
                checked={picked.includes(column)}
                disabled={
                  picked.includes(column) ? picked.length === 1 : picked.length >= MOST_COLUMNS
                }
                onChange={(event) => toggle(column, event.target.checked)}
              >
                {named(column)}
              </Checkbox>
            ))}
            {of.length === 0 && (
              <span className="br-quiet">{traits.waiting ? t("loadingTraits") : t("none")}</span>
            )}
          </fieldset>
        ))}
      </div>
      <Button size="small" type="text" onClick={() => pick(DEFAULT_COLUMNS)}>
        {t("defaultColumns")}
      </Button>
    </div>
  )
}
