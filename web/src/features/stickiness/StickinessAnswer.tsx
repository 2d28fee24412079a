import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { AnnotatedChart } from "@/charts/annotated/AnnotatedChart"
import { Chart } from "@/charts/Chart"
import { useNarrow } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { sentences } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { Choose } from "@/ui/ask/Choose"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import type { StickinessState } from "./ask"
import { dailyOption, daysOption } from "./chart"
import { behindDay, behindDays, sentence, spellName } from "./say"
import { newestPlace, type Stickiness } from "./spells"

/** On how many days people were active, for one week or month, and the daily share over time. */
export function StickinessAnswer({
  ask,
  answer,
  onPeople,
}: AnswerProps<StickinessState, Stickiness>) {
  const { t, i18n } = useTranslation("stickiness")
  const say = t as unknown as Words
  const narrow = useNarrow()
  const [chosen, choose] = useAddress("spell", "")
  const known = answer.spells.findIndex((one) => one.start === chosen)
  const place = known >= 0 ? known : newestPlace(answer.spells)
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const days = useMemo(() => daysOption(answer, place, say), [answer, place, i18n.language])
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const daily = useMemo(() => dailyOption(answer, ask, say), [answer, ask, i18n.language])
  const starts = useMemo(() => answer.daily.map(({ start }) => start), [answer])
  if (answer.spells.every((one) => one.people === 0)) {
    return <Empty title={t("nobody")} hint={t("nobodyHint")} />
  }
  const said = { answer, ask, t: say }
  const running = answer.spells[place]?.complete === false
  const choice = (
    <Choose
      name={t("spellLabel")}
      value={answer.spells[place]?.start ?? ""}
      onChange={choose}
      options={answer.spells.map((one) => ({
        value: one.start,
        label: spellName(one, ask, answer, say),
        hint: one.complete ? undefined : t("running"),
      }))}
    />
  )
  return (
    <Parts>
      <Part
        title={t("daysTitle")}
        note={sentences(t("daysKey"), running ? t("runningKey") : "")}
        extra={choice}
      >
        <Chart
          option={days}
          summary={sentence(answer, ask, say)}
          height={narrow ? 240 : 300}
          onPick={({ dataIndex, seriesIndex }) => {
            if (seriesIndex === 0 && answer.spells[place]?.days[dataIndex]) {
              onPeople(behindDays(place, dataIndex + 1, false, said))
            }
          }}
        />
      </Part>
      <Part title={t(`of.${ask.every}`)} note={t(`dailyKey.${ask.every}`)}>
        <AnnotatedChart
          starts={starts}
          end={answer.meta.period.to}
          zone={answer.meta.zone}
          option={daily}
          summary={t(`dailyKey.${ask.every}`)}
          height={narrow ? 200 : 240}
          onPick={({ dataIndex }) => onPeople(behindDay(dataIndex, false, said))}
        />
      </Part>
    </Parts>
  )
}
