/** Which ways do people take? */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, load, missing, type PathsState, read, title, write } from "./ask"
import { graphOption } from "./graph"
import type { Paths } from "./layers"
import { PathsAnswer } from "./PathsAnswer"
import { PathsBuilder } from "./PathsBuilder"
import { sankeyOption } from "./sankey"
import { ALL, sentence, table } from "./say"

export const paths: Kind<PathsState, Paths> = {
  name: "paths",
  fields: [
    "start",
    "end",
    "around",
    "before",
    "via",
    "max_steps",
    "within",
    "collapse",
    "loops",
    "events",
    "exclude",
    "groups",
    "expand",
    "view",
    "versus",
    "clusters",
    "goal",
    "at_least",
    "top",
  ],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  // All ways are fetched, so that the drawing and the shares are of all; `top` of them are listed.
  // Of differences only those asked for, since each that is told makes the others less certain.
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/paths", {
        body: { ...body, top: body.versus ? body.top : ALL } as unknown as Schemas["PathsAsk"],
        signal,
      }),
    ),
  missing,
  Builder: PathsBuilder,
  Answer: PathsAnswer,
  title,
  sentence,
  table,
  picture: (answer, ask, t) =>
    answer.nodes ? graphOption(answer, t) : sankeyOption(answer, ask, t),
}
