/** The lifecycle of people as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, type LifecycleState, load, missing, read, title, write } from "./ask"
import { chartOption } from "./chart"
import { LifecycleAnswer } from "./LifecycleAnswer"
import { LifecycleBuilder } from "./LifecycleBuilder"
import { sentence, table } from "./say"
import type { Lifecycle } from "./stages"

export const lifecycle: Kind<LifecycleState, Lifecycle> = {
  name: "lifecycle",
  fields: ["event", "every", "forecast"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/lifecycle", {
        body: body as unknown as Schemas["LifecycleAsk"],
        signal,
      }),
    ),
  missing,
  Builder: LifecycleBuilder,
  Answer: LifecycleAnswer,
  title,
  sentence,
  table,
  picture: chartOption,
}
