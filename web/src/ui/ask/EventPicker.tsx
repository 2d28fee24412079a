import { CloseOutlined, PlusOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { number } from "@/lib/format"
import { sayEvent, sayStep } from "@/lib/sayings"
import { useEvents } from "@/lib/schema"
import { ANY, type Choice, readSelector, writeSelector } from "@/lib/selector"
import { FilterEditor } from "@/ui/ask/FilterEditor"
import { SearchList } from "@/ui/ask/SearchList"
import { Word, WordFoot } from "@/ui/ask/Word"

const ANY_KEY = "\u0000any"

/** An event as a word of a sentence: one or several by name, or any, each narrowed by a filter. */
export function EventPicker({
  value,
  onChange,
  name,
  any = true,
  wrong = false,
}: {
  /** A step as text: `buy`, `page|screen`, `buy[price > 10]`, `any`; empty where none is chosen yet. */
  value: string
  onChange: (value: string) => void
  /** What it is, when not "Event". */
  name?: string
  /** Whether any event may be chosen. */
  any?: boolean
  wrong?: boolean
}) {
  const { t } = useTranslation("ask")
  const choices = value === "" ? [] : (readSelector(value) ?? [ANY])
  return (
    <Word
      wide
      name={name ?? t("event")}
      reads={value === "" ? t("chooseEvent") : sayStep(value, t)}
      quiet={value === ""}
      wrong={wrong}
    >
      {(close) => (
        <Choices
          choices={choices}
          any={any}
          onChange={(next) => onChange(writeSelector(next))}
          onDone={close}
        />
      )}
    </Word>
  )
}

function Choices({
  choices,
  any,
  onChange,
  onDone,
}: {
  choices: Choice[]
  any: boolean
  onChange: (choices: Choice[]) => void
  onDone: () => void
}) {
  const { t } = useTranslation("ask")
  const [place, setPlace] = useState(Math.max(choices.length - 1, 0))
  const [listed, setListed] = useState(choices.every(({ where }) => where === ""))
  const set = (at: number, next: Choice) => {
    const changed = [...choices]
    changed[at] = next
    onChange(changed)
  }
  const pick = (event: string | null) => {
    set(place, { event, where: "" })
    if (choices.length <= 1 && place === 0) onDone()
    else setListed(false)
  }
  return (
    <>
      {choices.map((choice, i) => (
        <Chosen
          key={i}
          choice={choice}
          lead={i > 0 ? t("or") : undefined}
          onChange={(next) => set(i, next)}
          onReplace={() => {
            setPlace(i)
            setListed(true)
          }}
          onRemove={
            choices.length > 1 ? () => onChange(choices.filter((_, at) => at !== i)) : undefined
          }
        />
      ))}
      {listed || choices.length === 0 ? (
        <EventList any={any} onPick={pick} />
      ) : (
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined />}
          onClick={() => {
            setPlace(choices.length)
            setListed(true)
          }}
        >
          {t("orEvent")}
        </Button>
      )}
      {choices.length > 0 && (
        <WordFoot onDone={onDone}>
          {listed && place < choices.length && (
            <Button type="text" size="small" onClick={() => setPlace(choices.length)}>
              {t("orEvent")}
            </Button>
          )}
        </WordFoot>
      )}
    </>
  )
}

function Chosen({
  choice,
  lead,
  onChange,
  onReplace,
  onRemove,
}: {
  choice: Choice
  lead: string | undefined
  onChange: (choice: Choice) => void
  onReplace: () => void
  onRemove: (() => void) | undefined
}) {
  const { t } = useTranslation("ask")
  const said = sayEvent(choice.event, t)
  return (
    <div className="br-chosen-event">
      <div className="br-chosen-name">
        {lead && <span className="br-quiet">{lead}</span>}
        <button
          type="button"
          className="br-word"
          aria-label={t("changeEvent", { event: said })}
          onClick={onReplace}
        >
          {said}
        </button>
        {onRemove && (
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t("removeEvent", { event: said })}
            onClick={onRemove}
          />
        )}
      </div>
      <FilterEditor
        value={choice.where}
        event={choice.event ?? undefined}
        onChange={(where) => onChange({ ...choice, where })}
      />
    </div>
  )
}

/** The project's events with their counts. */
function EventList({ any, onPick }: { any: boolean; onPick: (event: string | null) => void }) {
  const { t } = useTranslation("ask")
  const events = useEvents()
  const every = any ? [{ key: ANY_KEY, label: t("anyEvent"), hint: t("anyEventHint") }] : []
  const named = events.data?.map((one) => ({
    key: one.name,
    label: sayEvent(one.name, t),
    hint: number(one.events),
  }))
  return (
    <SearchList
      items={named && [...every, ...named]}
      hint={t("findEvent")}
      error={events.error}
      onPick={(key) => onPick(key === ANY_KEY ? null : key)}
    />
  )
}
