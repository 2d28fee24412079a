import { PlusOutlined } from "@ant-design/icons"
import { Button, Select } from "antd"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { sayWhere } from "@/lib/sayings"
import { type Flat, isWhole, readFlat, type Test, writeFlat } from "@/lib/where"
import { FilterRow } from "@/ui/ask/FilterRow"
import { Word, WordFoot } from "@/ui/ask/Word"
import { GrowingArea } from "@/ui/GrowingArea"

const NEW: Test = { name: "", op: "=", values: [] }

/**
 * A filter as rows of property, comparison and value; as text where rows cannot show it.
 *
 * Rows that are not filled in yet stay here; what is passed on can always be asked.
 */
export function FilterEditor({
  value,
  onChange,
  event,
  begun = false,
  wrong = null,
}: {
  /** A filter's text; empty for none. */
  value: string
  onChange: (where: string) => void
  /** Suggest this event's properties and values. */
  event?: string
  /** Whether an empty filter begins with a row to be filled in. */
  begun?: boolean
  /** The number of the row that was refused. */
  wrong?: number | null
}) {
  const { t } = useTranslation("ask")
  const [rows, setRows] = useState<Flat | null>(() =>
    begun && value === "" ? { join: "and", tests: [NEW] } : readFlat(value),
  )
  const [raw, setRaw] = useState(rows === null)
  useEffect(() => {
    // A change from elsewhere: unfinished rows give way to it.
    setRows((now) => (now !== null && whole(now) === value ? now : readFlat(value)))
  }, [value])
  if (raw || rows === null) {
    return <TextEditor value={value} onChange={onChange} onRows={() => setRaw(false)} />
  }
  const change = (next: Flat) => {
    setRows(next)
    if (whole(next) !== value) onChange(whole(next))
  }
  const set = (at: number, test: Test) =>
    change({ ...rows, tests: rows.tests.map((one, i) => (i === at ? test : one)) })
  return (
    <div className="br-filter">
      {rows.tests.length > 1 && (
        <Select
          size="small"
          variant="borderless"
          value={rows.join}
          aria-label={t("filter")}
          onChange={(join) => change({ ...rows, join })}
          options={[
            { value: "and", label: t("allOf") },
            { value: "or", label: t("oneOf") },
          ]}
        />
      )}
      {rows.tests.map((test, i) => (
        <FilterRow
          key={i}
          test={test}
          event={event}
          wrong={wrong === i}
          onChange={(next) => set(i, next)}
          onRemove={() => change({ ...rows, tests: rows.tests.filter((_, at) => at !== i) })}
        />
      ))}
      <div className="br-filter-foot">
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined />}
          onClick={() => change({ ...rows, tests: [...rows.tests, NEW] })}
        >
          {rows.tests.length > 0 ? t("anotherFilter") : t("addFilter")}
        </Button>
        {rows.tests.length > 0 && (
          <Button type="text" size="small" className="br-quiet" onClick={() => setRaw(true)}>
            {t("asText")}
          </Button>
        )}
      </div>
    </div>
  )
}

function whole(flat: Flat): string {
  return writeFlat({ ...flat, tests: flat.tests.filter(isWhole) })
}

function TextEditor({
  value,
  onChange,
  onRows,
}: {
  value: string
  onChange: (where: string) => void
  onRows: () => void
}) {
  const { t } = useTranslation("ask")
  const [text, setText] = useState(value)
  return (
    <div className="br-filter">
      <GrowingArea
        minRows={2}
        maxRows={8}
        className="br-filter-text"
        value={text}
        aria-label={t("filter")}
        placeholder={t("textHint")}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => onChange(text.trim())}
      />
      <div className="br-filter-foot">
        <small className="br-quiet">{t("textHint")}</small>
        {readFlat(text) !== null && (
          <Button type="text" size="small" onClick={onRows}>
            {t("asRows")}
          </Button>
        )}
      </div>
    </div>
  )
}

/** A question-wide filter as a word of its sentence. */
export function FilterWord({
  value,
  onChange,
  event,
  wrong = false,
  wrongTest = null,
}: {
  value: string
  onChange: (where: string) => void
  event?: string
  wrong?: boolean
  /** The number of the test in it that was refused. */
  wrongTest?: number | null
}) {
  const { t } = useTranslation("ask")
  return (
    <Word
      wide
      name={t("filter")}
      reads={value ? sayWhere(value, t) : t("allEvents")}
      quiet={value === ""}
      wrong={wrong}
    >
      {(close) => (
        <>
          <FilterEditor value={value} onChange={onChange} event={event} begun wrong={wrongTest} />
          <WordFoot onDone={close} />
        </>
      )}
    </Word>
  )
}
