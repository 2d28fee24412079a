import { LiveEvents } from "@/features/live/LiveEvents"

export function Live() {
  return <LiveEvents />
}
