import { PlusOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Refusal } from "@/lib/api"
import { FilterEditor } from "@/ui/ask/FilterEditor"
import { Clause } from "@/ui/ask/Sentence"
import type { ReportState } from "./ask"

/** Only people of whom an event of the period fits a filter, one line a filter. */
export function DidClause({
  ask,
  refusal,
  onChange,
}: {
  ask: ReportState
  refusal: Refusal | null
  onChange: (did: string[]) => void
}) {
  const { t } = useTranslation("report")
  const [begun, begin] = useState(false)
  const lines = begun ? [...ask.did, ""] : ask.did
  const set = (at: number, where: string) => {
    if (where) begin(false)
    onChange(lines.map((one, i) => (i === at ? where : one)).filter((one) => one !== ""))
  }
  return (
    <Clause refusal={refusal} fields={["did"]}>
      {lines.map((where, at) => (
        <div key={at}>
          <span>{t("didLabel")}</span>
          <FilterEditor value={where} begun={where === ""} onChange={(told) => set(at, told)} />
        </div>
      ))}
      {!begun && ask.did.length < 10 && (
        <Button type="text" size="small" icon={<PlusOutlined />} onClick={() => begin(true)}>
          {t("didAdd")}
        </Button>
      )}
    </Clause>
  )
}
