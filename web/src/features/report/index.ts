/** Which pages, places, devices, sources or searches people come by, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, load, missing, type ReportState, read, title, write } from "./ask"
import { ReportAnswer } from "./ReportAnswer"
import { ReportBuilder } from "./ReportBuilder"
import { picture, type Report, sentence, table } from "./say"

export const report: Kind<ReportState, Report> = {
  name: "report",
  fields: ["by", "at", "of", "views", "goal", "empty", "did", "compare", "top"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/report", {
        body: body as unknown as Schemas["ReportAsk"],
        signal,
      }),
    ),
  missing,
  Builder: ReportBuilder,
  Answer: ReportAnswer,
  title,
  sentence,
  table,
  picture,
}
