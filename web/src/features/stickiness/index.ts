/** How sticky people are, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, load, missing, read, type StickinessState, title, write } from "./ask"
import { picture } from "./chart"
import { StickinessAnswer } from "./StickinessAnswer"
import { StickinessBuilder } from "./StickinessBuilder"
import { sentence, table } from "./say"
import type { Stickiness } from "./spells"

export const stickiness: Kind<StickinessState, Stickiness> = {
  name: "stickiness",
  fields: ["event", "every"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/stickiness", {
        body: body as unknown as Schemas["StickinessAsk"],
        signal,
      }),
    ),
  missing,
  Builder: StickinessBuilder,
  Answer: StickinessAnswer,
  title,
  sentence,
  table,
  picture,
}
