/** How does the second file hear of what the first one saw? By an event of the window. */

/** Tell of `what`, which nobody hears before the second file has come. */
export function tell(what: string, detail?: unknown): void {
  dispatchEvent(new CustomEvent(`bellrock.${what}`, { detail }))
}
