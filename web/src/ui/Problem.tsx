import { Alert, Button } from "antd"
import { useContext } from "react"
import { useTranslation } from "react-i18next"
import { Refusal } from "@/lib/api"
import { useReach } from "@/lib/reach"
import { SeatContext } from "@/lib/session"
import { useWorded } from "@/lib/worded"

/** Why something failed, at its place, with the fix and a way to try again. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const { title, hint } = useWords(error)
  const told = useTold(error)
  return (
    <Alert
      type={told ? "warning" : "error"}
      showIcon
      role={told ? "note" : "alert"}
      title={told ? t("unanswered") : title}
      description={told ? "" : hint}
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t("retry")}
          </Button>
        )
      }
    />
  )
}

/** An error in the reader's words: what the server said, or that it cannot be reached. */
export function useWords(error: unknown): { title: string; hint: string } {
  const { t } = useTranslation()
  const worded = useWorded()
  if (error instanceof Refusal) {
    if (error.status === 0) return { title: t("unreachable"), hint: t("unreachableHint") }
    return { title: worded(error.message), hint: worded(error.hint) }
  }
  return { title: t("failed"), hint: error instanceof Error ? error.message : "" }
}

/** Whether the shell around the page says already that the server cannot be reached. */
function useTold(error: unknown): boolean {
  const inside = useContext(SeatContext) !== null
  const reached = useReach()
  return inside && !reached && error instanceof Refusal && error.status === 0
}

/** The same in one line, for a place that has no more room. */
export function useLine(error: unknown): string {
  const { i18n } = useTranslation()
  const { title, hint } = useWords(error)
  return [title, hint].filter(Boolean).join(i18n.language === "zh-CN" ? "。" : ". ")
}
