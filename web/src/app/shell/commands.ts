/** Which commands fit what was typed? Every letter in order; earlier and closer together first. */

export interface Command {
  key: string
  kind: string
  label: string
  /** Shown whatever was typed: the server has searched already. */
  always?: boolean
  run: () => void
}

const MOST = 12

export function matching(commands: Command[], typed: string): Command[] {
  const wanted = typed.trim().toLowerCase()
  if (!wanted) return commands.slice(0, MOST)
  return commands
    .map((command) => ({ command, cost: command.always ? 1 : cost(command.label, wanted) }))
    .filter(({ cost }) => cost !== null)
    .sort((a, b) => (a.cost ?? 0) - (b.cost ?? 0))
    .slice(0, MOST)
    .map(({ command }) => command)
}

/** How far `wanted` lies spread in `label`, from 0; null where a letter is missing. */
export function cost(label: string, wanted: string): number | null {
  const text = label.toLowerCase()
  const whole = text.indexOf(wanted)
  if (whole >= 0) return whole / 100
  let at = -1
  let gaps = 0
  for (const letter of wanted) {
    const next = text.indexOf(letter, at + 1)
    if (next < 0) return null
    gaps += next - at - 1
    at = next
  }
  return 10 + gaps
}
