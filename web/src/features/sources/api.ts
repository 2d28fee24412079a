/** Which keys are there, what came by them, and what was refused? */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { client, type Schemas, unwrap } from "@/lib/api"

export type WriteKey = Schemas["KeyInUse"]
export type Held = Schemas["HeldEvent"]
export type Intake = Schemas["Intake"]

const KEYS = ["sources", "keys"]

/** The write keys; those in use before those that ended. */
export function useWriteKeys(enabled: boolean) {
  return useQuery({
    queryKey: KEYS,
    queryFn: async () => {
      const page = await unwrap(client.GET("/api/v1/keys"))
      const keys = page.data.filter((key) => key.kind === "write")
      return keys.sort((a, b) => Number(Boolean(a.revoked)) - Number(Boolean(b.revoked)))
    },
    enabled,
    refetchInterval: 15_000,
  })
}

export function useMakeKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) =>
      unwrap(client.POST("/api/v1/keys", { body: { kind: "write", name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEYS }),
  })
}

export function useRevoke() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (source: number) =>
      unwrap(client.DELETE("/api/v1/keys/{source}", { params: { path: { source } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEYS }),
  })
}

export function useIntake(hours: number) {
  return useQuery({
    queryKey: ["sources", "intake", hours],
    queryFn: async ({ signal }) =>
      (await unwrap(client.GET("/api/v1/events/intake", { params: { query: { hours } }, signal })))
        .data,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
}

export function useReasons() {
  return useQuery({
    queryKey: ["sources", "reasons"],
    queryFn: async ({ signal }) =>
      (await unwrap(client.GET("/api/v1/quarantine/reasons", { signal }))).data,
  })
}

/** A page of refused events, latest first. */
export function useHeld(reason: string, after: string, limit: number) {
  return useQuery({
    queryKey: ["sources", "held", reason, after, limit],
    queryFn: ({ signal }) => {
      const query = { reason: reason || undefined, after: after || undefined, latest: true, limit }
      return unwrap(client.GET("/api/v1/quarantine", { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
  })
}

export interface Again {
  /** Which; undefined for all of `reason`. */
  positions?: string[]
  reason?: string
  fixes: { do: string; path: string; value?: string }[]
}

export function useReplay() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (again: Again) =>
      unwrap(client.POST("/api/v1/quarantine/replay", { body: { ...again, wait_s: 10 } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["sources"] }),
  })
}
