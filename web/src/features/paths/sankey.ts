/** How are ways drawn? Layers of events, and between them bands as thick as they are walked. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { type Mode, palettes, series } from "@/ui/tokens"
import type { PathsState } from "./ask"
import { type Flow, type Layers, type Node, type Paths, ranking } from "./layers"
import { flowName, laidOut, nodeName } from "./say"

/** Room for the labels of the last layer. */
const RIGHT = 140
const LABEL = 140
/** Half-width letters of a name that fit beside its share, and above it. */
const BESIDE = 12
const ABOVE = 18
/** From this share of all ways on, a node is tall enough for two lines. */
const TALL = 0.09

export function sankeyOption(
  answer: Paths,
  ask: PathsState,
  t: Words,
  mode: Mode = document.documentElement.dataset.mode === "dark" ? "dark" : "light",
): EChartsOption {
  const layers = laidOut(answer, ask)
  const colours = coloursOf(answer, mode)
  const quiet = palettes[mode].quiet
  const label = (node: Node) => {
    const part = node.times / layers.times
    const [room, gap] = part < TALL ? [BESIDE, " "] : [ABOVE, "\n"]
    const style = node.kind === "event" ? "name" : "quiet"
    return `{${style}|${shortened(nodeName(node, t), room)}}${gap}{share|${share(part)}}`
  }
  return {
    animationDuration: 180,
    tooltip: { trigger: "item", formatter: (at: unknown) => pointed(at, layers, t) },
    series: [
      {
        type: "sankey",
        left: 2,
        right: RIGHT,
        top: 8,
        bottom: 8,
        nodeWidth: 12,
        nodeGap: 16,
        nodeAlign: "left",
        draggable: false,
        layoutIterations: 0,
        emphasis: { focus: "adjacency", lineStyle: { opacity: 0.55 } },
        lineStyle: { color: "source", opacity: 0.24, curveness: 0.5 },
        label: {
          position: "right",
          distance: 6,
          width: LABEL,
          overflow: "truncate",
          fontSize: 12,
          lineHeight: 16,
          color: palettes[mode].text,
          textBorderColor: palettes[mode].card,
          textBorderWidth: 2,
          rich: {
            name: { color: palettes[mode].text, fontWeight: 600, fontSize: 12 },
            quiet: { color: quiet, fontSize: 12 },
            share: { color: quiet, fontSize: 12 },
          },
        },
        data: layers.nodes.map((node) => ({
          name: node.id,
          value: node.times,
          depth: node.layer,
          itemStyle: { color: colours(node), borderWidth: 0 },
          label: { formatter: () => label(node) },
        })),
        links: layers.flows.map((flow) => ({
          source: flow.source.id,
          target: flow.target.id,
          value: flow.times,
          lineStyle: flow.target.kind === "ended" ? { opacity: 0.12 } : {},
        })),
      },
    ],
  }
}

/** Room for the layer with the most nodes. */
export function heightOf(layers: Layers): number {
  const sizes = layers.nodes.map(
    (node) => layers.nodes.filter((other) => other.layer === node.layer).length,
  )
  return Math.min(Math.max(300, Math.max(...sizes) * 62), 560)
}

/** Events keep their colour through all layers: the most walked have one, the rest are grey. */
function coloursOf(answer: Paths, mode: Mode): (node: Node) => string {
  const few = series[mode].slice(0, -1)
  const rest = series[mode].at(-1) ?? palettes[mode].quiet
  const named = new Map(ranking(answer.paths).map((event, at) => [event, few[at] ?? rest]))
  return (node) => {
    if (node.kind === "ended") return palettes[mode].line
    return named.get(node.event) ?? rest
  }
}

/** The node or flow that was pointed at; undefined for anything else. */
export function pickedIn(
  layers: Layers,
  at: { dataType?: string; name?: string; data?: unknown },
): Node | Flow | undefined {
  if (at.dataType === "edge") {
    const { source, target } = (at.data ?? {}) as { source?: string; target?: string }
    return layers.flows.find((one) => one.source.id === source && one.target.id === target)
  }
  return layers.nodes.find((node) => node.id === at.name)
}

function pointed(at: unknown, layers: Layers, t: Words): string {
  const found = pickedIn(layers, at as { dataType?: string; name?: string; data?: unknown })
  if (found === undefined) return ""
  const name = "target" in found ? flowName(found, t) : nodeName(found, t)
  const of = { times: exact(found.times), count: found.times }
  const lines = [name, t("paths:walked", { ...of, share: share(found.times / layers.times) })]
  if ("target" in found) {
    const from = nodeName(found.source, t)
    lines.push(t("paths:ofThose", { from, share: share(found.times / found.source.times) }))
  }
  return lines.join("\n")
}

/** A name in so many half-width letters; braces and bars would be read as styles. */
function shortened(text: string, room: number): string {
  const letters = [...text.replace(/[{}|]/g, " ")]
  const width = (upTo: number) =>
    letters.slice(0, upTo).reduce((sum, one) => sum + (one.charCodeAt(0) > 0x2e7f ? 2 : 1), 0)
  if (width(letters.length) <= room) return letters.join("")
  const fits = letters.findIndex((_, at) => width(at + 1) > room - 1)
  return `${letters.slice(0, fits).join("").trimEnd()}…`
}
