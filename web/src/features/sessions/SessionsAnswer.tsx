import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { AnnotatedChart } from "@/charts/annotated/AnnotatedChart"
import { useMode, useNarrow } from "@/lib/appearance"
import { type AnswerProps, oneOf, type Words } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { Choose } from "@/ui/ask/Choose"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import type { SessionsState } from "./ask"
import { lineOption } from "./chart"
import { EndsTable } from "./EndsTable"
import { FigureTiles } from "./FigureTiles"
import { drawn, FIGURES, type Sessions } from "./figures"
import { GroupsTable } from "./GroupsTable"
import { atName, behindRow, sentence } from "./say"
import "./sessions.css"

/** The figures of sessions, one of them over time, the groups, and where sessions begin and end. */
export function SessionsAnswer({ ask, answer, onPeople }: AnswerProps<SessionsState, Sessions>) {
  const { t, i18n } = useTranslation("sessions")
  const say = t as unknown as Words
  const narrow = useNarrow()
  const mode = useMode()
  const [chosen, choose] = useAddress("figure", "sessions")
  const figure = oneOf(chosen, FIGURES, "sessions")
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const line = useMemo(
    () => lineOption(answer, ask, figure, say, mode),
    [answer, ask, figure, mode, i18n.language],
  )
  const starts = useMemo(() => (answer.rows[0]?.points ?? []).map(({ start }) => start), [answer])
  if (!answer.rows[0]?.figures.sessions) {
    return <Empty title={t("nothing")} hint={t("nothingHint")} />
  }
  const rows = drawn(answer)
  const pick = (series: number, at: number) => {
    const one = rows[series % rows.length]
    const behind = one && behindRow(one, at, { answer, ask, t: say })
    if (behind) onPeople(behind)
  }
  const by = atName(answer.at, say)
  return (
    <Parts>
      <FigureTiles ask={ask} answer={answer} onPeople={onPeople} />
      <Part
        title={t("overTitle")}
        extra={
          <Choose
            name={t("figureLabel")}
            value={figure}
            onChange={choose}
            options={FIGURES.map((value) => ({ value, label: t(`figure.${value}`) }))}
          />
        }
      >
        <AnnotatedChart
          starts={starts}
          end={answer.meta.period.to}
          zone={answer.meta.zone}
          option={line}
          summary={sentence(answer, ask, say)}
          height={narrow ? 240 : 280}
          onPick={({ seriesIndex = 0, dataIndex }) => pick(seriesIndex, dataIndex)}
        />
      </Part>
      {answer.rows.length > 1 && (
        <Part title={t("groupsTitle")}>
          <GroupsTable ask={ask} answer={answer} onPeople={onPeople} />
        </Part>
      )}
      <Part title={t("entriesTitle", { by })}>
        <EndsTable side="entry" ask={ask} answer={answer} onPeople={onPeople} />
      </Part>
      <Part title={t("exitsTitle", { by })}>
        <EndsTable side="exit" ask={ask} answer={answer} onPeople={onPeople} />
      </Part>
    </Parts>
  )
}
