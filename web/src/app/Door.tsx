import { Navigate, useLocation } from "react-router"
import { addressIn, useMe } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"

/** The bare address: on to the first project, or to the sign-in. */
export function Door() {
  const me = useMe()
  const here = useLocation()
  if (me.isPending) return <Waiting />
  if (me.isError) return <Problem error={me.error} onRetry={() => void me.refetch()} />
  const first = me.data?.seats[0]
  if (!first) return <Navigate to="/sign-in" replace />
  return <Navigate to={`${addressIn(first.project, "/")}${here.search}`} replace />
}
