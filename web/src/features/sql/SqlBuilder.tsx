import { PlayCircleOutlined } from "@ant-design/icons"
import { Button, InputNumber } from "antd"
import { useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { isWrong, Refused } from "@/ui/ask/Sentence"
import { placeOf, type SqlState } from "./ask"
import { NamesPanel } from "./NamesPanel"
import { SqlEditor } from "./SqlEditor"
import { useSqlWords } from "./words"
import "./sql.css"

const MAC = /Mac|iPhone|iPad/.test(navigator.platform)

/** The statement, with what it may name; it runs when it is told to. */
export function SqlBuilder({ ask, onChange, refusal }: BuilderProps<SqlState>) {
  const { t } = useTranslation("sql")
  const [draft, setDraft] = useState(ask.sql)
  const [rows, setRows] = useState(ask.rows)
  const words = useSqlWords()
  const put = useRef<(text: string) => void>(() => undefined)
  useEffect(() => setDraft(ask.sql), [ask.sql])
  useEffect(() => setRows(ask.rows), [ask.rows])
  const run = () => onChange({ sql: draft, rows })
  const wrong = isWrong(refusal, ["sql", "rows"]) && draft === ask.sql ? refusal : null
  const waiting = draft !== ask.sql || rows !== ask.rows
  return (
    <div className="br-sql">
      <div className="br-sql-main">
        <SqlEditor
          text={draft}
          words={words}
          wrong={wrong ? placeOf(wrong.message) : null}
          onChange={setDraft}
          onRun={run}
          typed={(insert) => {
            put.current = insert
          }}
        />
        {wrong && <Refused refusal={wrong} />}
        <div className="br-sql-foot">
          <Button
            type="primary"
            icon={<PlayCircleOutlined />}
            disabled={!draft.trim() || !waiting}
            onClick={run}
          >
            {t("run")}
          </Button>
          <kbd>{MAC ? "⌘ ↵" : "Ctrl ↵"}</kbd>
          <span className="br-sql-rows">
            {t("rows")}
            <InputNumber
              size="small"
              min={1}
              max={10_000}
              aria-label={t("rowsLabel")}
              value={rows}
              onChange={(value) => setRows(value ?? 1000)}
            />
          </span>
          <span className="br-quiet">{t("marks")}</span>
        </div>
      </div>
      {words && <NamesPanel words={words} onPick={(text) => put.current(text)} />}
    </div>
  )
}
