/** What do alerts ask the server for? Alerts, the channels they tell by, and what they found. */
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { client, type Schemas, unwrap } from "@/lib/api"
import { useProject } from "@/lib/session"

export type Alert = Schemas["Alert"]
export type Channel = Schemas["Channel"]
export type Finding = Schemas["AlertFinding"]
export type Metric = Schemas["RegisteredMetric"]
export type NewAlert = Schemas["NewAlert"]
export type Rule = NewAlert["rule"]

const ALERTS = "alerts"
const alertAt = (alert: string) => ({ params: { path: { alert } } })
const channelAt = (channel: string) => ({ params: { path: { channel } } })

export function useAlerts() {
  const { name } = useProject()
  return useQuery({
    queryKey: [ALERTS, name, "alerts"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/alerts", { signal })),
    refetchInterval: 60_000,
  })
}

export function useChannels() {
  const { name } = useProject()
  return useQuery({
    queryKey: [ALERTS, name, "channels"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/alert-channels", { signal })),
  })
}

export function useMetrics() {
  const { name } = useProject()
  return useQuery({
    queryKey: [ALERTS, name, "metrics"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/metrics", { signal })),
  })
}

export function useFindings(alert: string) {
  const { name } = useProject()
  return useQuery({
    queryKey: [ALERTS, name, "findings", alert],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/alerts/{alert}/findings", { ...alertAt(alert), signal })),
  })
}

/** Ask everything here again, after a change. */
export function useFresh(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: [ALERTS] })
}

export const saveAlert = (body: NewAlert) => unwrap(client.POST("/api/v1/alerts", { body }))

export const silence = (alert: string, until: string | null) =>
  unwrap(
    client.PATCH("/api/v1/alerts/{alert}", { ...alertAt(alert), body: { silent_until: until } }),
  )

export const deleteAlert = (alert: string) =>
  unwrap(client.DELETE("/api/v1/alerts/{alert}", alertAt(alert)))

export const restoreAlert = (alert: string) =>
  unwrap(client.POST("/api/v1/alerts/{alert}/restore", alertAt(alert)))

export const addChannel = (body: Schemas["NewChannel"]) =>
  unwrap(client.POST("/api/v1/alert-channels", { body }))

export const removeChannel = (channel: string) =>
  unwrap(client.DELETE("/api/v1/alert-channels/{channel}", channelAt(channel)))

export const testChannel = (channel: string) =>
  unwrap(client.POST("/api/v1/alert-channels/{channel}/test", channelAt(channel)))
