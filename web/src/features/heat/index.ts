/** Where people click on a page and how far they see it, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, type HeatState, load, missing, read, title, write } from "./ask"
import { reachOption } from "./chart"
import { HeatAnswer } from "./HeatAnswer"
import { HeatBuilder } from "./HeatBuilder"
import type { Heat } from "./page"
import { sentence, table } from "./say"

export const heat: Kind<HeatState, Heat> = {
  name: "heat",
  fields: ["page", "device", "columns", "band", "top", "compare", "versus"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/heat", { body: body as unknown as Schemas["HeatAsk"], signal }),
    ),
  missing,
  Builder: HeatBuilder,
  Answer: HeatAnswer,
  title,
  sentence,
  table,
  picture: (answer, _ask, t) => reachOption(answer, t),
}
