/** ECharts in Bellrock's colours: quiet axes, no chart junk, the series' colours in their order. */
import { font, type Mode, palettes, series } from "@/ui/tokens"

export function chartTheme(mode: Mode): object {
  const colours = palettes[mode]
  const axis = {
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: colours.quiet, fontSize: 12 },
    splitLine: { lineStyle: { color: colours.line, width: 1 } },
  }
  return {
    color: series[mode],
    backgroundColor: "transparent",
    textStyle: { fontFamily: font, color: colours.text },
    categoryAxis: { ...axis, splitLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    valueAxis: axis,
    legend: {
      textStyle: { color: colours.quiet },
      icon: "roundRect",
      itemHeight: 8,
      itemWidth: 14,
    },
    tooltip: {
      renderMode: "richText",
      backgroundColor: colours.card,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 13 },
    },
    line: { symbol: "circle", symbolSize: 5, lineStyle: { width: 2 }, smooth: false },
  }
}
