import { SourcesView } from "@/features/sources/Sources"

export function Sources() {
  return <SourcesView />
}
