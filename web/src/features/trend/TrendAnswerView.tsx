import { Grid } from "antd"
import type { ECharts } from "echarts"
import { useCallback, useMemo, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { AnnotatedChart } from "@/charts/annotated/AnnotatedChart"
import type { TrendAsk } from "@/features/trend/ask"
import { chartOption } from "@/features/trend/chart"
import { LineList } from "@/features/trend/LineList"
import { behind, type Line, lines, starts, type TrendAnswer } from "@/features/trend/lines"
import { nearest } from "@/features/trend/nearest"
import { sentence } from "@/features/trend/say"
import { useMode } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { Empty } from "@/ui/Empty"
import { series } from "@/ui/tokens"
import "@/features/trend/trend.css"

const SHOWN = 7

/** A trend as a chart, with the number of the whole period beside every line. */
export function TrendAnswerView({ ask, answer, onPeople }: AnswerProps<TrendAsk, TrendAnswer>) {
  const { t: words } = useTranslation("trend")
  const t = words as Words
  const wide = Grid.useBreakpoint().lg ?? true
  const mode = useMode()
  // "Now" stands still while an answer is shown, else every redraw would move what is unfinished.
  const now = useMemo(() => (answer ? new Date() : new Date()), [answer])
  const all = useMemo(() => lines(answer, ask, t, now), [answer, ask, t, now])
  const [hidden, toggle] = useHidden(all)
  const drawn = all.filter(({ key }) => !hidden.has(key))
  const colours = series[mode]
  const option = chartOption({ drawn, answer, ask, now, colours, labelled: wide, t })
  const open = (line: Line, at: number | null) => onPeople(behind(line, at, answer, ask, t))
  const latest = useRef({ drawn, open })
  latest.current = { drawn, open }
  const places = useMemo(() => starts(answer), [answer])
  const count = places.length
  const onReady = useCallback((chart: ECharts) => {
    chart.getZr().on("click", ({ offsetX, offsetY }) => {
      const found = nearest(chart, latest.current.drawn, offsetX, offsetY)
      if (found) latest.current.open(found.line, found.at)
    })
  }, [])
  if (!all.some(({ total }) => total)) {
    return <Empty title={t("empty")} hint={t("emptyHint")} />
  }
  return (
    <div className="br-trend">
      <AnnotatedChart
        key={count < 2 ? "bars" : "lines"}
        starts={places}
        end={answer.meta.period.to}
        zone={answer.meta.zone}
        option={option}
        summary={sentence(answer, ask, t)}
        height={count < 2 ? Math.max(120, drawn.length * 40 + 40) : 340}
        onReady={onReady}
      >
        <LineList
          all={all}
          hidden={hidden}
          colours={colours}
          ask={ask}
          onToggle={toggle}
          onOpen={(line) => open(line, null)}
        />
      </AnnotatedChart>
    </div>
  )
}

/** Which lines are not drawn: at first all but the largest; another question begins anew. */
function useHidden(all: Line[]): [Set<string>, (key: string) => void] {
  const names = all.map(({ label }) => label).join("\n")
  const [changed, setChanged] = useState({ names: "", keys: new Set<string>() })
  const first = new Set(all.slice(SHOWN).map(({ key }) => key))
  const keys = changed.names === names ? changed.keys : first
  const toggle = (key: string) => {
    const next = new Set(keys)
    if (!next.delete(key)) next.add(key)
    setChanged({ names, keys: next })
  }
  return [keys, toggle]
}
