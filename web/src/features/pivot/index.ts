/** Which figures stand where values of properties meet, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, load, missing, type PivotState, read, title, write } from "./ask"
import { picture } from "./chart"
import type { Pivot } from "./grid"
import { PivotAnswer } from "./PivotAnswer"
import { PivotBuilder } from "./PivotBuilder"
import { sentence, table } from "./say"

export const pivot: Kind<PivotState, Pivot> = {
  name: "pivot",
  fields: ["events", "metric", "by", "across", "sort", "order", "top", "columns"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/pivot", { body: body as unknown as Schemas["PivotAsk"], signal }),
    ),
  missing,
  Builder: PivotBuilder,
  Answer: PivotAnswer,
  title,
  sentence,
  table,
  picture,
}
