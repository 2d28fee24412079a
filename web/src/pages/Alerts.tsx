import { AlertsPage } from "@/features/alerts/AlertsPage"

/** Who is told when a metric goes wrong. */
export function Alerts() {
  return <AlertsPage />
}
