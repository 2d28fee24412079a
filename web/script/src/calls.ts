/** Which calls came before the script did? They waited in an array and are made now. */

import type { Tracker } from "./tracker"

export type Call = [method: keyof Tracker, ...args: unknown[]]
/** What stands at `window.bellrock`: calls that wait at first, then the tracker itself. */
export type Global = Tracker & { push(...calls: Call[]): void }

const DECISIONS = ["optOut", "optIn"]

/** Make `tracker` safe: whatever happens inside, the site's own code goes on. */
export function guarded(tracker: Tracker): Tracker {
  const safe = {} as Record<string, unknown>
  for (const [name, method] of Object.entries(tracker)) safe[name] = safely(method)
  return safe as unknown as Tracker
}

/** Return `run`, which then never throws. */
export function safely<Args extends unknown[], Result>(run: (...args: Args) => Result) {
  return (...args: Args): Result | undefined => {
    try {
      return run(...args)
    } catch {
      return undefined
    }
  }
}

/** Put `tracker` where the calls wait: who kept the array calls the tracker by it, too.
 *
 * Decisions are made at once; `begin` runs before the other calls.
 */
export function takeOver(waiting: unknown, tracker: Tracker, begin: () => void): Global {
  const calls: Call[] = Array.isArray(waiting) ? waiting.splice(0) : []
  const make = ([method, ...args]: Call) => {
    const run = tracker[method] as ((...args: unknown[]) => void) | undefined
    run?.(...args)
  }
  const decides = ([method]: Call) => DECISIONS.includes(method)
  const global = Object.assign(Array.isArray(waiting) ? waiting : {}, tracker, {
    push: (...more: Call[]) => more.forEach(make),
  }) as unknown as Global
  calls.filter(decides).forEach(make)
  begin()
  calls.filter((call) => !decides(call)).forEach(make)
  return global
}
