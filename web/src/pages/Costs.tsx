import { CostsPage } from "@/features/costs/CostsPage"

/** What was paid for people. */
export function Costs() {
  return <CostsPage />
}
