import { snippets, WAYS } from "@/features/sources/snippets"

describe("snippets", () => {
  it.each(WAYS)("of %s carry one's own key and this server's address", (way) => {
    const first = snippets(way, "https://b.example:8443", "wk_1")[0]

    expect(first?.code).toContain("wk_1")
    expect(first?.code).toContain("https://b.example:8443")
  })

  it("load the script with one tag", () => {
    expect(snippets("script", "https://b.example", "wk_1")[0]?.code).toBe(
      '<script async src="https://b.example/js/bellrock.js" data-key="wk_1"></script>',
    )
  })
})
