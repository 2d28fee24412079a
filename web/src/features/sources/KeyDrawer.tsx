import { Drawer, Tabs } from "antd"
import { useTranslation } from "react-i18next"
import type { WriteKey } from "@/features/sources/api"
import { FirstEvent } from "@/features/sources/FirstEvent"
import { Revoke } from "@/features/sources/Revoke"
import { snippets, WAYS, type Way } from "@/features/sources/snippets"
import { useAddress } from "@/lib/location"
import { Copyable } from "@/ui/Copyable"

/** How to send with one key: what to paste for each protocol, and whether something arrives. */
export function KeyDrawer({ made, onClose }: { made: WriteKey | null; onClose: () => void }) {
  const { t } = useTranslation("sources")
  const [way, setWay] = useAddress("way", "script")
  const labels: Record<Way, string> = {
    ...{ script: t("script"), segment: "Segment", rudderstack: "RudderStack" },
    ...{ posthog: "PostHog", http: "HTTP" },
  }
  return (
    <Drawer
      open={made !== null}
      onClose={onClose}
      size="min(680px, 100vw)"
      title={made && t("sendWith", { name: made.name || t("unnamedKey") })}
      extra={made && !made.revoked && <Revoke made={made} onDone={onClose} />}
    >
      {made && (
        <div className="br-connect">
          <section>
            <h3>{t("key")}</h3>
            <Copyable text={made.shown} label={t("key")} />
          </section>
          {made.revoked ? (
            <p className="br-quiet">{t("revokedHint")}</p>
          ) : (
            <FirstEvent made={made} />
          )}
          <Tabs
            activeKey={way}
            onChange={setWay}
            items={WAYS.map((one) => ({
              key: one,
              label: labels[one],
              children: <Snippets way={one} made={made} label={labels[one]} />,
            }))}
          />
        </div>
      )}
    </Drawer>
  )
}

function Snippets({ way, made, label }: { way: Way; made: WriteKey; label: string }) {
  const { t } = useTranslation("sources")
  return (
    <div className="br-snippets">
      <p className="br-quiet">{t(`lead_${way}`)}</p>
      {snippets(way, window.location.origin, made.shown).map((one) => (
        <section key={one.title} aria-label={one.title}>
          <h3>
            {one.title}
            {one.install && <code>{one.install}</code>}
          </h3>
          <Copyable text={one.code} label={`${label} ${one.title}`} />
        </section>
      ))}
    </div>
  )
}
