import { type ComponentProps, type ReactNode, useMemo } from "react"
import { AnnotationList } from "@/charts/annotated/AnnotationList"
import { withMarks } from "@/charts/annotated/marks"
import { useMarks } from "@/charts/annotated/useMarks"
import { Chart } from "@/charts/Chart"
import { useMode } from "@/lib/appearance"
import { palettes } from "@/ui/tokens"

/** A chart over time with what happened: marks on it, and a list below that keys reach. */
export function AnnotatedChart({
  starts,
  end,
  zone,
  option,
  children,
  ...chart
}: ComponentProps<typeof Chart> & {
  /** Where the buckets begin, one for each place of the horizontal axis. */
  starts: readonly string[]
  /** Where the last one ends. */
  end: string
  zone: string
  /** What stands between the chart and the list. */
  children?: ReactNode
}) {
  const mode = useMode()
  const marking = useMarks(starts, end)
  const { marks, on } = marking
  const drawn = useMemo(() => {
    const { beam, text, line } = palettes[mode]
    return on ? withMarks(option, marks, { line: beam, text, ground: line }) : option
  }, [on, option, marks, mode])
  return (
    <>
      <Chart {...chart} option={drawn} onDay={on ? marking.addAt : undefined} />
      {children}
      {on && <AnnotationList marking={marking} zone={zone} />}
    </>
  )
}
