/** Who is meant in a comment? `@` and the name of a member, as long as it still stands there. */
import type { Author } from "@/features/board/api"

export function nameOf({ name, email }: Pick<Author, "name" | "email">): string {
  return name || email
}

/** The members whose @name stands in a text. */
export function mentionsIn(text: string, people: readonly Author[]): number[] {
  return people.filter((one) => text.includes(`@${nameOf(one)}`)).map(({ id }) => id)
}

/** A text cut where members are named, so that their names can stand out. */
export function parted(text: string, people: readonly Author[]): { text: string; is: boolean }[] {
  const names = people.map((one) => `@${nameOf(one)}`).sort((a, b) => b.length - a.length)
  const found: { text: string; is: boolean }[] = []
  let rest = text
  while (rest !== "") {
    const hits = names.map((one) => rest.indexOf(one)).filter((at) => at >= 0)
    const at = hits.length > 0 ? Math.min(...hits) : -1
    if (at < 0) {
      found.push({ text: rest, is: false })
      break
    }
    const name = names.find((one) => rest.startsWith(one, at)) ?? ""
    if (at > 0) found.push({ text: rest.slice(0, at), is: false })
    found.push({ text: name, is: true })
    rest = rest.slice(at + name.length)
  }
  return found
}
