import { StageBoard } from "@/features/growth/StageBoard"
import { askOf, useSaying } from "@/pages/saying"

/** The five stages of growth. */
export function Stages() {
  const say = useSaying()
  return <StageBoard words={(one) => say(askOf(one))} />
}
