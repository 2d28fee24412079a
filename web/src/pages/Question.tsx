import { useQuery } from "@tanstack/react-query"
import { useParams } from "react-router"
import { QuestionView } from "@/features/question/QuestionView"
import { type AnyKind, KINDS, type KindName } from "@/lib/ask"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"

/** The kinds of question, each loaded when it is first asked. */
export const loaders: Record<KindName, () => Promise<AnyKind>> = {
  report: async () => (await import("@/features/report")).report,
  channels: async () => (await import("@/features/channels")).channels,
  vitals: async () => (await import("@/features/vitals")).vitals,
  trend: async () => (await import("@/features/trend")).trend,
  funnel: async () => (await import("@/features/funnel")).funnel,
  retention: async () => (await import("@/features/retention")).retention,
  paths: async () => (await import("@/features/paths")).paths,
  sql: async () => (await import("@/features/sql")).sql,
  lifecycle: async () => (await import("@/features/lifecycle")).lifecycle,
  stickiness: async () => (await import("@/features/stickiness")).stickiness,
  frequency: async () => (await import("@/features/frequency")).frequency,
  interval: async () => (await import("@/features/interval")).interval,
  heat: async () => (await import("@/features/heat")).heat,
  composition: async () => (await import("@/features/composition")).composition,
  rfm: async () => (await import("@/features/rfm")).rfm,
  ltv: async () => (await import("@/features/ltv")).ltv,
  pivot: async () => (await import("@/features/pivot")).pivot,
  sessions: async () => (await import("@/features/sessions")).sessions,
  profile: async () => (await import("@/features/profile")).profile,
}

/** Ask a question of a kind, and look at its answer. */
export function Question() {
  const { kind = "" } = useParams()
  const name = KINDS.find((one) => one === kind) ?? "trend"
  const loaded = useQuery({
    queryKey: ["kind", name],
    queryFn: loaders[name],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
  if (loaded.isError) {
    return <Problem error={loaded.error} onRetry={() => void loaded.refetch()} />
  }
  if (loaded.data?.name !== name) return <Waiting />
  return <QuestionView key={name} kind={loaded.data} />
}
