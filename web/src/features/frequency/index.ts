/** How often each person does something, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, type FrequencyState, fresh, load, missing, read, title, write } from "./ask"
import { chartOption } from "./chart"
import { FrequencyAnswer } from "./FrequencyAnswer"
import { FrequencyBuilder } from "./FrequencyBuilder"
import type { Frequency } from "./rows"
import { sentence, table } from "./say"

export const frequency: Kind<FrequencyState, Frequency> = {
  name: "frequency",
  fields: ["event", "of", "every", "bins", "by", "top"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/frequency", {
        body: body as unknown as Schemas["FrequencyAsk"],
        signal,
      }),
    ),
  missing,
  Builder: FrequencyBuilder,
  Answer: FrequencyAnswer,
  title,
  sentence,
  table,
  picture: chartOption,
}
