import { Tabs } from "antd"
import { useTranslation } from "react-i18next"
import { useReasons, useWriteKeys } from "@/features/sources/api"
import { KeyDrawer } from "@/features/sources/KeyDrawer"
import { KeyList } from "@/features/sources/KeyList"
import { NewKey } from "@/features/sources/NewKey"
import { Refused } from "@/features/sources/Refused"
import { Volume } from "@/features/sources/Volume"
import { number } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { useMay } from "@/lib/session"
import { Page } from "@/ui/Page"
import "@/features/sources/sources.css"

/** Where events come from: keys and how to send with them, volume, and what was refused. */
export function SourcesView() {
  const { t } = useTranslation("sources")
  const may = useMay()
  const [view, setView] = useAddress("view", "keys")
  const [open, setOpen] = useAddress("key", "")
  const keys = useWriteKeys(may.manage)
  const reasons = useReasons()
  const refused = reasons.data?.reduce((sum, one) => sum + one.events, 0)
  const openOne = (source: number) => setOpen(String(source))
  const action = may.manage ? <NewKey onMade={openOne} /> : undefined
  const found = keys.data?.find((one) => String(one.source) === open) ?? null
  return (
    <Page title={t("title")} lead={t("lead")} extra={action}>
      <Tabs
        className="br-sources-tabs"
        activeKey={view}
        onChange={setView}
        items={[
          {
            key: "keys",
            label: t("keys"),
            children: (
              <div className="br-sources">
                <section className="br-card" aria-label={t("keys")}>
                  <h2>{t("keys")}</h2>
                  {may.manage ? (
                    <KeyList keys={keys} action={action} onOpen={openOne} />
                  ) : (
                    <p className="br-quiet">{t("keysHidden")}</p>
                  )}
                </section>
                <Volume />
              </div>
            ),
          },
          {
            key: "refused",
            label: refused ? `${t("refused")} (${number(refused)})` : t("refused"),
            children: <Refused reasons={reasons} />,
          },
        ]}
      />
      <KeyDrawer made={found} onClose={() => setOpen("")} />
    </Page>
  )
}
