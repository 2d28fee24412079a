import { CloseOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { MOMENT, nameOf } from "@/lib/dimension"
import { number } from "@/lib/format"
import { sayBy } from "@/lib/sayings"
import { type Property, typeOf, useProperties } from "@/lib/schema"
import { shortName } from "@/lib/where"
import { DimensionRow } from "@/ui/ask/DimensionRow"
import type { Item } from "@/ui/ask/found"
import { SearchList } from "@/ui/ask/SearchList"
import { Word, WordFoot } from "@/ui/ask/Word"

/** The properties that a question is broken down by, as a word of its sentence; usually three at most. */
export function PropertyPicker({
  value,
  onChange,
  event,
  most = 3,
  wrong = false,
  name,
  breakdown,
  add,
  remove,
}: {
  /** As the grammar writes names: `channel`, `props.price`, `person.plan`. */
  value: readonly string[]
  onChange: (value: string[]) => void
  /** Suggest this event's properties. */
  event?: string
  most?: number
  wrong?: boolean
  /** What the word is for, where it is no breakdown, and how it reads while there is none. */
  name?: string
  /** Whether what is made of values may be chosen: ranges, parts of a moment; as a rule where it is a breakdown. */
  breakdown?: boolean
  add?: string
  /** How the button reads that takes all of them away, where they are no breakdown. */
  remove?: string
}) {
  const { t } = useTranslation("ask")
  const words = breakdown ?? name === undefined
  const said = value.length > 3 ? t("properties", { count: value.length }) : sayBy(value, t)
  const names = value.map(nameOf)
  const toggle = (key: string, close: () => void) => {
    if (names.includes(key)) return onChange(value.filter((one) => nameOf(one) !== key))
    onChange([...value.slice(0, most - 1), key === MOMENT && words ? `weekday(${MOMENT})` : key])
    if ((value.length === 0 || most === 1) && key !== MOMENT) close()
  }
  return (
    <Word
      name={name ?? t("breakdown")}
      reads={value.length > 0 ? said : (add ?? t("addBreakdown"))}
      quiet={value.length === 0}
      wrong={wrong}
    >
      {(close) => (
        <>
          <PropertyList
            event={event}
            moment={words}
            chosen={names}
            onPick={(key) => toggle(key, close)}
          />
          {words &&
            value.map((one) => (
              <DimensionRow
                key={nameOf(one)}
                value={one}
                onChange={(next) => onChange(value.map((other) => (other === one ? next : other)))}
              />
            ))}
          {value.length > 0 && (
            <WordFoot onDone={close}>
              {value.length >= most && most > 1 && (
                <small className="br-quiet">
                  {most === 3 ? t("mostBreakdowns") : t("most", { count: most })}
                </small>
              )}
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                onClick={() => {
                  onChange([])
                  close()
                }}
              >
                {remove ?? t("removeBreakdown")}
              </Button>
            </WordFoot>
          )}
        </>
      )}
    </Word>
  )
}

/** One property as a word of a sentence: what a figure is taken of. */
export function PropertyWord({
  value,
  onChange,
  event,
  numeric = false,
  wrong = false,
}: {
  value: string
  onChange: (value: string) => void
  event?: string
  /** Only what holds numbers. */
  numeric?: boolean
  wrong?: boolean
}) {
  const { t } = useTranslation("ask")
  return (
    <Word
      name={t("property")}
      reads={value ? shortName(value) : t("property")}
      quiet={value === ""}
      wrong={wrong}
    >
      {(close) => (
        <PropertyList
          event={event}
          numeric={numeric}
          chosen={[value]}
          onPick={(key) => {
            onChange(key)
            close()
          }}
        />
      )}
    </Word>
  )
}

/** What a question may name, in three groups. */
export function PropertyList({
  event,
  numeric = false,
  moment = false,
  chosen,
  onPick,
}: {
  event: string | undefined
  numeric?: boolean
  /** Whether the moment of the event may be chosen too. */
  moment?: boolean
  chosen: readonly string[]
  onPick: (name: string) => void
}) {
  const { t } = useTranslation("ask")
  const properties = useProperties(event)
  const groups = { props: t("ofEvents"), column: t("ofColumns"), person: t("ofPeople") }
  const items = properties.data
    ?.filter((one) => !numeric || typeOf(one) === "number")
    .map((one) => itemOf(one, groups, chosen))
  const when = { key: MOMENT, label: t("moment"), hint: t("momentHint"), group: t("ofTime") }
  const all = items && moment ? [...items, { ...when, chosen: chosen.includes(MOMENT) }] : items
  return (
    <SearchList items={all} hint={t("findProperty")} error={properties.error} onPick={onPick} />
  )
}

function itemOf(one: Property, groups: Record<string, string>, chosen: readonly string[]): Item {
  return {
    key: one.name,
    label: shortName(one.name),
    hint: one.meaning || (one.events > 0 ? number(one.events) : undefined),
    group: groups[one.scope],
    chosen: chosen.includes(one.name),
  }
}
