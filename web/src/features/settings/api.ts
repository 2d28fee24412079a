/** How are a project, its members, its keys and one's own account changed? */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { client, rememberCsrf, type Schemas, unwrap } from "@/lib/api"
import { ME, type Me, useProject } from "@/lib/session"

export type Role = Schemas["Member"]["role"]
export type ProjectChange = Partial<Schemas["ProjectChange"]>

export function useChangeProject() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: ProjectChange) =>
      unwrap(client.PATCH("/api/v1/project", { body: change as Schemas["ProjectChange"] })),
    onSuccess: (project) => {
      queries.setQueryData<Me | null>(ME, (me) => (me ? withProject(me, project) : me))
    },
  })
}

/** `me` with the project as it is now. */
export function withProject(me: Me, project: Schemas["Project"]): Me {
  const seats = me.seats.map((seat) =>
    seat.project.id === project.id ? { ...seat, project } : seat,
  )
  return { ...me, seats }
}

export function useMembers() {
  const { name } = useProject()
  return useQuery({
    queryKey: ["members", name],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/members", { signal })),
    select: (page) => page.data,
  })
}

export function useInvitations() {
  const { name } = useProject()
  return useQuery({
    queryKey: ["invitations", name],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/members/invitations", { signal })),
    select: (page) => page.data,
  })
}

/** A change after which the named lists of this project are asked for again. */
function useChange<Said, Answer>(lists: string[], call: (said: Said) => Promise<Answer>) {
  const { name } = useProject()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSuccess: () =>
      Promise.all(lists.map((one) => queries.invalidateQueries({ queryKey: [one, name] }))),
  })
}

export function useChangeRole() {
  return useChange(["members"], ({ user, role }: { user: number; role: Role }) =>
    unwrap(client.PATCH("/api/v1/members/{user}", { params: { path: { user } }, body: { role } })),
  )
}

export function useRemoveMember() {
  return useChange(["members"], (user: number) =>
    unwrap(client.DELETE("/api/v1/members/{user}", { params: { path: { user } } })),
  )
}

export function useInvite() {
  return useChange(["invitations"], (body: { email: string; role: Role }) =>
    unwrap(client.POST("/api/v1/members", { body })),
  )
}

export function useWithdraw() {
  return useChange(["invitations"], (invitation: number) =>
    unwrap(
      client.DELETE("/api/v1/members/invitations/{invitation}", {
        params: { path: { invitation } },
      }),
    ),
  )
}

export function useKeys() {
  const { name } = useProject()
  return useQuery({
    queryKey: ["keys", name],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/keys", { signal })),
    select: (page) => page.data,
  })
}

export function useMakeKey() {
  return useChange(["keys"], (body: { kind: "read" | "admin"; name: string }) =>
    unwrap(client.POST("/api/v1/keys", { body })),
  )
}

export function useRevokeKey() {
  return useChange(["keys"], (source: number) =>
    unwrap(client.DELETE("/api/v1/keys/{source}", { params: { path: { source } } })),
  )
}

export function useHealth() {
  const { name } = useProject()
  return useQuery({
    queryKey: ["health", name],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/health", { signal })),
    refetchInterval: 10_000,
  })
}

export function useFindings() {
  const { name } = useProject()
  return useQuery({
    queryKey: ["doctor", name],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/doctor", { signal })),
    select: (page) => page.data,
  })
}

export function useChanges() {
  const { name } = useProject()
  return useInfiniteQuery({
    queryKey: ["audit", name],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET("/api/v1/audit", {
          params: { query: { limit: 50, after: pageParam || undefined } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })
}

export function useRename() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) =>
      unwrap(client.PATCH("/api/v1/session", { body: { name } as Schemas["MeChange"] })),
    onSuccess: (me) => queries.setQueryData(ME, me),
  })
}

/** Change one's password; all sessions end, so this browser signs in anew at once. */
export function useNewPassword(email: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (said: { old: string; new: string }) => {
      await unwrap(client.POST("/api/v1/session/password", { body: said }))
      return await unwrap(client.POST("/api/v1/session", { body: { email, password: said.new } }))
    },
    onSuccess: (me) => {
      rememberCsrf(me.csrf)
      queries.setQueryData(ME, me)
    },
  })
}

export type HolidayRule = Schemas["HolidayAnswer"]

export function useHolidays() {
  const { name } = useProject()
  return useQuery({
    queryKey: ["holidays", name],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/holidays", { signal })),
  })
}

/** The countries whose holidays are known. */
export function useCountries() {
  return useQuery({
    queryKey: ["holiday-countries"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/holidays/countries", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useSetHolidays() {
  return useChange(["holidays", "growth"], (body: Schemas["NewRule"]) =>
    unwrap(client.PUT("/api/v1/holidays", { body })),
  )
}
