import { GoalPage } from "@/features/growth/GoalPage"

/** What the team is after, and what drives it. */
export function Goals() {
  return <GoalPage />
}
