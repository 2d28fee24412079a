import { Button, Segmented, Skeleton } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { hasPlace } from "@/features/question/BuilderCard"
import { Progressing } from "@/features/question/Progressing"
import { QuietLine } from "@/features/question/QuietLine"
import { TableView } from "@/features/question/TableView"
import type { Answering } from "@/features/question/useAnswer"
import { Refusal } from "@/lib/api"
import type { AnyKind, Behind, Words } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { LATEST, useRange } from "@/lib/range"
import { useAt } from "@/lib/session"
import { isWrong } from "@/ui/ask/Sentence"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"

/** The answer: in a sentence, as a chart or a table, and the quiet line of what it rests on. */
export function AnswerCard({
  kind,
  answering,
  missing,
  title,
  onPeople,
}: {
  kind: AnyKind
  answering: Answering
  missing: string | null
  title: string
  onPeople: (behind: Behind) => void
}) {
  const { t } = useTranslation("question")
  const [view, setView] = useAddress("view", "chart")
  const { shown, error, asking } = answering
  const words = t as Words
  const table = useMemo(
    () => (view === "table" && shown ? kind.table(shown.answer, shown.ask, words) : null),
    [view, shown, kind, words],
  )
  if (missing !== null) {
    return (
      <section className="br-card br-answer" aria-label={t("answer")}>
        <Empty title={missing} hint={t("missingHint")} />
      </section>
    )
  }
  if (shown?.answer.meta.freshness === null && !error) return <NoEvents />
  return (
    <section className="br-card br-answer" aria-label={t("answer")} aria-busy={asking}>
      <Progressing answering={answering} kind={kind.name} />
      {error && <Failed kind={kind} answering={answering} />}
      {shown === null ? (
        !error && !answering.cancelled && <Skeletons />
      ) : (
        <div className={answering.stale ? "br-stale" : undefined}>
          <div className="br-answer-head">
            <p className="br-answer-sentence" aria-live="polite">
              {kind.sentence(shown.answer, shown.ask, words)}
            </p>
            {!kind.picks && (
              <Segmented
                size="small"
                value={view}
                onChange={setView}
                aria-label={t("view")}
                options={[
                  { value: "chart", label: t("chart") },
                  { value: "table", label: t("table") },
                ]}
              />
            )}
          </div>
          {table ? (
            <TableView table={table} title={title} onPeople={onPeople} />
          ) : (
            <kind.Answer ask={shown.ask} answer={shown.answer} onPeople={onPeople} />
          )}
          <QuietLine meta={shown.answer.meta} />
        </div>
      )}
    </section>
  )
}

/** No event has ever come: another question or other dates would not help. */
function NoEvents() {
  const { t } = useTranslation("question")
  const at = useAt()
  return (
    <section className="br-card br-answer" aria-label={t("answer")}>
      <Empty
        title={t("noEvents")}
        hint={t("noEventsHint")}
        action={<Link to={at("/data/sources")}>{t("connect")}</Link>}
      />
    </section>
  )
}

function Failed({ kind, answering }: { kind: AnyKind; answering: Answering }) {
  const { t } = useTranslation("question")
  const { error } = answering
  if (error instanceof Refusal && hasPlace(kind, error)) {
    return (
      <p className="br-answer-wrong" role="status">
        {answering.shown ? t("wrongBefore") : t("wrong")}
      </p>
    )
  }
  if (error instanceof Refusal && isWrong(error, ["from", "to"])) return <WrongDates />
  return <Problem error={error} onRetry={answering.again} />
}

/** The dates hold nothing: they are chosen above, so that is where the fix is. */
function WrongDates() {
  const { t } = useTranslation("question")
  const [, setRange] = useRange()
  return (
    <Empty
      title={t("wrongDates")}
      hint={t("wrongDatesHint")}
      action={<Button onClick={() => setRange(LATEST)}>{t("lastDays")}</Button>}
    />
  )
}

function Skeletons() {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t("common:loading")}>
      <Skeleton active title={{ width: "60%" }} paragraph={false} />
      <Skeleton.Node active className="br-answer-skeleton" />
      <Skeleton active title={false} paragraph={{ rows: 3 }} />
    </div>
  )
}
