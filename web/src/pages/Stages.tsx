import { StageBoard } from "@/features/growth/StageBoard"

/** The five stages of growth. */
export function Stages() {
  return <StageBoard />
}
