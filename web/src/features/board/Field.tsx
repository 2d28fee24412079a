import { useId } from "react"

/** A field under its name. */
export function Field({
  name,
  children,
}: {
  name: string
  children: (id: string) => React.ReactNode
}) {
  const id = useId()
  return (
    <div className="br-board-field">
      <label htmlFor={id}>{name}</label>
      {children(id)}
    </div>
  )
}
