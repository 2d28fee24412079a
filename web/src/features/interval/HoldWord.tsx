import { Button } from "antd"
import { useTranslation } from "react-i18next"
import type { Words } from "@/lib/ask"
import { sayBy } from "@/lib/sayings"
import { PropertyList } from "@/ui/ask/PropertyPicker"
import { Word, WordFoot } from "@/ui/ask/Word"

const MOST = 3

/** What both events must have alike: an order, a product. */
export function HoldWord({
  value,
  event,
  wrong,
  onChange,
}: {
  value: readonly string[]
  event: string | undefined
  wrong: boolean
  onChange: (hold: string[]) => void
}) {
  const { t } = useTranslation("interval")
  const toggle = (name: string) =>
    onChange(
      value.includes(name)
        ? value.filter((one) => one !== name)
        : [...value.slice(0, MOST - 1), name],
    )
  return (
    <Word
      name={t("holdLabel")}
      reads={value.length > 0 ? sayBy(value, t as unknown as Words) : t("holdNothing")}
      quiet={value.length === 0}
      wrong={wrong}
    >
      {(close) => (
        <>
          <PropertyList event={event} chosen={value} onPick={toggle} />
          <WordFoot onDone={close}>
            {value.length > 0 && (
              <Button type="text" size="small" onClick={() => onChange([])}>
                {t("holdNone")}
              </Button>
            )}
          </WordFoot>
        </>
      )}
    </Word>
  )
}
