/** Who did it lately, often and for much, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, load, missing, type RfmState, read, title, write } from "./ask"
import { segmentsOption } from "./chart"
import type { Rfm } from "./grid"
import { RfmAnswer } from "./RfmAnswer"
import { RfmBuilder } from "./RfmBuilder"
import { sentence, table } from "./say"

export const rfm: Kind<RfmState, Rfm> = {
  name: "rfm",
  fields: [
    ...["event", "of", "frequency", "levels", "cuts", "recency_cuts", "frequency_cuts"],
    ...["value_cuts", "scheme", "compare"],
  ],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(client.POST("/api/v1/ask/rfm", { body: body as unknown as Schemas["RfmAsk"], signal })),
  missing,
  Builder: RfmBuilder,
  Answer: RfmAnswer,
  title,
  sentence,
  table,
  picture: segmentsOption,
}
