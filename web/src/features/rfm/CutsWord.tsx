import { Button, Input } from "antd"
import { useTranslation } from "react-i18next"
import { Word } from "@/ui/ask/Word"
import type { Axis } from "./ask"

/** Where the levels of one of the three begin: found by the server, or typed as numbers. */
export function CutsWord({
  axis,
  value,
  wrong,
  onChange,
}: {
  axis: Axis
  value: string
  wrong: boolean
  onChange: (cuts: string) => void
}) {
  const { t } = useTranslation(["rfm", "ask"])
  const name = t(`cutsLabel.${axis}`)
  return (
    <Word name={name} reads={value || t("autoCuts")} wrong={wrong}>
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const typed = new FormData(event.currentTarget).get("cuts")
            onChange(typeof typed === "string" ? typed.trim() : "")
            close()
          }}
        >
          <Input
            name="cuts"
            autoFocus
            aria-label={name}
            placeholder={axis === "recency" ? "7, 30, 90" : "2, 5, 10"}
            defaultValue={value}
            inputMode="decimal"
          />
          <small className="br-quiet">{t(`cutsHint.${axis}`)}</small>
          <footer className="br-word-foot">
            <Button type="primary" size="small" htmlType="submit">
              {t("ask:done")}
            </Button>
          </footer>
        </form>
      )}
    </Word>
  )
}
