import { useTranslation } from "react-i18next"
import type { AnswerProps, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"
import type { PathsState } from "./ask"
import type { Paths } from "./layers"
import { behindCluster, type Cluster, reachedShare } from "./views"

/** People who go similar ways: how many, their usual way, and what they do more often. */
export function ClustersView({ answer, onPeople }: AnswerProps<PathsState, Paths>) {
  const { t } = useTranslation("paths")
  const say = t as unknown as Words
  return (
    <section aria-label={t("clustersTitle")}>
      <header className="br-paths-head">
        <h3>{t("clustersTitle")}</h3>
      </header>
      <ol className="br-clusters">
        {(answer.clusters ?? []).map((one, n) => (
          <li key={n} className="br-cluster">
            <One one={one} n={n} onOpen={() => onPeople(behindCluster(n, say))} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function One({ one, n, onOpen }: { one: Cluster; n: number; onOpen: () => void }) {
  const { t } = useTranslation("paths")
  const say = t as unknown as Words
  const people = exact(one.people)
  const reached = reachedShare(one)
  return (
    <>
      <h4>{t("cluster", { n: n + 1 })}</h4>
      <p className="br-cluster-size">
        <strong>{share(one.share)}</strong>{" "}
        <button
          type="button"
          className="br-way-people"
          aria-label={t("clusterPeople", { n: n + 1, people })}
          onClick={onOpen}
        >
          {people}
        </button>
        {reached !== null && (
          <span className="br-quiet">
            {t("reached")} {share(reached)}
          </span>
        )}
      </p>
      <h5>{t("typical")}</h5>
      <ol className="br-way">
        {one.steps.map((event, at) => (
          <li key={at}>{sayEvent(event, say)}</li>
        ))}
      </ol>
      <small className="br-quiet">{t("walkedBy", { people: exact(one.walked_by) })}</small>
      {one.edges.length > 0 && <h5>{t("leaning")}</h5>}
      <ul className="br-cluster-edges">
        {one.edges.map((edge) => (
          <li key={`${edge.from}\n${edge.to}`}>
            {t("leans", {
              from: sayEvent(edge.from, say),
              to: sayEvent(edge.to, say),
              share: share(edge.share),
              all: share(edge.share_of_all),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}
