/** What do the goal tree, the stages and their checks ask the server for? */
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { type Goal, GROWTH, type StageName } from "@/features/growth/api"
import { client, type Schemas, unwrap } from "@/lib/api"
import { bounds, type Range } from "@/lib/range"
import { useProject } from "@/lib/session"

const SLOW = 60_000

export function useGoals() {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "goals"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/goals", { signal })),
  })
}

/** Every goal's value and what it did to its parent; null while there is none. */
export function useGoalValues(range: Range) {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "values", range],
    queryFn: ({ signal }) => {
      const body = { ...bounds(range), every: "day", compare: "previous", odd: false } as const
      return unwrap(client.POST("/api/v1/goals/values", { body, signal }))
    },
    staleTime: SLOW,
    placeholderData: keepPreviousData,
  })
}

/** The checks of all north stars and stages. */
export function useRock(range: Range, enabled = true) {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "rock", range],
    queryFn: ({ signal }) =>
      unwrap(client.POST("/api/v1/growth/rock", { body: bounds(range) as never, signal })),
    enabled,
    staleTime: SLOW,
    placeholderData: keepPreviousData,
  })
}

export function useStages() {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "stages"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/stages", { signal })),
  })
}

export function useGuesses(enabled: boolean) {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "guesses"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/stages/guess", { signal })),
    enabled,
  })
}

export function useCore() {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "core"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/growth/core", { signal })),
  })
}

/** The saved funnels, which key paths are chosen from. */
export function useFunnels(enabled: boolean) {
  const { name } = useProject()
  return useQuery({
    queryKey: ["questions", name, "funnels"],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET("/api/v1/questions", {
          params: { query: { kind: "funnel", limit: 100 } },
          signal,
        }),
      ),
    select: (page) => page.data,
    enabled,
  })
}

export const addGoal = (body: Schemas["NewGoal"]) => unwrap(client.POST("/api/v1/goals", { body }))

export const changeGoal = (goal: string, body: Schemas["GoalChange"]) =>
  unwrap(client.PATCH("/api/v1/goals/{goal}", { params: { path: { goal } }, body }))

export const removeGoal = (goal: string) =>
  unwrap(client.DELETE("/api/v1/goals/{goal}", { params: { path: { goal } } }))

/** Put back what was removed, each node under its own parent's new id. */
export async function bringBack(gone: readonly Goal[]): Promise<void> {
  const ids = new Map<string, string>()
  for (const one of gone) {
    const { metric, made_by, target, due, note } = one
    const parent = one.parent === null ? null : (ids.get(one.parent) ?? one.parent)
    const made = await addGoal({ metric, parent, made_by, target, due, note })
    ids.set(one.id, made.id)
  }
  const [top] = gone
  const made = top && ids.get(top.id)
  if (top && made) await changeGoal(made, { place: top.place })
}

export const setStages = (body: Schemas["StageMetric"][]) =>
  unwrap(client.PUT("/api/v1/stages", { body }))

export const takeGuesses = (body: { stage: StageName; name: string }[]) =>
  unwrap(client.POST("/api/v1/stages/guess", { body }))

export const setCore = (body: Schemas["CoreUsers"]) =>
  unwrap(client.PUT("/api/v1/growth/core", { body }))

export const forgetCore = () => unwrap(client.DELETE("/api/v1/growth/core", {}))

export const setPath = (of: string, question: string | null) =>
  unwrap(client.PUT("/api/v1/growth/paths/{of}", { params: { path: { of } }, body: { question } }))
