import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Chart } from "@/charts/Chart"
import { useMode, useNarrow } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"
import type { PathsState } from "./ask"
import { graphOption } from "./graph"
import type { Paths } from "./layers"
import { behindEdge, viewSentence, way } from "./views"

/** Where each event leads: a drawing, and the lines as a list. */
export function GraphView({ ask, answer, onPeople }: AnswerProps<PathsState, Paths>) {
  const { t, i18n } = useTranslation("paths")
  const say = t as unknown as Words
  const mode = useMode()
  const narrow = useNarrow()
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const option = useMemo(() => graphOption(answer, say, mode), [answer, mode, i18n.language])
  return (
    <section className="br-paths-graph" aria-label={t("graphTitle")}>
      <header className="br-paths-head">
        <h3>{t("graphTitle")}</h3>
        {!narrow && <small className="br-quiet">{t("graphKey")}</small>}
      </header>
      {!narrow && (
        <Chart
          option={option}
          height={520}
          summary={viewSentence(answer, ask, say) ?? t("graphTitle")}
          onPick={(at) => {
            const { source, target } = (at.data ?? {}) as { source?: string; target?: string }
            if (source && target) onPeople(behindEdge(source, target, say))
          }}
        />
      )}
      <table className="br-ways">
        <thead>
          <tr>
            <th scope="col">{t("way")}</th>
            <th scope="col">{t("times")}</th>
            <th scope="col">{t("ofNext")}</th>
            <th scope="col">{t("people")}</th>
          </tr>
        </thead>
        <tbody>
          {answer.edges.slice(0, ask.top).map((edge) => (
            <tr key={`${edge.from}\n${edge.to}`}>
              <th scope="row">
                {sayEvent(edge.from, say)} → {sayEvent(edge.to, say)}
              </th>
              <td data-name={t("times")}>{exact(edge.count)}</td>
              <td data-name={t("ofNext")}>{share(edge.share ?? 0)}</td>
              <td data-name={t("people")}>
                <button
                  type="button"
                  className="br-way-people"
                  aria-label={t("openPeople", {
                    way: way([edge.from, edge.to], say),
                    people: exact(edge.people),
                  })}
                  onClick={() => onPeople(behindEdge(edge.from, edge.to, say))}
                >
                  {exact(edge.people)}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
