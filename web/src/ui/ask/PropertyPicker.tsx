import { CloseOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { number } from "@/lib/format"
import { sayBy } from "@/lib/sayings"
import { type Property, typeOf, useProperties } from "@/lib/schema"
import { shortName } from "@/lib/where"
import type { Item } from "@/ui/ask/found"
import { SearchList } from "@/ui/ask/SearchList"
import { Word } from "@/ui/ask/Word"

/** The properties that a question is broken down by, as a word of its sentence; usually three at most. */
export function PropertyPicker({
  value,
  onChange,
  event,
  most = 3,
  wrong = false,
  name,
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
  add?: string
  /** How the button reads that takes all of them away, where they are no breakdown. */
  remove?: string
}) {
  const { t } = useTranslation("ask")
  const said = value.length > 3 ? t("properties", { count: value.length }) : sayBy(value, t)
  const toggle = (key: string, close: () => void) => {
    if (value.includes(key)) return onChange(value.filter((one) => one !== key))
    onChange([...value.slice(0, most - 1), key])
    if (value.length === 0 || most === 1) close()
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
          <PropertyList event={event} chosen={value} onPick={(key) => toggle(key, close)} />
          {value.length > 0 && (
            <footer className="br-word-foot">
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
              <Button type="primary" size="small" onClick={close}>
                {t("done")}
              </Button>
            </footer>
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
  chosen,
  onPick,
}: {
  event: string | undefined
  numeric?: boolean
  chosen: readonly string[]
  onPick: (name: string) => void
}) {
  const { t } = useTranslation("ask")
  const properties = useProperties(event)
  const groups = { props: t("ofEvents"), column: t("ofColumns"), person: t("ofPeople") }
  const items = properties.data
    ?.filter((one) => !numeric || typeOf(one) === "number")
    .map((one) => itemOf(one, groups, chosen))
  return (
    <SearchList items={items} hint={t("findProperty")} error={properties.error} onPick={onPick} />
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
