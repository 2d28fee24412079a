/** Where do the people of an audience come from, in words? */
import type { Words } from "@/lib/ask"
import { sayWhere } from "@/lib/sayings"
import type { Audience } from "./api"

export function whence({ definition }: Pick<Audience, "definition">, t: Words): string {
  const said = (name: string) => {
    const value = definition[name]
    return typeof value === "string" ? value : ""
  }
  if (said("from") === "list")
    return t("audience:fromList", { file: said("file") || t("audience:aFile") })
  if (said("from") === "cell") {
    const kind = t(`question:invite.${said("kind")}`)
    return said("title") ? t("audience:fromCell", { title: said("title"), kind }) : kind
  }
  const where = said("where") ? sayWhere(said("where"), t) : ""
  const parts = [
    where,
    said("search") && t("audience:searched", { search: said("search") }),
  ].filter(Boolean)
  return parts.length > 0
    ? t("audience:fromPeople", { where: parts.join(t("ask:comma")) })
    : t("audience:everybody")
}
