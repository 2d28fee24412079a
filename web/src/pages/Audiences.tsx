import { AudienceList } from "@/features/audience/AudienceList"

/** People kept under a name. */
export function Audiences() {
  return <AudienceList />
}
