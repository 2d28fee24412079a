/** Of which parts people or events consist, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, type CompositionState, fresh, load, missing, read, title, write } from "./ask"
import { CompositionAnswer } from "./CompositionAnswer"
import { CompositionBuilder } from "./CompositionBuilder"
import { picture } from "./chart"
import type { Composition } from "./parts"
import { sentence, table } from "./say"

export const composition: Kind<CompositionState, Composition> = {
  name: "composition",
  fields: ["event", "by", "of", "value", "every", "top"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/composition", {
        body: body as unknown as Schemas["CompositionAsk"],
        signal,
      }),
    ),
  missing,
  Builder: CompositionBuilder,
  Answer: CompositionAnswer,
  title,
  sentence,
  table,
  picture,
}
