/**
 * The open list of a menu is called as the field it belongs to.
 *
 * Ant Design names the field alone; a list that opens from it had no name for screen readers.
 */
const LIST = "[role=listbox][id$=_list]"

/** Name the lists that open below `root` from now on; returns what ends it. */
export function nameLists(root: Element): () => void {
  const watch = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (!(target instanceof Element)) continue
      if (addedNodes.length > 0) for (const list of target.querySelectorAll(LIST)) name(list)
      else if (target.matches("[aria-expanded=true][aria-controls]")) {
        const list = document.getElementById(target.getAttribute("aria-controls") ?? "")
        if (list?.matches(LIST)) name(list)
      }
    }
  })
  watch.observe(root, { subtree: true, childList: true, attributeFilter: ["aria-expanded"] })
  return () => watch.disconnect()
}

function name(list: Element): void {
  const field = document.getElementById(list.id.replace(/_list$/, ""))
  const said = field && nameOf(field)
  if (said && list.getAttribute("aria-label") !== said) list.setAttribute("aria-label", said)
}

function nameOf(field: Element): string {
  const own = field.getAttribute("aria-label")
  if (own) return own
  const labels = field instanceof HTMLInputElement ? [...(field.labels ?? [])] : []
  return labels.map(({ textContent }) => textContent.trim()).join(" ")
}
