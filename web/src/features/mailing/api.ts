/** What does the app ask of scheduled reports? Lists, changes, trials, history, and the way out. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { client, type Schemas, unwrap } from "@/lib/api"
import { useProject } from "@/lib/session"

export type BoardReport = Schemas["BoardReport"]
export type NewBoardReport = Schemas["NewBoardReport"]
export type BoardReportChange = Schemas["BoardReportChange"]

const at = (report: string) => ({ params: { path: { report } } })

function useKey(): readonly [string, string] {
  return ["mailing", useProject().name]
}

export function useReports(board: string | null) {
  return useQuery({
    queryKey: [...useKey(), board],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/reports", { params: { query: { board } }, signal })),
  })
}

export function useMeans() {
  return useQuery({
    queryKey: [...useKey(), "means"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/reports/means", { signal })),
    staleTime: 60_000,
  })
}

export function useHistory(report: string) {
  return useQuery({
    queryKey: [...useKey(), "history", report],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/reports/{report}/history", { ...at(report), signal })),
    // What is on its way arrives within seconds.
    refetchInterval: ({ state }) => (state.data?.some((one) => !one.ended) ? 2000 : false),
  })
}

function useDone() {
  const queries = useQueryClient()
  const key = useKey()
  return () => queries.invalidateQueries({ queryKey: key })
}

export function useSave(id: string | null) {
  return useMutation({
    mutationFn: (body: NewBoardReport): Promise<BoardReport> => {
      if (id === null) return unwrap(client.POST("/api/v1/reports", { body }))
      const { board: _, ...change } = body
      return unwrap(client.PATCH("/api/v1/reports/{report}", { ...at(id), body: change }))
    },
    onSuccess: useDone(),
  })
}

export function useChange(id: string) {
  return useMutation({
    mutationFn: (body: BoardReportChange) =>
      unwrap(client.PATCH("/api/v1/reports/{report}", { ...at(id), body })),
    onSuccess: useDone(),
  })
}

export function usePut(id: string) {
  return useMutation({
    mutationFn: async (deleted: boolean) => {
      if (deleted) await unwrap(client.DELETE("/api/v1/reports/{report}", at(id)))
      else await unwrap(client.POST("/api/v1/reports/{report}/restore", at(id)))
    },
    onSuccess: useDone(),
  })
}

export function useTrial(id: string) {
  return useMutation({
    mutationFn: (language: "en" | "zh-CN") =>
      unwrap(client.POST("/api/v1/reports/{report}/test", { ...at(id), body: { language } })),
    onSuccess: useDone(),
  })
}

const stop = (token: string) => ({ params: { path: { token } } })

export const lookAtLink = (token: string, signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/unsubscribe/{token}", { ...stop(token), signal }))

export const putLink = (token: string, stopped: boolean) =>
  stopped
    ? unwrap(client.POST("/api/v1/unsubscribe/{token}", stop(token)))
    : unwrap(client.DELETE("/api/v1/unsubscribe/{token}", stop(token)))
