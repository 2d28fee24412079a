/** What do metrics, goals and stages ask the server for? One query each, kept by what it is asked. */
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { client, type Schemas, unwrap } from "@/lib/api"
import { bounds, type Range } from "@/lib/range"
import { useProject } from "@/lib/session"

export type Metric = Schemas["RegisteredMetric"]
export type MetricAnswer = Schemas["MetricAnswer"]
export type ChangeAnswer = Schemas["ChangeAnswer"]
export type Split = ChangeAnswer["splits"][number]
export type Goal = Schemas["Goal"]
export type GoalValue = Schemas["GoalValue"]
export type Stage = Schemas["GrowthStage"]
export type StageName = Stage["stage"]
export type StageGuess = Schemas["StageGuess"]
export type Rock = Schemas["RockAnswer"]
export type Verdict = Rock["verdicts"][number]
export type CoreRule = Schemas["CoreRule"]

export const STAGES: readonly StageName[] = [
  "acquisition",
  "activation",
  "retention",
  "referral",
  "revenue",
]
/** The first part of the keys of everything here: a change of anything asks all of it again. */
export const GROWTH = "growth"
const MONTH: Range = { from: "-30d", to: "" }
const SLOW = 60_000

const at = (metric: string) => ({ params: { path: { metric } } })

export function useMetrics() {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "metrics"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/metrics", { signal })),
  })
}

export function useMetric(metric: string) {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "metric", metric],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/metrics/{metric}", { ...at(metric), signal })),
  })
}

/** A metric over a period, by day, beside the period before. */
export function useValue(metric: string, range: Range = MONTH) {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "value", metric, range],
    queryFn: ({ signal }) =>
      unwrap(
        client.POST("/api/v1/metrics/{metric}/value", {
          ...at(metric),
          body: { ...bounds(range), every: "day", odd: true, compare: "previous" },
          signal,
        }),
      ),
    staleTime: SLOW,
    placeholderData: keepPreviousData,
  })
}

/** Since when a change is taken: the period before, or the same a week before. */
export type Since = "previous" | "week"

/** Why a metric changed; asked once the value is here, for it reads far more. */
export function useChange(metric: string, range: Range, compare: Since, enabled: boolean) {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "change", metric, range, compare],
    queryFn: ({ signal }) =>
      unwrap(
        client.POST("/api/v1/metrics/{metric}/change", {
          ...at(metric),
          body: { ...bounds(range), compare } as never,
          signal,
        }),
      ),
    enabled,
    staleTime: SLOW,
    placeholderData: keepPreviousData,
  })
}

export type Mover = Schemas["Mover"]

/** What moved most to a day from the same weekday before; the server keeps it for a while. */
export function useMoved(day: string) {
  const { name } = useProject()
  return useQuery({
    queryKey: [GROWTH, name, "moved", day],
    queryFn: ({ signal }) => unwrap(client.POST("/api/v1/growth/moved", { body: { day }, signal })),
    staleTime: 5 * SLOW,
  })
}

export const registerMetric = (body: Schemas["NewMetric"]) =>
  unwrap(client.POST("/api/v1/metrics", { body }))

export const changeMetric = (metric: string, body: Schemas["MetricChange"]) =>
  unwrap(client.PATCH("/api/v1/metrics/{metric}", { ...at(metric), body }))

export const deleteMetric = (metric: string) =>
  unwrap(client.DELETE("/api/v1/metrics/{metric}", at(metric)))

export const restoreMetric = (metric: string) =>
  unwrap(client.POST("/api/v1/metrics/{metric}/restore", at(metric)))
