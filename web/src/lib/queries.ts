/** How long does the app trust an answer, and when does it ask again? One cache for all server state. */
import { QueryClient } from "@tanstack/react-query"
import { Refusal } from "@/lib/api"

/** Ask again where it may help: nobody answered, or the server says it is busy. */
export function again(failures: number, error: Error): boolean {
  if (!(error instanceof Refusal)) return false
  return failures < 2 && [0, 429, 502, 503].includes(error.status)
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: again,
        retryDelay: (tried, error) =>
          error instanceof Refusal && error.retryAfterS !== null
            ? Math.min(error.retryAfterS, 10) * 1000
            : 500 * 2 ** tried,
        staleTime: 15_000,
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  })
}
