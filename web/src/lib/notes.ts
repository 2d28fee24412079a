/** What does a note of the server say in the reader's language? It writes English; an unknown one stays. */
import i18next from "i18next"

const NAME = String.raw`(?:'(?<name>[^']*)'|"(?<other>[^"]*)")`

/** Every note that answers carry, and its key in the namespace `notes`. */
const NOTES: readonly (readonly [RegExp, string])[] = [
  [/^this project has no events yet; send some, or import a file$/, "noEvents"],
  [
    new RegExp(
      `^there is no ${NAME} in this period; it was sent from (?<first>.+) to (?<last>.+) \\(UTC\\)$`,
    ),
    "notInPeriod",
  ],
  [
    new RegExp(
      `^no event called ${NAME} has ever been sent to this project; did you mean ['"](?<meant>.*)['"]\\?$`,
    ),
    "neverSentMeant",
  ],
  [
    new RegExp(
      `^no event called ${NAME} has ever been sent to this project; there are (?<known>.*)$`,
    ),
    "neverSent",
  ],
  [/^no event carries a (?<name>.+); did you mean (?<meant>.+)\?$/, "noPropertyMeant"],
  [/^no event carries a (?<name>.+); there are (?<known>.*)$/, "noProperty"],
  [/^a person enters once, at their earliest first step in the period$/, "entersOnce"],
  [
    /^a person enters once, at their earliest event that matches any step in the period$/,
    "entersOnceAny",
  ],
  [/^a path ends with its session$/, "pathOfSession"],
  [/^a person has one path, bound by time$/, "pathByTime"],
  [/^the top (?<shown>\d+) of (?<all>[\d,]+) paths are shown$/, "topPaths"],
  [/^the top (?<shown>\d+) of (?<all>[\d,]+) edges are shown$/, "topEdges"],
  [
    /^the top (?<shown>\d+) of (?<all>[\d,]+) groups by events are shown; other is the rest$/,
    "topGroups",
  ],
  [/^a person starts at their first such event in the whole history$/, "startsFirst"],
  [/^a person starts anew in every bucket that holds such an event$/, "startsAnew"],
  [/^the period cuts the first cohort short$/, "cutsCohort"],
  [/^the period cuts the first point short$/, "cutsFirst"],
  [/^the period cuts the last point short$/, "cutsLast"],
  [/^the period cuts the first and last points short$/, "cutsBoth"],
]

export function note(text: string): string {
  for (const [pattern, key] of NOTES) {
    const found = pattern.exec(text)
    if (found) {
      const { other, ...rest } = found.groups ?? {}
      return i18next.t(`notes:${key}`, { ...rest, name: rest.name ?? other })
    }
  }
  return text.charAt(0).toUpperCase() + text.slice(1)
}
