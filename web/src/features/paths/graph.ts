/** How is the transition graph drawn? Events in a circle, lines as thick as they are walked. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"
import { type Mode, palettes, series } from "@/ui/tokens"
import type { Paths } from "./layers"
import { way } from "./views"

const MOST_NODES = 14
const MOST_EDGES = 40

export function graphOption(
  answer: Paths,
  t: Words,
  mode: Mode = document.documentElement.dataset.mode === "dark" ? "dark" : "light",
): EChartsOption {
  const nodes = (answer.nodes ?? []).slice(0, MOST_NODES)
  const names = new Set(nodes.map((node) => node.name))
  const most = Math.max(1, ...nodes.map((node) => node.count))
  const edges = answer.edges
    .filter((edge) => names.has(edge.from) && names.has(edge.to) && edge.from !== edge.to)
    .slice(0, MOST_EDGES)
  const widest = Math.max(1, ...edges.map((edge) => edge.count))
  const colours = series[mode]
  const { quiet, text } = palettes[mode]
  return {
    animationDuration: 180,
    tooltip: { trigger: "item" },
    series: [
      {
        type: "graph",
        layout: "circular",
        left: 120,
        right: 120,
        top: 40,
        bottom: 40,
        circular: { rotateLabel: false },
        edgeSymbol: ["none", "arrow"],
        edgeSymbolSize: 7,
        label: { show: true, position: "right", color: text, fontSize: 12 },
        lineStyle: { color: quiet, curveness: 0.18, opacity: 0.45 },
        emphasis: { focus: "adjacency" },
        data: nodes.map((node, at) => ({
          name: node.name,
          value: node.count,
          symbolSize: 10 + 30 * Math.sqrt(node.count / most),
          itemStyle: { color: colours[Math.min(at, colours.length - 1)] },
          label: { formatter: () => sayEvent(node.name, t) },
          tooltip: { formatter: () => `${sayEvent(node.name, t)}\n${exact(node.count)}` },
        })),
        links: edges.map((edge) => ({
          source: edge.from,
          target: edge.to,
          value: edge.count,
          lineStyle: { width: 1 + 7 * (edge.count / widest) },
          tooltip: {
            formatter: () =>
              `${way([edge.from, edge.to], t)}\n${exact(edge.count)}, ${share(edge.share ?? 0)}`,
          },
        })),
      },
    ],
  }
}
