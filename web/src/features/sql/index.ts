/** What does a statement of one's own answer? */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, load, missing, read, type SqlState, title, write } from "./ask"
import { fitting, option, type Sql, sentence, table } from "./result"
import { SqlAnswer } from "./SqlAnswer"
import { SqlBuilder } from "./SqlBuilder"

export const sql: Kind<SqlState, Sql> = {
  name: "sql",
  picks: true,
  fields: ["sql", "rows"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(client.POST("/api/v1/ask/sql", { body: body as unknown as Schemas["SqlAsk"], signal })),
  missing,
  Builder: SqlBuilder,
  Answer: SqlAnswer,
  title,
  sentence,
  table,
  picture: (answer) => option(answer, fitting(answer) === "bar" ? "bar" : "line"),
}
