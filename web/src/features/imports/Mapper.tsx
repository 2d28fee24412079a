import { Button, Input, Select } from "antd"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { type Upload, useCheck, useRun } from "@/features/imports/api"
import { ColumnList } from "@/features/imports/ColumnList"
import { fixedEvent, lacks, type Mapping, withEvent } from "@/features/imports/mapping"
import { Trial } from "@/features/imports/Trial"
import type { Schemas } from "@/lib/api"
import { useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

const SOME = 20_000
const MANY = 1_000_000
const SETTLE_MS = 350

/** What the columns mean, what that would give, and the button that does it. */
export function Mapper({
  upload,
  look,
  onRun,
}: {
  upload: Upload
  look: Schemas["FileLook"]
  onRun: () => void
}) {
  const { t } = useTranslation("imports")
  const [map, setMap] = useState<Mapping>(upload.mapping ?? look.guess)
  const [rows, setRows] = useState(SOME)
  const missing = lacks(map)
  const settled = useSettled(map)
  const check = useCheck(
    upload.id,
    settled,
    rows,
    missing.length === 0 && lacks(settled).length === 0,
  )
  const run = useRun(upload.id)
  const begin = async () => {
    const begun = await run.mutateAsync(map).catch(() => null)
    if (begun) onRun()
  }
  return (
    <>
      <section className="br-card" aria-label={t("columns")}>
        <h2>{t("columns")}</h2>
        <ColumnList look={look} map={map} onChange={setMap} />
        <Details map={map} onChange={setMap} />
      </section>
      <section className="br-card" aria-label={t("trial")}>
        <h2>{t("trial")}</h2>
        {missing.length > 0 ? (
          <ul className="br-lacks" role="alert">
            {missing.map((one) => (
              <li key={one}>{t(`lack_${one}`)}</li>
            ))}
          </ul>
        ) : (
          <Trial check={check} onAll={rows === SOME ? () => setRows(MANY) : undefined} />
        )}
      </section>
      {run.isError && <Problem error={run.error} />}
      <div className="br-import-run">
        <Button
          type="primary"
          size="large"
          loading={run.isPending}
          disabled={missing.length > 0 || check.isError || check.data?.stored === 0}
          onClick={() => void begin()}
        >
          {t("run")}
        </Button>
        <span className="br-quiet">{t("runHint")}</span>
      </div>
    </>
  )
}

/** Return `value` once it has stayed the same for a moment: not every keystroke is tried. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), SETTLE_MS)
    return () => window.clearTimeout(timer)
  }, [value])
  return settled
}

function Details({ map, onChange }: { map: Mapping; onChange: (map: Mapping) => void }) {
  const { t } = useTranslation("imports")
  const { zone } = useProject()
  const zones = [...new Set(["UTC", zone, ...Intl.supportedValuesOf("timeZone")])]
  return (
    <div className="br-import-details">
      {(!map.event || fixedEvent(map) !== null) && (
        <div>
          <label htmlFor="import-event">{t("allRowsAre")}</label>
          <Input
            id="import-event"
            value={fixedEvent(map) ?? ""}
            placeholder={t("eventExample")}
            onChange={(event) => onChange(withEvent(map, event.target.value))}
          />
        </div>
      )}
      <div>
        <label htmlFor="import-zone">{t("zone")}</label>
        <Select
          id="import-zone"
          showSearch
          value={map.zone}
          options={zones.map((one) => ({ value: one, label: one }))}
          onChange={(next: string) => onChange({ ...map, zone: next })}
        />
      </div>
      <div>
        <label htmlFor="import-format">{t("timeFormat")}</label>
        <Input
          id="import-format"
          value={map.time_format}
          placeholder={t("timeFormatExample")}
          onChange={(event) => onChange({ ...map, time_format: event.target.value })}
        />
      </div>
    </div>
  )
}
