import { Button } from "antd"
import { useTranslation } from "react-i18next"
import type { Words } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { PropertyList } from "@/ui/ask/PropertyPicker"
import { Word } from "@/ui/ask/Word"
import { atName } from "./say"

/** How entries and exits are told apart: by the event, or by a property of it. */
export function AtWord({
  value,
  event,
  wrong,
  onChange,
}: {
  value: string
  event: string
  wrong: boolean
  onChange: (at: string) => void
}) {
  const { t } = useTranslation("sessions")
  return (
    <Word name={t("atLabel")} reads={atName(value, t as unknown as Words)} wrong={wrong}>
      {(close) => {
        const choose = (at: string) => {
          onChange(at)
          close()
        }
        return (
          <>
            <PropertyList event={onlyEvent(event)} chosen={[value]} onPick={choose} />
            {value !== "event" && (
              <footer className="br-word-foot">
                <Button type="text" size="small" onClick={() => choose("event")}>
                  {t("atEvent")}
                </Button>
              </footer>
            )}
          </>
        )
      }}
    </Word>
  )
}
