/** Which visit does an event belong to? One that neither paused too long nor came by another ad. */

import { newId } from "./ids"

/** Campaign parameters by their names: `utm_source` and its kin, and the click ids of networks. */
export type Campaign = Record<string, string>

export interface Session {
  id: string
  /** Milliseconds since 1970 of its latest event. */
  at: number
  campaign: Campaign
}

const CAMPAIGN = /^utm_(source|medium|campaign|term|content)$|^(\w*clk?id|[gw]braid)$/
const LONGEST = 200

/** Return the campaign parameters of an address's query; empty where it has none. */
export function campaignOf(search: string): Campaign {
  const found: Campaign = {}
  new URLSearchParams(search).forEach((value, name) => {
    if (CAMPAIGN.test(name) && value) found[name] = value.slice(0, LONGEST)
  })
  return found
}

/** Return the session of an event at `now`: `previous`, or a new one.
 *
 * It is new after `idleMs` without events, and where somebody arrives by another campaign; an
 * address without campaign changes nothing.
 */
export function continued(
  previous: Session | null,
  now: number,
  idleMs: number,
  campaign: Campaign,
): Session {
  const tagged = Object.keys(campaign).length > 0
  const other = tagged && JSON.stringify(campaign) !== JSON.stringify(previous?.campaign)
  if (!previous?.id || now - previous.at >= idleMs || other)
    return { id: newId(), at: now, campaign }
  return { ...previous, at: now }
}

/** Read a session as it was remembered; null where there is none, or it is damaged. */
export function readSession(text: string | null): Session | null {
  try {
    const found = JSON.parse(text || "null")
    return found?.id && typeof found.at === "number" ? found : null
  } catch {
    return null
  }
}
