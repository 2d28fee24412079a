import { useParams } from "react-router"
import { StopPage } from "@/features/mailing/StopPage"

/** Where the link in an e-mail leads that stops it. */
export function Unsubscribe() {
  const { token = "" } = useParams()
  return <StopPage token={token} />
}
