/** How quick pages are for those who read them, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, load, missing, read, title, type VitalsState, write } from "./ask"
import { picture, sentence, table, type Vitals } from "./say"
import { VitalsAnswer } from "./VitalsAnswer"
import { VitalsBuilder } from "./VitalsBuilder"

export const vitals: Kind<VitalsState, Vitals> = {
  name: "vitals",
  fields: ["event", "level", "every", "by", "top"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/vitals", {
        body: body as unknown as Schemas["VitalsAsk"],
        signal,
      }),
    ),
  missing,
  Builder: VitalsBuilder,
  Answer: VitalsAnswer,
  title,
  sentence,
  table,
  picture,
}
