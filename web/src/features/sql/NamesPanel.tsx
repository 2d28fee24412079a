import { Collapse, Input } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Entry, SqlWords } from "./words"

const MOST = 60

/** What a statement may name, to be searched; a click writes it where the cursor stands. */
export function NamesPanel({ words, onPick }: { words: SqlWords; onPick: (text: string) => void }) {
  const { t } = useTranslation("sql")
  const [search, setSearch] = useState("")
  const groups = [
    ...words.relations.map(({ name, entries }) => ({ key: name, label: name, entries })),
    { key: "props", label: t("properties"), entries: words.properties },
    { key: "traits", label: t("traits"), entries: words.traits },
    { key: "names", label: t("eventNames"), entries: words.events },
  ]
  const found = groups
    .map((group) => ({ ...group, entries: group.entries.filter((one) => fits(one, search)) }))
    .filter((group) => group.entries.length > 0)
  return (
    <aside className="br-sql-names" aria-label={t("names")}>
      <Input.Search
        size="small"
        allowClear
        aria-label={t("search")}
        placeholder={t("search")}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Collapse
        ghost
        size="small"
        key={search ? "found" : "all"}
        defaultActiveKey={search ? found.map((one) => one.key) : []}
        items={found.map(({ key, label, entries }) => ({
          key,
          label: `${label} (${entries.length})`,
          children: <Names entries={entries} onPick={onPick} />,
        }))}
      />
    </aside>
  )
}

function Names({ entries, onPick }: { entries: Entry[]; onPick: (text: string) => void }) {
  const { t } = useTranslation("sql")
  const left = entries.length - MOST
  return (
    <ul>
      {entries.slice(0, MOST).map(({ text, meaning }) => (
        <li key={text}>
          <button type="button" title={meaning || text} onClick={() => onPick(text)}>
            {text}
          </button>
        </li>
      ))}
      {left > 0 && <li className="br-quiet">{t("andMore", { count: left })}</li>}
    </ul>
  )
}

function fits({ text, meaning }: Entry, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  return `${text} ${meaning}`.toLowerCase().includes(wanted)
}
