/** What was paid for people? Costs listed, a file of them tried and imported, and removed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { client, type Schemas, unwrap } from "@/lib/api"

export type CostList = Schemas["CostList"]
export type CostReport = Schemas["CostReport"]
export type CostImport = Schemas["CostImport"]
const KEY = ["costs"]

export function useCosts() {
  return useQuery({ queryKey: KEY, queryFn: () => unwrap(client.GET("/api/v1/costs")) })
}

export interface Told {
  file: File
  dryRun: boolean
  skipFaults: boolean
}

/** Hand a file over: tried, or imported. Whatever was asked of costs before is asked anew. */
export function useTake() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ file, dryRun, skipFaults }: Told) =>
      unwrap(
        client.POST("/api/v1/costs", {
          params: { query: { name: file.name, dry_run: dryRun, skip_faults: skipFaults } },
          body: (await file.arrayBuffer()) as unknown as string,
          bodySerializer: (body: unknown) => body as BodyInit,
          headers: { "Content-Type": "text/csv" },
        }),
      ),
    onSuccess: (report) => (report.imported ? queries.invalidateQueries() : undefined),
  })
}

export function useUndo() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        client.DELETE("/api/v1/costs/imports/{import_id}", {
          params: { path: { import_id: id } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries(),
  })
}
