import { ImportView } from "@/features/imports/ImportView"

export function Import() {
  return <ImportView />
}
