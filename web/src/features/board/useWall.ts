/** A board on a wall: the whole screen, asked anew by itself, until one leaves it. */
import { type RefObject, useEffect, useRef, useState } from "react"

export interface Wall {
  on: boolean
  place: RefObject<HTMLElement | null>
  enter: () => void
  leave: () => void
}

export function useWall(): Wall {
  const place = useRef<HTMLElement>(null)
  const [on, setOn] = useState(false)
  useEffect(() => {
    const changed = () => setOn(document.fullscreenElement !== null)
    document.addEventListener("fullscreenchange", changed)
    return () => document.removeEventListener("fullscreenchange", changed)
  }, [])
  return {
    on,
    place,
    enter: () => {
      // A browser that lets no page fill the screen still shows the board alone.
      const asked = place.current?.requestFullscreen?.()
      if (asked) asked.catch(() => setOn(true))
      else setOn(true)
    },
    leave: () => {
      if (document.fullscreenElement) void document.exitFullscreen()
      setOn(false)
    },
  }
}
