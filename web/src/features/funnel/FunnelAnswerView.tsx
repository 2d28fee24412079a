import { Button, Grid } from "antd"
import { useTranslation } from "react-i18next"
import type { FunnelAsk } from "@/features/funnel/ask"
import { BesideView } from "@/features/funnel/BesideView"
import { Comparison } from "@/features/funnel/Comparison"
import { LadderView } from "@/features/funnel/LadderView"
import { entered, type FunnelAnswer, ladders } from "@/features/funnel/ladder"
import type { AnswerProps, Words } from "@/lib/ask"
import { useRange } from "@/lib/range"
import { sayStep } from "@/lib/sayings"
import { Empty } from "@/ui/Empty"
import "@/features/funnel/funnel.css"

/** A funnel as a ladder; groups side by side where it is broken down. */
export function FunnelAnswerView(props: AnswerProps<FunnelAsk, FunnelAnswer>) {
  const { ask, answer, onPeople } = props
  const { t } = useTranslation("funnel")
  const wide = Grid.useBreakpoint().md ?? true
  const all = ladders(answer, ask, t as Words)
  if (all.every((one) => entered(one) === 0)) return <Nobody ask={ask} />
  if (answer.time || answer.trend || answer.drivers) return <BesideView {...props} />
  const [only] = all
  if (only && only.at === null) return <LadderView ladder={only} onPeople={onPeople} />
  if (wide) return <Comparison all={all} onPeople={onPeople} />
  return (
    <div className="br-ladders">
      {all.map((ladder) => (
        <section key={ladder.key} aria-label={ladder.group}>
          <h3>{ladder.group}</h3>
          <LadderView ladder={ladder} onPeople={onPeople} />
        </section>
      ))}
    </div>
  )
}

/** Why nobody is in the funnel, and what to change. */
function Nobody({ ask }: { ask: FunnelAsk }) {
  const { t } = useTranslation("funnel")
  const [range, setRange] = useRange()
  const first = ask.steps[0] ?? ""
  const narrowed = first.includes("[")
  return (
    <Empty
      title={t("nobodyTitle", { step: sayStep(first, t as Words) })}
      hint={narrowed ? t("nobodyFilter") : t("nobodyHint")}
      action={
        range.from !== "-365d" && (
          <Button onClick={() => setRange({ from: "-365d", to: "" })}>{t("wholeYear")}</Button>
        )
      }
    />
  )
}
