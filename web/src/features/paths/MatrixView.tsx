import { useTranslation } from "react-i18next"
import { type ShadedCell, ShadedGrid, type ShadedRow } from "@/charts/ShadedGrid"
import type { AnswerProps, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"
import type { PathsState } from "./ask"
import type { Paths } from "./layers"
import { behindStep, stepName, viewSentence } from "./views"

/** Events drawn as rows; the table below has all. */
const ROWS = 15

/** Rows are events, columns are steps, and a cell is the share of all ways that stand there. */
export function MatrixView({ ask, answer, onPeople }: AnswerProps<PathsState, Paths>) {
  const { t } = useTranslation("paths")
  const say = t as unknown as Words
  const steps = answer.matrix ?? []
  const walked = answer.walked?.count ?? 0
  const best = new Map<string, number>()
  for (const one of steps.flatMap((step) => step.events)) {
    best.set(one.name, (best.get(one.name) ?? 0) + one.count)
  }
  const names = [...best].sort((a, b) => b[1] - a[1]).slice(0, ROWS)
  const rows = names.map(([name]): ShadedRow => {
    const cells = steps.map((step): ShadedCell => {
      const one = step.events.find((event) => event.name === name)
      const said = { event: sayEvent(name, say), step: stepName(step.at, ask, say) }
      const told = { ...said, share: share(one?.share ?? 0), people: exact(one?.people ?? 0) }
      return {
        text: one ? share(one.share) : "",
        label: t("cellLabel", told),
        level: one ? one.share : null,
        onOpen: one && (() => onPeople(behindStep(name, step.at, ask, say))),
      }
    })
    return { key: name, name: sayEvent(name, say), cells }
  })
  const gone = steps.map((step): ShadedCell => {
    const part = walked ? 1 - step.count / walked : 0
    const said = { step: stepName(step.at, ask, say), share: share(part) }
    return { text: share(part), label: t("goneLabel", said), level: null }
  })
  return (
    <section className="br-paths-matrix" aria-label={t("matrixTitle")}>
      <header className="br-paths-head">
        <h3>{t("matrixTitle")}</h3>
        <small className="br-quiet">{t("matrixKey")}</small>
      </header>
      <ShadedGrid
        summary={viewSentence(answer, ask, say) ?? t("matrixTitle")}
        corner={t("event")}
        columns={steps.map((step) => stepName(step.at, ask, say))}
        rows={[...rows, { key: "\u0000gone", name: t("gone"), cells: gone }]}
      />
    </section>
  )
}
