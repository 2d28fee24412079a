/** How long it takes from one event to the next, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, type IntervalState, load, missing, read, title, write } from "./ask"
import { chartOption } from "./chart"
import { IntervalAnswer } from "./IntervalAnswer"
import { IntervalBuilder } from "./IntervalBuilder"
import type { Interval } from "./rows"
import { sentence, table } from "./say"

export const interval: Kind<IntervalState, Interval> = {
  name: "interval",
  fields: ["start", "end", "hold", "within", "scale", "by", "top"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/interval", {
        body: body as unknown as Schemas["IntervalAsk"],
        signal,
      }),
    ),
  missing,
  Builder: IntervalBuilder,
  Answer: IntervalAnswer,
  title,
  sentence,
  table,
  picture: chartOption,
}
