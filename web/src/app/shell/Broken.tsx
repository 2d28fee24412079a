import { useRouteError } from "react-router"
import { Problem } from "@/ui/Problem"

/** A page that failed to draw or to load; the rest of the shell goes on. */
export function Broken() {
  const error = useRouteError()
  return (
    <main className="br-alone">
      <Problem error={error} onRetry={() => window.location.reload()} />
    </main>
  )
}
