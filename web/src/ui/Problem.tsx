import { Alert, Button } from "antd"
import { useTranslation } from "react-i18next"
import { Refusal } from "@/lib/api"

/** Why something failed, at its place, with the fix and a way to try again. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const { title, hint } = useWords(error)
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={hint}
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

/** An error in words for people: what the server said, or that it cannot be reached. */
export function useWords(error: unknown): { title: string; hint: string } {
  const { t } = useTranslation()
  if (error instanceof Refusal) {
    if (error.status === 0) return { title: t("unreachable"), hint: t("unreachableHint") }
    return { title: sentence(error.message), hint: sentence(error.hint) }
  }
  return { title: t("failed"), hint: error instanceof Error ? error.message : "" }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
