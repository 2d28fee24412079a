/** What of an address is nobody's business? Values of parameters that name a secret or a person. */

const LONGEST = 1000
const SECRET = /([?&#;][^=&#]*(?:pass|pwd|secret|token|auth(?!or)|e-?mail|phone)[^=&#]*=)[^&#]*/gi
const MAIL = /([?&#;][^=&#]*=)[^&#]*(?:@|%40)[^&#]*/gi

/** Return `url` with such values left out. */
export function redact(url: string): string {
  return url.slice(0, LONGEST).replace(SECRET, "$1-").replace(MAIL, "$1-")
}
