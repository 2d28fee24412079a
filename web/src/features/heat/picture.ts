/** Which picture of a page was put here? Kept by page and kind of screen. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { changeHeaders, inProject, refusalOf } from "@/lib/api"
import { useProject } from "@/lib/session"

export const TYPES = "image/png,image/jpeg,image/webp"

function address(page: string, device: string): string {
  return inProject(`/api/v1/heat/picture?${new URLSearchParams({ page, device })}`)
}

/** The picture as it can be drawn; null where there is none. */
export function usePicture(page: string, device: string) {
  const { name } = useProject()
  return useQuery({
    queryKey: ["heat picture", name, page, device],
    queryFn: async ({ signal }) => {
      const told = await fetch(address(page, device), { signal })
      if (told.status === 204) return null
      if (!told.ok) throw refusalOf(await told.json().catch(() => null), told)
      return createImageBitmap(await told.blob())
    },
    enabled: page !== "",
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: false,
  })
}

/** Put a picture of the page here, or take it away. */
export function useChangePicture(page: string, device: string) {
  const { name } = useProject()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (file: File | null) => {
      const how = file === null ? { method: "DELETE" } : { method: "PUT", body: file }
      const told = await fetch(address(page, device), { ...how, headers: changeHeaders() })
      if (!told.ok) throw refusalOf(await told.json().catch(() => null), told)
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ["heat picture", name, page, device] }),
  })
}
