/** How long does the app trust an answer, and when does it ask again? One cache for all server state. */
import { MutationCache, type Query, QueryCache, QueryClient } from "@tanstack/react-query"
import { Refusal } from "@/lib/api"
import { noteReach } from "@/lib/reach"
import { fetchMe, ME } from "@/lib/session"

/** Ask again where it may help: nobody answered, or the server says it is busy. */
export function again(failures: number, error: Error): boolean {
  if (!(error instanceof Refusal)) return false
  return failures < 2 && [0, 429, 502, 503].includes(error.status)
}

/** What failed while nobody was signed in, or nobody answered. */
function couldHelp(query: Query): boolean {
  const { error } = query.state
  return error instanceof Refusal && [0, 401].includes(error.status)
}

/** Ask again what failed on the way or for want of a session, now that this is mended. */
export function catchUp(queries: QueryClient): void {
  void queries.refetchQueries({ type: "active", predicate: couldHelp })
}

export function makeQueryClient(): QueryClient {
  const heard = () => {
    if (noteReach(true)) catchUp(queries)
  }
  const failed = (error: Error) => {
    if (!(error instanceof Refusal)) return
    if (error.status === 0) {
      noteReach(false)
      return
    }
    heard()
    // A wrong password is refused likewise, so ask whether the session is really gone.
    if (error.status === 401) {
      void queries.prefetchQuery({ queryKey: ME, queryFn: fetchMe, staleTime: 0 })
    }
  }
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: failed, onSuccess: heard }),
    mutationCache: new MutationCache({ onError: failed, onSuccess: heard }),
    defaultOptions: {
      queries: {
        retry: again,
        retryDelay: (tried, error) =>
          error instanceof Refusal && error.retryAfterS !== null
            ? Math.min(error.retryAfterS, 10) * 1000
            : 500 * 2 ** tried,
        staleTime: 15_000,
        refetchOnWindowFocus: false,
        networkMode: "always", // a server on this machine answers without any network
      },
      mutations: { retry: false, networkMode: "always" },
    },
  })
  return queries
}
