import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { type Node, opportunities } from "@/features/growth/tree"
import { signed, withUnit } from "@/features/growth/values"
import type { Words } from "@/lib/ask"
import { useAt } from "@/lib/session"

const MOST = 8

/** Where most is to be won: drivers by what their north star gains when they reach target or best. */
export function Opportunities({ stars }: { stars: Node[] }) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const at = useAt()
  const found = opportunities(stars).slice(0, MOST)
  return (
    <section className="br-card" aria-label={t("growth:opportunities")}>
      <h2>{t("growth:opportunities")}</h2>
      {found.length === 0 && <p className="br-quiet">{t("growth:noOpportunities")}</p>}
      <ol className="br-opportunities">
        {found.map(({ node, star, headroom, length }) => (
          <li key={node.goal.id}>
            {node.metric && star.metric && (
              <>
                <Link to={at(`/insights/metrics/${node.metric.key}`)}>{node.metric.name}</Link>
                <strong>
                  {signed(star.metric.definition, t)(headroom)} {star.metric.name}
                </strong>
                <i
                  className="br-opportunity"
                  style={{ "--length": length } as React.CSSProperties}
                  aria-hidden="true"
                />
                <small className="br-quiet">
                  {t(node.goal.target === null ? "growth:atBest" : "growth:atTarget", {
                    value: withUnit(node.metric.definition, node.goal.target ?? node.value?.best),
                  })}
                </small>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
