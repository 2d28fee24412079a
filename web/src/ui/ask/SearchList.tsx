import { SearchOutlined } from "@ant-design/icons"
import { Input, Skeleton } from "antd"
import { useEffect, useId, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { found, type Item } from "@/ui/ask/found"
import { Problem } from "@/ui/Problem"
import "@/ui/ask/ask.css"

/** Many things to choose from: type to narrow them down, arrows and Enter to pick. */
export function SearchList({
  items,
  hint,
  error,
  onPick,
}: {
  /** Undefined while they are on their way. */
  items: Item[] | undefined
  hint: string
  error?: unknown
  onPick: (key: string) => void
}) {
  const { t } = useTranslation("ask")
  const id = useId()
  const [typed, setTyped] = useState("")
  const [place, setPlace] = useState(0)
  const [hurried, setHurried] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const { shown, more } = found(items ?? [], typed)
  useEffect(() => {
    list.current?.querySelector(`[data-place="${place}"]`)?.scrollIntoView?.({ block: "nearest" })
  }, [place])
  useEffect(() => {
    if (!hurried || items === undefined) return
    setHurried(false)
    const [first] = found(items, typed).shown
    if (first) onPick(first.key)
  }, [hurried, items, typed, onPick])
  const press = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && shown.length > 0) {
      event.preventDefault()
      setPlace((now) => (now + step + shown.length) % shown.length)
    }
    const chosen = shown[place]
    if (event.key !== "Enter") return
    if (chosen) {
      event.preventDefault()
      onPick(chosen.key)
    } else if (items === undefined) {
      event.preventDefault()
      setHurried(true) // taken as soon as the list is here
    }
  }
  return (
    <div className="br-search-list">
      <Input
        autoFocus
        data-first="" // where the browser found it hidden still, the dialog focuses it
        prefix={<SearchOutlined className="br-quiet" />}
        placeholder={hint}
        aria-label={hint}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={shown[place] ? `${id}-${place}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setPlace(0)
          setHurried(false)
        }}
        onKeyDown={press}
      />
      {error ? <Problem error={error} /> : null}
      {items === undefined && !error && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      <div ref={list} id={id} role="listbox" aria-label={hint} className="br-search-items">
        {shown.map((item, i) => (
          <Option
            key={item.key}
            item={item}
            id={`${id}-${i}`}
            place={i}
            active={i === place}
            heading={item.group !== shown[i - 1]?.group ? item.group : undefined}
            onPick={() => onPick(item.key)}
          />
        ))}
      </div>
      {items !== undefined && shown.length === 0 && <p className="br-quiet">{t("nothingFound")}</p>}
      {more > 0 && <p className="br-quiet">{t("more", { count: more })}</p>}
    </div>
  )
}

function Option({
  item,
  id,
  place,
  active,
  heading,
  onPick,
}: {
  item: Item
  id: string
  place: number
  active: boolean
  heading: string | undefined
  onPick: () => void
}) {
  return (
    <>
      {heading && (
        <div className="br-search-group" role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and the keys */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        data-place={place}
        aria-selected={item.chosen ?? active}
        className={`br-search-item${active ? " br-active" : ""}${item.chosen ? " br-chosen" : ""}`}
        onClick={onPick}
      >
        <span>{item.label}</span>
        {item.hint && <small>{item.hint}</small>}
      </div>
    </>
  )
}
