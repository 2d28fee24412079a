import { CheckCircleFilled, LoadingOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { useLatest } from "@/features/home/api"
import { type Arrival, listen } from "@/lib/stream"

/** Waiting for the first event, and the check once it is there. */
export function Arriving({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation("home")
  const [live, setLive] = useState<Arrival | null>(null)
  const stored = useLatest(1)
  useEffect(() => listen({ events: ([first]) => first && setLive((now) => now ?? first) }), [])
  const arrived = live ?? stored.data?.[0]
  return (
    <div className="br-arriving" role="status">
      {arrived ? (
        <>
          <CheckCircleFilled className="br-up" aria-hidden="true" />
          <span>{t("arrived", { event: arrived.event })}</span>
          <Button type="primary" onClick={onOpen}>
            {t("seeIt")}
          </Button>
        </>
      ) : (
        <>
          <LoadingOutlined aria-hidden="true" />
          <span>{t("waitingFirst")}</span>
        </>
      )}
    </div>
  )
}
