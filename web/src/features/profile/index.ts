/** By which values a group of people differs from others, as a kind of question. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Kind } from "@/lib/ask"
import { bodyOf, fresh, load, missing, type ProfileState, read, title, write } from "./ask"
import { picture } from "./chart"
import { ProfileAnswer } from "./ProfileAnswer"
import { ProfileBuilder } from "./ProfileBuilder"
import { sentence, table } from "./say"
import type { Profile } from "./traits"

export const profile: Kind<ProfileState, Profile> = {
  name: "profile",
  fields: ["target", "base", "by", "value", "least", "top"],
  fresh,
  read,
  write,
  load,
  body: bodyOf,
  ask: (body, signal) =>
    unwrap(
      client.POST("/api/v1/ask/profile", {
        body: body as unknown as Schemas["ProfileAsk"],
        signal,
      }),
    ),
  missing,
  Builder: ProfileBuilder,
  Answer: ProfileAnswer,
  title,
  sentence,
  table,
  picture,
}
