/** What does Home ask the server? Few and cheap questions, the first answer first. */
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { addDays, type Bounds, boundsOf, type Days, spanOf } from "@/features/home/days"
import { client, type Schemas, unwrap } from "@/lib/api"
import { nameText } from "@/lib/selector"
import { useProject } from "@/lib/session"

const MINUTE = 60_000
const SLOW = 10 * MINUTE

/** One day, and the same weekday before, each as series: events, people, and a figure an event. */
export function useDays(days: Days, events: string[]) {
  const { name } = useProject()
  return useQuery({
    queryKey: ["home", name, "days", days, events],
    queryFn: async ({ signal }) => {
      const ask = (day: string) => askDay(boundsOf(day, days.until), events, signal)
      const [now, before] = await Promise.all([ask(days.day), ask(days.before)])
      return { now, before }
    },
    placeholderData: keepPreviousData,
  })
}

function askDay(
  bounds: Bounds,
  events: string[],
  signal: AbortSignal,
): Promise<Schemas["TrendAnswer"]> {
  const body = {
    events: ["any", "any", ...events.map(nameText)],
    metrics: ["total", "uniques", ...events.map(() => "total")],
    every: "hour",
    ...bounds,
  }
  return unwrap(client.POST("/api/v1/ask/trend", { body: body as never, signal }))
}

/** How many people were seen for the first time, on both days. */
export function useNewPeople(days: Days, enabled: boolean) {
  const { name } = useProject()
  return useQuery({
    queryKey: ["home", name, "new", days],
    queryFn: async ({ signal }) => {
      const count = (day: string) => countNew(boundsOf(day, days.until), signal)
      const [now, before] = await Promise.all([count(days.day), count(days.before)])
      return { now, before }
    },
    enabled,
    staleTime: 5 * MINUTE,
    placeholderData: keepPreviousData,
  })
}

async function countNew({ from, to }: Bounds, signal: AbortSignal): Promise<number | null> {
  const query = { where: `first_seen >= ${from} and first_seen < ${to}`, count: true, limit: 1 }
  const page = await unwrap(client.GET("/api/v1/people", { params: { query }, signal }))
  return page.total?.people ?? null
}

/** People by the channel of their visit, over the last `count` days up to the day. */
export function useChannels(days: Days, count: number, enabled: boolean) {
  const { name } = useProject()
  const bounds = count === 1 ? boundsOf(days.day, "") : spanOf(days, count)
  return useQuery({
    queryKey: ["home", name, "channels", bounds],
    queryFn: ({ signal }) =>
      askTrend({ events: ["any"], metric: "uniques", by: ["channel"], ...bounds }, signal),
    enabled,
    staleTime: MINUTE,
    placeholderData: keepPreviousData,
  })
}

/** Twice 28 whole days; today, which is not over, comes after them. */
export function useMovement(event: string, days: Days, enabled: boolean) {
  const { name } = useProject()
  const bounds = { from: addDays(days.day, days.today ? -56 : -55), to: addDays(days.day, 1) }
  return useQuery({
    queryKey: ["home", name, "trend", event, bounds],
    queryFn: ({ signal }) => askTrend({ events: [nameText(event)], ...bounds }, signal),
    enabled,
    staleTime: SLOW,
  })
}

function askTrend(body: object, signal: AbortSignal): Promise<Schemas["TrendAnswer"]> {
  return unwrap(client.POST("/api/v1/ask/trend", { body: body as never, signal }))
}

export function useFunnel(steps: string[], days: Days, enabled: boolean) {
  const { name } = useProject()
  const body = { steps: steps.map(nameText), ...spanOf(days, 30) }
  return useQuery({
    queryKey: ["home", name, "funnel", body],
    queryFn: ({ signal }) =>
      unwrap(client.POST("/api/v1/ask/funnel", { body: body as never, signal })),
    enabled: enabled && steps.length >= 2,
    staleTime: SLOW,
  })
}

export function useReturns(days: Days, enabled: boolean) {
  const { name } = useProject()
  const body = { every: "week", periods: 8, ...spanOf(days, 56) }
  return useQuery({
    queryKey: ["home", name, "retention", body],
    queryFn: ({ signal }) =>
      unwrap(client.POST("/api/v1/ask/retention", { body: body as never, signal })),
    enabled,
    staleTime: SLOW,
  })
}

export function useWays(days: Days, enabled: boolean) {
  const { name } = useProject()
  const body = { ...spanOf(days, 7), collapse: true, max_steps: 4 }
  return useQuery({
    queryKey: ["home", name, "paths", body],
    queryFn: ({ signal }) =>
      unwrap(client.POST("/api/v1/ask/paths", { body: body as never, signal })),
    enabled,
    staleTime: SLOW,
  })
}

/** The hours of what came in since the day began, and how the way to the lake is. */
export function useIntake(hours: number, enabled: boolean) {
  const { name } = useProject()
  return useQuery({
    queryKey: ["home", name, "intake", hours],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/events/intake", { params: { query: { hours } }, signal })),
    select: (page) => page.data,
    enabled,
    staleTime: MINUTE,
    placeholderData: keepPreviousData,
  })
}

/** Asked every five seconds by the shell too: the cache asks once for both. */
export function usePulse(everyMs = 5_000) {
  const { name } = useProject()
  return useQuery({
    queryKey: ["pulse", name],
    queryFn: () => unwrap(client.GET("/api/v1/pulse")),
    refetchInterval: everyMs,
  })
}

export function useLatest(limit: number) {
  const { name } = useProject()
  return useQuery({
    queryKey: ["home", name, "latest", limit],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/events", { params: { query: { limit } }, signal })),
    select: (page) => page.data,
  })
}
