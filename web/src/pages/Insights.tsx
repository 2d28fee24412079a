import { SavedList } from "@/features/question/SavedList"

/** Saved questions, and the four kinds to ask. */
export function Insights() {
  return <SavedList />
}
