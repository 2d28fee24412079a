/** Who is signed in, and in which project do they look? */
import { useQuery } from "@tanstack/react-query"
import { createContext, useContext } from "react"
import { useNavigate } from "react-router"
import { client, Refusal, rememberCsrf, type Schemas, unwrap } from "@/lib/api"

export type Me = Schemas["Me"]
export type Seat = Schemas["Seat"]
export type Project = Schemas["Project"]

export const ME = ["me"] as const

/** Fetch who is signed in; null where nobody is. */
export async function fetchMe(): Promise<Me | null> {
  try {
    const me = await unwrap(client.GET("/api/v1/session"))
    rememberCsrf(me.csrf)
    return me
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return null
    throw error
  }
}

/** End the session and leave; a fresh page remembers nothing of what was seen. */
export async function signOut(): Promise<void> {
  await unwrap(client.DELETE("/api/v1/session")).catch(() => undefined)
  window.location.assign("/sign-in")
}

export function useMe() {
  return useQuery({ queryKey: ME, queryFn: fetchMe, staleTime: 60_000 })
}

/** The project in whose pages we are; given by the shell. */
export const SeatContext = createContext<Seat | null>(null)

export function useSeat(): Seat {
  const seat = useContext(SeatContext)
  if (seat === null) throw new Error("outside of a project")
  return seat
}

export function useProject(): Project {
  return useSeat().project
}

/** Return the address of a page of the current project: `at("/people")`. */
export function useAt(): (path: string) => string {
  const project = useProject()
  return (path) => addressIn(project, path)
}

export function addressIn(project: Project, path: string): string {
  return `/p/${encodeURIComponent(project.name)}${path}`
}

/** Whether the role of the current seat may change things (questions, imports) or manage (keys, members). */
export function useMay(): { change: boolean; manage: boolean; own: boolean } {
  const { role } = useSeat()
  return {
    change: role !== "viewer",
    manage: role === "owner" || role === "admin",
    own: role === "owner",
  }
}

/** Return what goes to a page of the current project. */
export function useGo(): (path: string) => void {
  const at = useAt()
  const navigate = useNavigate()
  return (path) => void navigate(at(path))
}
