import { useMode } from "@/lib/appearance"
import { series } from "@/ui/tokens"
import { colourOf, initials } from "./names"

/** A person's initials on a colour of their own, the same wherever they are shown. */
export function Avatar({
  person,
  title,
  known,
  size = 32,
}: {
  person: string
  title: string
  /** Whether `title` is a name: an id has no initials worth reading. */
  known: boolean
  size?: number
}) {
  const colours = series[useMode()]
  const colour = colours[colourOf(person, colours.length)] as string
  return (
    <span
      className="br-avatar"
      aria-hidden="true"
      style={{ "--br-own": colour, width: size, height: size, fontSize: size * 0.38 } as never}
    >
      {known ? initials(title) : <Figure />}
    </span>
  )
}

function Figure() {
  return (
    <svg viewBox="0 0 16 16" width="56%" height="56%" fill="currentColor" aria-hidden="true">
      <circle cx="8" cy="5" r="3" />
      <path d="M2.5 14a5.5 5.5 0 0 1 11 0z" />
    </svg>
  )
}
