export interface Option {
  value: string
  label: string
  disabled?: boolean
  className?: string
}

/**
 * The options of some groups in one list, each group under a heading that cannot be chosen.
 *
 * Ant Design's own groups say of a heading that it is both no option and not selected, which
 * contradicts itself to a screen reader.
 */
export function grouped(groups: { label: string; options: Option[] }[]): Option[] {
  return groups.flatMap(({ label, options }) => [
    { value: `heading ${label}`, label, disabled: true, className: "br-option-heading" },
    ...options.map((option) => ({ ...option, className: "br-option-grouped" })),
  ])
}
