import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import type { PathsState } from "./ask"
import type { Flow, Layers } from "./layers"
import { behindFlow, flowName, nodeName } from "./say"

/** Flows of a step that are listed at first. */
const FIRST = 7

/** The flows as a list, step by step: for narrow windows, keyboards and screen readers. */
export function FlowList({
  layers,
  ask,
  onOpen,
}: {
  layers: Layers
  ask: PathsState
  onOpen: (flow: Flow) => void
}) {
  const steps = [...new Set(layers.flows.map((flow) => flow.source.layer))].sort((a, b) => a - b)
  return (
    <div className="br-flows">
      {steps.map((layer) => (
        <Step
          key={layer}
          layer={layer}
          flows={layers.flows.filter((flow) => flow.source.layer === layer)}
          layers={layers}
          ask={ask}
          onOpen={onOpen}
        />
      ))}
    </div>
  )
}

function Step({
  layer,
  flows,
  layers,
  ask,
  onOpen,
}: {
  layer: number
  flows: Flow[]
  layers: Layers
  ask: PathsState
  onOpen: (flow: Flow) => void
}) {
  const { t } = useTranslation("paths")
  const say = t as unknown as Words
  const [all, setAll] = useState(false)
  const shown = all ? flows : flows.slice(0, FIRST)
  const name = t("stepTo", { n: layer + 1 })
  return (
    <section aria-label={name}>
      <h4>{name}</h4>
      <ol>
        {shown.map((flow) => (
          <li key={flow.id}>
            <Line
              flow={flow}
              layers={layers}
              onOpen={behindFlow(flow, layers, ask, say) ? () => onOpen(flow) : undefined}
            />
          </li>
        ))}
      </ol>
      {shown.length < flows.length && (
        <Button type="text" size="small" onClick={() => setAll(true)}>
          {t("moreFlows", { count: flows.length - shown.length })}
        </Button>
      )}
    </section>
  )
}

function Line({
  flow,
  layers,
  onOpen,
}: {
  flow: Flow
  layers: Layers
  onOpen: (() => void) | undefined
}) {
  const { t } = useTranslation("paths")
  const say = t as unknown as Words
  const part = flow.times / layers.times
  const inside = (
    <>
      <span className="br-flow-name">
        {nodeName(flow.source, say)} <i aria-hidden="true">→</i>{" "}
        <span className={flow.target.kind === "event" ? undefined : "br-quiet"}>
          {nodeName(flow.target, say)}
        </span>
      </span>
      <span className="br-flow-times">{exact(flow.times)}</span>
      <span className="br-flow-share">{share(part)}</span>
      <span className="br-flow-bar" aria-hidden="true">
        <i style={{ width: `${part * 100}%` }} />
      </span>
    </>
  )
  if (onOpen === undefined) return <div className="br-flow">{inside}</div>
  const label = t("openFlow", { name: flowName(flow, say) })
  return (
    <button type="button" className="br-flow" onClick={onOpen} title={label}>
      {inside}
    </button>
  )
}
