import { CheckCircleOutlined, CloseCircleOutlined, WarningOutlined } from "@ant-design/icons"
import { Button, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { useFindings } from "@/features/settings/api"
import type { Schemas } from "@/lib/api"
import { useAt } from "@/lib/session"
import { useWorded } from "@/lib/worded"
import { Problem } from "@/ui/Problem"

/** What the doctor looked at, what it found, and the fix where something is not well. */
export function Findings() {
  const { t } = useTranslation("settings")
  const findings = useFindings()
  return (
    <section className="br-card" aria-labelledby="set-doctor">
      <header className="br-card-head">
        <h2 id="set-doctor">{t("doctor")}</h2>
        <Button size="small" loading={findings.isFetching} onClick={() => void findings.refetch()}>
          {t("lookAgain")}
        </Button>
      </header>
      {findings.isPending ? (
        <Skeleton active title={false} paragraph={{ rows: 6 }} />
      ) : findings.isError ? (
        <Problem error={findings.error} onRetry={() => void findings.refetch()} />
      ) : (
        <ul className="br-findings">
          {findings.data.map((one) => (
            <Row key={one.name} finding={one} />
          ))}
        </ul>
      )}
    </section>
  )
}

const ICONS = {
  well: <CheckCircleOutlined className="br-up" aria-hidden="true" />,
  warning: <WarningOutlined className="br-warn" aria-hidden="true" />,
  wrong: <CloseCircleOutlined className="br-down" aria-hidden="true" />,
}

/** Where in the app it can be mended. */
const PLACES: Record<string, string> = { quarantine: "/data/sources", owner: "/settings/members" }

function Row({ finding }: { finding: Schemas["Finding"] }) {
  const { t } = useTranslation("settings")
  const worded = useWorded()
  const at = useAt()
  return (
    <li>
      {ICONS[finding.state]}
      <div>
        <strong>{t(`look.${finding.name}`, finding.name)}</strong>{" "}
        <span className="br-quiet">{t(`state.${finding.state}`)}</span>
        <p>{worded(finding.said)}</p>
        {finding.fix && (
          <p className="br-quiet">
            {t("fix")} {worded(finding.fix)}{" "}
            {PLACES[finding.name] && (
              <Link to={at(PLACES[finding.name] ?? "/")}>{t("goThere")}</Link>
            )}
          </p>
        )}
      </div>
    </li>
  )
}
