import { useMutation } from "@tanstack/react-query"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { client, type Schemas, unwrap } from "@/lib/api"
import { Problem } from "@/ui/Problem"
import type { Heat } from "./page"

/** Opens the page itself with the numbers over its own elements. */
export function OnPage({ answer }: { answer: Heat }) {
  const { t } = useTranslation("heat")
  const opening = useMutation({
    mutationFn: async () => {
      // Opened at once, while the click is still the reader's; its address comes a moment later.
      const tab = window.open("about:blank", "_blank")
      try {
        const ticket = await unwrap(
          client.POST("/api/v1/heat/live", { body: { ask: questionOf(answer) } }),
        )
        if (tab === null) window.location.assign(ticket.url)
        else {
          tab.opener = null
          tab.location.replace(ticket.url)
        }
      } catch (error) {
        tab?.close()
        throw error
      }
    },
  })
  if (answer.page === null || answer.page.includes("*")) return null
  return (
    <>
      <Button size="small" loading={opening.isPending} onClick={() => opening.mutate()}>
        {t("live.show")}
      </Button>
      <small className="br-quiet">{t("live.hint")}</small>
      {opening.isError && <Problem error={opening.error} />}
    </>
  )
}

function questionOf({ page, device, meta }: Heat): Schemas["HeatAsk"] {
  const { from, to } = meta.period
  return { page, device, from, to, top: 100 } as unknown as Schemas["HeatAsk"]
}
