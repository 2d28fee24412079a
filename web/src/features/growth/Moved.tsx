import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons"
import { toneOf } from "@/features/growth/values"
import { change } from "@/lib/format"

/** By how much more or less than before; green where that is better, with an arrow and a sign. */
export function Moved({
  now,
  before,
  direction,
}: {
  now: number | null | undefined
  before: number | null | undefined
  direction: "up" | "down"
}) {
  if (typeof now !== "number" || typeof before !== "number" || before === 0) return <span>–</span>
  const tone = toneOf(now, before, direction)
  const colour = { good: "br-up", bad: "br-down", flat: "br-quiet" }[tone]
  return (
    <span className={`br-moved ${colour}`}>
      {now > before && <ArrowUpOutlined aria-hidden="true" />}
      {now < before && <ArrowDownOutlined aria-hidden="true" />}
      {change(now, before)}
    </span>
  )
}
