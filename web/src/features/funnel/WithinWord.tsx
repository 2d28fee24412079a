import { Button, InputNumber, Select, Space } from "antd"
import { useTranslation } from "react-i18next"
import { readWithin, UNITS, type Unit } from "@/features/funnel/ask"
import { sayWithin } from "@/features/funnel/ladder"
import type { Words } from "@/lib/ask"
import { Word } from "@/ui/ask/Word"

const USUAL = ["30m", "1h", "1d", "7d", "14d", "30d", "3mo", "session", "day"]

/** How long the whole climb may take, as a word of the sentence. */
export function WithinWord({
  value,
  wrong,
  onChange,
}: {
  value: string
  wrong: boolean
  onChange: (value: string) => void
}) {
  const { t } = useTranslation("funnel")
  const { count, unit } = readWithin(value) ?? { count: 7, unit: "d" as Unit }
  return (
    <Word name={t("withinName")} reads={sayWithin(value, t as Words)} wrong={wrong}>
      {(close) => (
        <>
          <Space.Compact block>
            <InputNumber
              autoFocus
              min={1}
              max={unit === "m" ? 100_000 : 3650}
              precision={0}
              value={count}
              aria-label={t("withinName")}
              onChange={(next) => next && onChange(`${next}${unit}`)}
              onPressEnter={(event) => {
                // Else the same press would open it again, by the word that gets the focus back.
                event.preventDefault()
                close()
              }}
            />
            <Select
              value={unit}
              aria-label={t("unitName")}
              className="br-unit"
              options={UNITS.map((one) => ({ value: one, label: t(`unit.${one}`) }))}
              onChange={(next) => onChange(`${count}${next}`)}
            />
          </Space.Compact>
          <div className="br-usual">
            {USUAL.map((one) => (
              <Button
                key={one}
                size="small"
                type={one === value ? "primary" : "default"}
                onClick={() => {
                  onChange(one)
                  close()
                }}
              >
                {sayWithin(one, t as Words)}
              </Button>
            ))}
          </div>
        </>
      )}
    </Word>
  )
}
