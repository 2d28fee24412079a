import { CheckCircleOutlined, CloseCircleOutlined, WarningOutlined } from "@ant-design/icons"
import { Select, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import type { Rock, Verdict } from "@/features/growth/api"
import { setPath, useFunnels } from "@/features/growth/goalApi"
import { useUndo } from "@/features/growth/useUndo"
import type { Words } from "@/lib/ask"
import { useAt, useMay } from "@/lib/session"
import { useWorded } from "@/lib/worded"
import { Problem } from "@/ui/Problem"

const LETTERS = ["real", "objective", "core", "path"] as const

/** Whether a goal stands on rock: four letters, each with what was found and what to do. */
export function RockPanel({
  of,
  rock,
  failed,
}: {
  of: string
  rock: Rock | undefined
  failed?: unknown
}) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  return (
    <div className="br-rock" role="group" aria-label={t("growth:rock")}>
      {failed ? <Problem error={failed} /> : null}
      {!rock && !failed && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {rock && (
        <ul>
          {LETTERS.map((letter) => (
            <li key={letter}>
              <h3>
                <Light state={worstOf(rock.verdicts, letter)} /> {t(`growth:letter.${letter}`)}
              </h3>
              {rock.verdicts
                .filter((one) => one.letter === letter)
                .map((one) => (
                  <Said key={one.check} verdict={one} />
                ))}
              {letter === "path" && <KeyPath of={of} path={rock.path} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

export function worstOf(verdicts: readonly Verdict[], letter?: string): Verdict["state"] {
  const states = verdicts
    .filter((one) => letter === undefined || one.letter === letter)
    .map((one) => one.state)
  return states.includes("fail") ? "fail" : states.includes("warn") ? "warn" : "pass"
}

/** A mark and its word; the colour says it once more. */
export function Light({ state }: { state: Verdict["state"] }) {
  const { t: words } = useTranslation("growth")
  const label = (words as Words)(`growth:state.${state}`)
  if (state === "pass") return <CheckCircleOutlined className="br-up" aria-label={label} />
  if (state === "warn") return <WarningOutlined className="br-amber" aria-label={label} />
  return <CloseCircleOutlined className="br-down" aria-label={label} />
}

function Said({ verdict }: { verdict: Verdict }) {
  const worded = useWorded()
  const { state, said, fix } = verdict
  return (
    <p className={state === "pass" ? "br-quiet" : undefined}>
      {worded(said)}
      {fix && <small>{worded(fix)}</small>}
    </p>
  )
}

function KeyPath({ of, path }: { of: string; path: string | null }) {
  const { t } = useTranslation("growth")
  const at = useAt()
  const may = useMay()
  const funnels = useFunnels(may.change)
  const { tried } = useUndo()
  return (
    <div className="br-key-path">
      {may.change && (
        <Select
          size="small"
          allowClear
          aria-label={t("keyPath")}
          placeholder={t("keyPath")}
          value={path}
          options={funnels.data?.map((one) => ({ value: one.id, label: one.name }))}
          notFoundContent={t("noFunnels")}
          onChange={(next?: string) => void tried(() => setPath(of, next ?? null))}
        />
      )}
      {path && <Link to={at(`/insights/funnel?q=${path}`)}>{t("openFunnel")}</Link>}
    </div>
  )
}
