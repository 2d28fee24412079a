/** An event as the stream tells of it, for tests. */
import type { Arrival } from "@/lib/stream"

export function arrival(position: string, more: Partial<Arrival> = {}): Arrival {
  return {
    position,
    ts: "2026-11-22T10:00:00Z",
    received: "2026-11-22T10:00:00Z",
    person: "00000000000000aa",
    event: "Viewed",
    kind: "track",
    user_id: "ann",
    anonymous_id: "",
    dialect: "segment",
    source: 1,
    verdict: "stored",
    warnings: [],
    identity: "",
    bot: "",
    historical: false,
    channel: "",
    country: "",
    device: "",
    browser: "",
    url: "",
    ...more,
  }
}
