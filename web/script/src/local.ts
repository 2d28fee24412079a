/** What does `localStorage` hold? Nothing at all where a browser or a frame forbids it. */

/** Return what stands under `name`, or null. */
export function readLocal(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Write `value` under `name`, null to remove it; false where it could not be kept. */
export function writeLocal(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
    return true
  } catch {
    return false // forbidden, or full
  }
}
