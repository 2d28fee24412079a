/** How does a number move over time? */
import { body, fresh, load, read, type TrendAsk, write } from "@/features/trend/ask"
import { chartOption } from "@/features/trend/chart"
import { behindNumber, lines, type TrendAnswer } from "@/features/trend/lines"
import { sentence, table, title } from "@/features/trend/say"
import { TrendAnswerView } from "@/features/trend/TrendAnswerView"
import { TrendBuilder } from "@/features/trend/TrendBuilder"
import { client, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { readFigure } from "@/lib/figure"
import { series } from "@/ui/tokens"

export const trend: Kind<TrendAsk, TrendAnswer> = {
  name: "trend",
  fields: [
    "events",
    "metric",
    "metrics",
    "formula",
    "every",
    "over",
    "smooth",
    "compare",
    "by",
    "top",
    "approximate",
  ],
  fresh,
  read,
  write,
  load,
  body,
  ask: (said, signal) => unwrap(client.POST("/api/v1/ask/trend", { body: said as never, signal })),
  missing: (ask, t) => {
    const unnamed = ask.metrics.some((one) => {
      const { of, property } = readFigure(one)
      return one.includes("(") && of !== "" && property === ""
    })
    if (unnamed) return t("trend:needsProperty")
    return ask.events.includes("") ? t("trend:needsEvent") : null
  },
  Builder: TrendBuilder,
  Answer: TrendAnswerView,
  title,
  sentence,
  table,
  behindNumber,
  picture: (answer, ask, t) => {
    const now = new Date()
    const drawn = lines(answer, ask, t, now).slice(0, 7)
    return chartOption({ drawn, answer, ask, now, colours: series.light, labelled: true, t })
  },
}
