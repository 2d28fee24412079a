/** Which files were uploaded, what do they hold, and how far is the import of each? */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Mapping } from "@/features/imports/mapping"
import {
  changeHeaders,
  client,
  inProject,
  Refusal,
  refusalOf,
  type Schemas,
  unwrap,
} from "@/lib/api"

export type Upload = Schemas["Upload"]
export type Check = Schemas["UploadCheck"]

const ALL = ["uploads"]
const LOOK_MS = 700

export function isBusy(upload: Pick<Upload, "state"> | undefined): boolean {
  return upload?.state === "waiting" || upload?.state === "running"
}

export function useUploads(enabled: boolean) {
  return useQuery({
    queryKey: [...ALL, "list"],
    queryFn: () => unwrap(client.GET("/api/v1/uploads", { params: { query: { limit: 100 } } })),
    enabled,
    refetchInterval: (query) => (query.state.data?.data.some(isBusy) ? 2_000 : false),
  })
}

export function useUpload(id: string) {
  return useQuery({
    queryKey: [...ALL, "one", id],
    queryFn: () =>
      unwrap(client.GET("/api/v1/uploads/{upload}", { params: { path: { upload: id } } })),
    refetchInterval: (query) => (isBusy(query.state.data) ? LOOK_MS : false),
  })
}

export function usePreview(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...ALL, "preview", id],
    queryFn: () =>
      unwrap(client.GET("/api/v1/uploads/{upload}/preview", { params: { path: { upload: id } } })),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What importing would do, tried on about so many `rows`. */
export function useCheck(id: string, mapping: Mapping, rows: number, enabled: boolean) {
  return useQuery({
    queryKey: [...ALL, "check", id, mapping, rows],
    queryFn: ({ signal }) => {
      const params = { path: { upload: id }, query: { rows } }
      return unwrap(
        client.POST("/api/v1/uploads/{upload}/check", { params, body: mapping, signal }),
      )
    },
    enabled,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

function useChange<Given>(change: (given: Given) => Promise<Upload | undefined>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (upload) => {
      if (upload) queries.setQueryData([...ALL, "one", upload.id], upload)
      return queries.invalidateQueries({ queryKey: [...ALL, "list"] })
    },
  })
}

export function useRun(id: string) {
  const params = { path: { upload: id } }
  return useChange((body: Mapping) =>
    unwrap(client.POST("/api/v1/uploads/{upload}/run", { params, body })),
  )
}

export function useCancel(id: string) {
  const params = { path: { upload: id } }
  return useChange((_: undefined) =>
    unwrap(client.POST("/api/v1/uploads/{upload}/cancel", { params })),
  )
}

export function useRemove() {
  return useChange((id: string) =>
    unwrap(client.DELETE("/api/v1/uploads/{upload}", { params: { path: { upload: id } } })),
  )
}

export interface Sending {
  done: Promise<Upload>
  cancel: () => void
}

/** Send a file; `progress` is told how many bytes have gone. A cancelled one never settles. */
export function send(file: File, progress: (bytes: number) => void): Sending {
  const request = new XMLHttpRequest()
  const done = new Promise<Upload>((resolve, reject) => {
    request.open("POST", inProject(`/api/v1/uploads?name=${encodeURIComponent(file.name)}`))
    for (const [name, value] of Object.entries(changeHeaders())) {
      request.setRequestHeader(name, value)
    }
    request.setRequestHeader("Content-Type", "application/octet-stream")
    request.upload.onprogress = (event) => progress(event.loaded)
    request.onerror = () => reject(new Refusal("unreachable", 0, "unreachable"))
    request.onload = () => {
      const body = answered(request.responseText)
      if (request.status < 300) resolve(body as Upload)
      else reject(refusalOf(body, new Response(null, { status: request.status })))
    }
    request.send(file)
  })
  return { done, cancel: () => request.abort() }
}

function answered(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
