import { Button, Segmented, Space } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router"
import { Chart } from "@/charts/Chart"
import { useMode, useNarrow } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { Empty } from "@/ui/Empty"
import type { PathsState } from "./ask"
import { ClustersView } from "./ClustersView"
import { DifferenceView } from "./DifferenceView"
import { FlowList } from "./FlowList"
import { GraphView } from "./GraphView"
import type { Flow, Node, Paths } from "./layers"
import { MatrixView } from "./MatrixView"
import { heightOf, pickedIn, sankeyOption } from "./sankey"
import { behindFlow, laidOut, sentence } from "./say"
import { isNothing } from "./views"
import { WayList } from "./WayList"
import "./paths.css"

/** Ways as they are to be looked at. */
export function PathsAnswer(props: AnswerProps<PathsState, Paths>) {
  const { answer } = props
  if (isNothing(answer)) return <Nobody />
  if (answer.compared) return <DifferenceView {...props} />
  if (answer.matrix) return <MatrixView {...props} />
  if (answer.nodes) return <GraphView {...props} />
  if (answer.clusters) return <ClustersView {...props} />
  return <FlowView {...props} />
}

/** The drawing of all ways, step by step, and the most walked ones as a list. */
function FlowView({ ask, answer, onPeople }: AnswerProps<PathsState, Paths>) {
  const { t, i18n } = useTranslation("paths")
  const say = t as unknown as Words
  const mode = useMode()
  const narrow = useNarrow()
  const [shown, setShown] = useAddress("flows", "drawing")
  const layers = useMemo(() => laidOut(answer, ask), [answer, ask])
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const option = useMemo(
    () => sankeyOption(answer, ask, say, mode),
    [answer, ask, mode, i18n.language],
  )
  const open = (at: Node | Flow | undefined) => {
    const behind = at && behindFlow(at, layers, ask, say)
    if (behind) onPeople(behind)
  }
  const list = narrow || shown === "list"
  return (
    <div className="br-paths">
      {layers.depth > 1 && (
        <section aria-label={t("flowTitle")}>
          <header className="br-paths-head">
            <h3>{t("flowTitle")}</h3>
            <small className="br-quiet">
              {!list && t("flowKey")} {layers.left > 0 && t("left", { count: layers.left })}
            </small>
            {!narrow && (
              <Segmented
                size="small"
                aria-label={t("showLabel")}
                value={list ? "list" : "drawing"}
                onChange={setShown}
                options={[
                  { value: "drawing", label: t("drawing") },
                  { value: "list", label: t("list") },
                ]}
              />
            )}
          </header>
          {list ? (
            <FlowList layers={layers} ask={ask} onOpen={open} />
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide drawing scrolls, also by keyboard
            <div className="br-paths-drawing" tabIndex={0} role="group" aria-label={t("drawing")}>
              <div style={{ minWidth: layers.depth * 126 }}>
                <Chart
                  option={option}
                  summary={sentence(answer, ask, say)}
                  height={heightOf(layers)}
                  onPick={(at) => open(pickedIn(layers, at))}
                />
              </div>
            </div>
          )}
        </section>
      )}
      <WayList answer={answer} ask={ask} onPeople={onPeople} />
    </div>
  )
}

/** Nobody took such a way: what would change it. */
function Nobody() {
  const { t } = useTranslation("paths")
  const [, setSearch] = useSearchParams()
  const change = (edit: (next: URLSearchParams) => void) =>
    setSearch((now) => {
      const next = new URLSearchParams(now)
      edit(next)
      return next
    })
  const anywhere = (next: URLSearchParams) => {
    next.set("start", "any")
    next.set("end", "any")
    next.delete("around")
    next.delete("via")
  }
  return (
    <Empty
      title={t("nobodyTitle")}
      hint={t("nobodyHint")}
      action={
        <Space wrap>
          <Button onClick={() => change(anywhere)}>{t("anywhere")}</Button>
          <Button onClick={() => change((next) => next.set("steps", "10"))}>
            {t("moreSteps")}
          </Button>
        </Space>
      }
    />
  )
}
