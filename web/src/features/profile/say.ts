/** A profile in words and as a table. */
import type { Behind, Table, Words } from "@/lib/ask"
import { exact, number, share } from "@/lib/format"
import { sayBy, sayGroup, sayStep } from "@/lib/sayings"
import type { ProfileState } from "./ask"
import { greatest, type Placed, type Profile, placed, type Trait, verdict } from "./traits"

export type Group = "target" | "base" | "both"

export function traitName(trait: Trait, t: Words): string {
  return sayGroup({ value: trait.value }, trait.other === true, t)
}

/** `channel: Email`. */
export function fullName({ aspect, trait }: Pick<Placed, "aspect" | "trait">, t: Words): string {
  return t("profile:named", { property: sayBy([aspect.property], t), value: traitName(trait, t) })
}

/** An index as a whole number, 100 where it is as in the base. */
export function sayIndex(index: number | null): string {
  return number(index === null ? null : Math.round(index))
}

export function sentence(answer: Profile, ask: ProfileState, t: Words): string {
  if (answer.target === 0) return t("profile:nobody")
  const said = {
    total: exact(answer.target),
    count: answer.target,
    target: sayStep(ask.target, t),
  }
  const most = greatest(answer)
  if (most === undefined) return t("profile:sentenceNone", said)
  return t("profile:sentence", {
    ...said,
    value: fullName(most, t),
    mine: share(most.trait.target_share),
    theirs: share(most.trait.base_share),
    index: sayIndex(most.trait.index),
  })
}

/** Whoever is in a group, in all. */
export function behindGroup(group: Group, answer: Profile, t: Words): Behind | undefined {
  if (answer[group] === 0) return undefined
  return { title: t(`profile:group.${group}`), cell: { group } }
}

/** Whoever of a group has a value. */
export function behindTrait(one: Placed, group: "target" | "base", t: Words): Behind | undefined {
  if (!one.trait[group]) return undefined
  return {
    title: t(`profile:who.${group}`, { value: fullName(one, t) }),
    cell: { group, property: one.property, value: one.value },
  }
}

export function table(answer: Profile, _ask: ProfileState, t: Words): Table {
  const rows = placed(answer).map((one) => ({
    key: `${one.property} ${one.value}`,
    cells: {
      property: sayBy([one.aspect.property], t),
      value: traitName(one.trait, t),
      target: one.trait.target,
      targetShare: one.trait.target_share,
      base: one.trait.base,
      baseShare: one.trait.base_share,
      index: one.trait.index,
      verdict: t(`profile:verdict.${verdict(one.trait)}`, { count: answer.least }),
      q: one.trait.q,
    },
    behind: (column: string) =>
      column === "target" || column === "base" ? behindTrait(one, column, t) : undefined,
  }))
  return {
    columns: [
      { key: "property", title: t("profile:property"), is: "text" },
      { key: "value", title: t("profile:value"), is: "text" },
      { key: "target", title: t("profile:targetPeople"), is: "number" },
      { key: "targetShare", title: t("profile:targetShare"), is: "share" },
      { key: "base", title: t("profile:basePeople"), is: "number" },
      { key: "baseShare", title: t("profile:baseShare"), is: "share" },
      { key: "index", title: t("profile:index"), is: "number" },
      { key: "verdict", title: t("profile:difference"), is: "text" },
      { key: "q", title: t("profile:q"), is: "number" },
    ],
    rows,
  }
}
