import { Input, Select } from "antd"
import { useTranslation } from "react-i18next"
import {
  type Column,
  FIELDS,
  type Mapping,
  type Meaning,
  meaningOf,
  ROLES,
  withMeaning,
} from "@/features/imports/mapping"
import type { Schemas } from "@/lib/api"
import { share } from "@/lib/format"
import { grouped } from "@/ui/grouped"

/** The file's columns with some values of each, and what each means. */
export function ColumnList({
  look,
  map,
  onChange,
}: {
  look: Schemas["FileLook"]
  map: Mapping
  onChange: (map: Mapping) => void
}) {
  const names = look.columns.map((column) => column.name)
  return (
    <ul className="br-import-columns">
      {look.columns.map((column) => (
        <ColumnRow
          key={column.name}
          column={column}
          meaning={meaningOf(map, column.name)}
          onChange={(meaning) => onChange(withMeaning(map, column.name, meaning, names))}
        />
      ))}
    </ul>
  )
}

function ColumnRow({
  column,
  meaning,
  onChange,
}: {
  column: Column
  meaning: Meaning
  onChange: (meaning: Meaning) => void
}) {
  const { t } = useTranslation("imports")
  const isTrait = meaning.startsWith("trait:")
  const roles = [...ROLES, "prop", "skip"].map((one) => ({ value: one, label: t(`role_${one}`) }))
  const fields = FIELDS.map((one) => ({ value: `field:${one}`, label: t(`live:fields.${one}`) }))
  return (
    <li className={meaning === "skip" ? "br-column-skipped" : undefined}>
      <div className="br-column-name">
        <strong>{column.name}</strong>
        <small className="br-quiet">
          {t(`kind_${column.kind}`)}
          {column.filled < 1 && ` · ${t("filled", { share: share(column.filled) })}`}
        </small>
      </div>
      <code>{column.samples.join(" · ") || "–"}</code>
      <div className="br-column-meaning">
        <Select
          value={isTrait ? "trait" : meaning}
          aria-label={t("meaningOf", { name: column.name })}
          showSearch
          optionFilterProp="label"
          onChange={(next: string) =>
            onChange((next === "trait" ? `trait:${column.name}` : next) as Meaning)
          }
          options={grouped([
            { label: t("aboutEvent"), options: roles },
            { label: t("aboutPerson"), options: [{ value: "trait", label: t("role_trait") }] },
            { label: t("aboutVisit"), options: fields },
          ])}
        />
        {isTrait && (
          <Input
            value={meaning.slice(6)}
            aria-label={t("traitName", { name: column.name })}
            onChange={(event) => onChange(`trait:${event.target.value}`)}
          />
        )}
      </div>
    </li>
  )
}
