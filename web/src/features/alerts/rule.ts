/** How is a rule said, and how is it put together in the form? */
import type { Rule } from "@/features/alerts/api"
import type { Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"

export const KINDS = ["odd", "below", "above", "change"] as const
export type RuleKind = (typeof KINDS)[number]

export interface RuleFields {
  kind: RuleKind
  limit: number | null
  /** In per cent. */
  by: number | null
  direction: "up" | "down" | "either"
  than: "season" | "previous"
}

export const FRESH: RuleFields = {
  kind: "odd",
  limit: null,
  by: 20,
  direction: "down",
  than: "season",
}

/** The rule of a filled form. */
export function ruleOf({ kind, limit, by, direction, than }: RuleFields): Rule {
  if (kind === "odd") return { kind }
  if (kind === "change") return { kind, by: (by ?? 0) / 100, direction, than }
  return { kind: "threshold", [kind]: limit ?? 0 } as Rule
}

/** A rule in words. */
export function sayRule(rule: Record<string, unknown>, t: Words): string {
  if (rule.kind === "odd") return t("alerts:rule.odd")
  if (rule.kind === "change") {
    const way = t(`alerts:way.${String(rule.direction ?? "either")}`)
    const than = t(`alerts:than.${String(rule.than ?? "season")}`)
    return t("alerts:rule.change", { by: share(Number(rule.by)), way, than })
  }
  const sides = (["below", "above"] as const).filter((side) => typeof rule[side] === "number")
  return sides
    .map((side) => t(`alerts:rule.${side}`, { limit: exact(Number(rule[side])) }))
    .join(t("alerts:or"))
}
