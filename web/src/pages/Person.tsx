import { useParams } from "react-router"
import { PersonView } from "@/features/people/PersonView"

/** One person, by any id of theirs. */
export function Person() {
  const { who = "" } = useParams()
  return <PersonView key={who} who={who} />
}
