/** How many go on from step to step? */
import { body, type FunnelAsk, fresh, load, read, write } from "@/features/funnel/ask"
import { FunnelAnswerView } from "@/features/funnel/FunnelAnswerView"
import { FunnelBuilder } from "@/features/funnel/FunnelBuilder"
import { type FunnelAnswer, sentence, table, title } from "@/features/funnel/ladder"
import { picture } from "@/features/funnel/picture"
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"

export const funnel: Kind<FunnelAsk, FunnelAnswer> = {
  name: "funnel",
  fields: [
    ...["steps", "within", "step_within", "order", "optional", "exclude", "hold", "count", "unit"],
    ...["by", "attribute", "top", "show", "every", "drivers"],
  ],
  fresh,
  read,
  write,
  load,
  body,
  ask: (said, signal) =>
    unwrap(
      client.POST("/api/v1/ask/funnel", { body: said as unknown as Schemas["FunnelAsk"], signal }),
    ),
  missing: (ask, t) => {
    if (ask.steps.includes("")) return t("funnel:needsSteps")
    return ask.count === "groups" && ask.unit === "" ? t("funnel:needsUnit") : null
  },
  Builder: FunnelBuilder,
  Answer: FunnelAnswerView,
  title,
  sentence,
  table,
  picture,
}
