/** Who comes back? */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, load, missing, type RetentionState, read, title, write } from "./ask"
import { curveOption } from "./curve"
import type { Retention } from "./grid"
import { RetentionAnswer } from "./RetentionAnswer"
import { RetentionBuilder } from "./RetentionBuilder"
import { sentence, table } from "./say"

export const retention: Kind<RetentionState, Retention> = {
  name: "retention",
  fields: [
    ...["start", "return", "kind", "mode", "every", "clock", "periods", "brackets"],
    ...["value", "by", "top", "fit", "ahead"],
  ],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/retention", {
        body: body as unknown as Schemas["RetentionAsk"],
        signal,
      }),
    ),
  missing,
  Builder: RetentionBuilder,
  Answer: RetentionAnswer,
  title,
  sentence,
  table,
  picture: curveOption,
}
