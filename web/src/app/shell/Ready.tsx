import { useQueries } from "@tanstack/react-query"
import { App, Button } from "antd"
import { useEffect } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router"
import { forget, look, useWatched, type Watched } from "@/lib/background"

const EVERY_MS = 1500

/** Nothing to see, until a question is answered whose page was left: then a way back to it. */
export function Ready() {
  const { t } = useTranslation("shell")
  const { notification } = App.useApp()
  const go = useNavigate()
  const left = useWatched().filter((one) => one.left)
  const seen = useQueries({
    queries: left.map((one) => ({
      queryKey: ["background", one.told.id],
      queryFn: () => look(one),
      refetchInterval: EVERY_MS,
      retry: false,
      staleTime: 0,
    })),
  })
  useEffect(() => {
    left.forEach((one: Watched, place) => {
      const found = seen[place]
      const ended = found?.data?.ended
      if (!ended && !found?.isError) return
      forget(one.told.id)
      if (found?.data?.state === "cancelled") return
      const fine = found?.data?.state === "done"
      notification[fine ? "success" : "warning"]({
        key: one.told.id,
        title: t(fine ? "ready" : "notReady"),
        duration: 0,
        actions: (
          <Button
            type="primary"
            size="small"
            onClick={() => {
              notification.destroy(one.told.id)
              void go(one.href)
            }}
          >
            {t("toAnswer")}
          </Button>
        ),
      })
    })
  })
  return null
}
