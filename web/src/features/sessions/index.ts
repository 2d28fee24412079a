/** In how many sessions people come, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, load, missing, read, type SessionsState, title, write } from "./ask"
import { picture } from "./chart"
import type { Sessions } from "./figures"
import { SessionsAnswer } from "./SessionsAnswer"
import { SessionsBuilder } from "./SessionsBuilder"
import { sentence, table } from "./say"

export const sessions: Kind<SessionsState, Sessions> = {
  name: "sessions",
  fields: [
    ...["event", "pause", "midnight", "campaign", "client"],
    ...["depth", "at", "every", "by", "top"],
  ],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/sessions", {
        body: body as unknown as Schemas["SessionsAsk"],
        signal,
      }),
    ),
  missing,
  Builder: SessionsBuilder,
  Answer: SessionsAnswer,
  title,
  sentence,
  table,
  picture,
}
