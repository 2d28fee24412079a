import { Button, Input } from "antd"
import { useTranslation } from "react-i18next"
import { Word } from "@/ui/ask/Word"

/** Where ranges begin: chosen by the server, or typed as numbers. */
export function BinsWord({
  value,
  wrong,
  onChange,
}: {
  value: string
  wrong: boolean
  onChange: (bins: string) => void
}) {
  const { t } = useTranslation(["frequency", "ask"])
  return (
    <Word
      name={t("binsLabel")}
      reads={value ? t("ownBins", { bins: value }) : t("autoBins")}
      wrong={wrong}
    >
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const typed = new FormData(event.currentTarget).get("bins")
            onChange(typeof typed === "string" ? typed.trim() : "")
            close()
          }}
        >
          <Input
            name="bins"
            autoFocus
            aria-label={t("binsLabel")}
            placeholder="1, 2, 5, 10"
            defaultValue={value}
            inputMode="decimal"
          />
          <small className="br-quiet">{t("binsHint")}</small>
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
