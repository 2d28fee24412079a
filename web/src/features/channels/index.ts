/** Which channels bring people who stay, convert and pay, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, type ChannelsState, fresh, load, missing, read, title, write } from "./ask"
import { ChannelsAnswer } from "./ChannelsAnswer"
import { ChannelsBuilder } from "./ChannelsBuilder"
import { type Channels, picture, sentence, table } from "./say"

export const channels: Kind<ChannelsState, Channels> = {
  name: "channels",
  fields: ["by", "start", "goal", "within", "value", "days", "across", "least", "sort", "top"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/channels", {
        body: body as unknown as Schemas["ChannelsAsk"],
        signal,
      }),
    ),
  missing,
  Builder: ChannelsBuilder,
  Answer: ChannelsAnswer,
  title,
  sentence,
  table,
  picture,
}
