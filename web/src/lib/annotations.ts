/** What happened that explains numbers? The project's annotations, read and written. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query"
import { createContext, useContext } from "react"
import { client, type Schemas, unwrap } from "@/lib/api"
import { SeatContext } from "@/lib/session"

export type Annotation = Schemas["Annotation"]
export type NoteKind = Annotation["kind"]
export const NOTE_KINDS: readonly NoteKind[] = ["note", "release", "campaign", "incident"]

const KEY = "annotations"

/** Whether charts show what happened, and where it is written: tiles only show it, public boards neither. */
export type Annotated = "none" | "shown" | "written"
export const AnnotatedPlace = createContext<Annotated>("none")

/** What happened between two moments, oldest first; nothing where charts do not show it. */
export function useAnnotations(since: string, before: string) {
  const seat = useContext(SeatContext)
  const shown = useContext(AnnotatedPlace) !== "none"
  return useQuery({
    queryKey: [KEY, seat?.project.name, since, before],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/annotations", { params: { query: { since, before } }, signal })),
    enabled: shown && seat !== null && since !== "",
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })
}

export function useAnnotating() {
  const queries = useQueryClient()
  const then = async <Answer>(asked: Promise<Answer>): Promise<Answer> => {
    const answer = await asked
    void queries.invalidateQueries({ queryKey: [KEY] })
    return answer
  }
  const at = (annotation: string) => ({ params: { path: { annotation } } })
  return {
    add: (body: Schemas["NewAnnotation"]) =>
      then(unwrap(client.POST("/api/v1/annotations", { body }))),
    change: (id: string, body: Schemas["AnnotationChange"]) =>
      then(unwrap(client.PATCH("/api/v1/annotations/{annotation}", { ...at(id), body }))),
    remove: (id: string) => then(unwrap(client.DELETE("/api/v1/annotations/{annotation}", at(id)))),
    restore: (id: string) =>
      then(unwrap(client.POST("/api/v1/annotations/{annotation}/restore", at(id)))),
  }
}
