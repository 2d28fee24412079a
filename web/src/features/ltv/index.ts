/** What people are worth by age, against their cost, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, type LtvState, load, missing, read, title, write } from "./ask"
import { picture } from "./chart"
import type { Ltv } from "./curves"
import { LtvAnswer } from "./LtvAnswer"
import { LtvBuilder } from "./LtvBuilder"
import { sentence, table } from "./say"

export const ltv: Kind<LtvState, Ltv> = {
  name: "ltv",
  fields: ["start", "event", "of", "margin", "every", "periods", "horizon", "by", "touch", "top"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(client.POST("/api/v1/ask/ltv", { body: body as unknown as Schemas["LtvAsk"], signal })),
  missing,
  Builder: LtvBuilder,
  Answer: LtvAnswer,
  title,
  sentence,
  table,
  picture,
}
