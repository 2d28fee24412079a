/** Where was a click? Across the page as a share of its width, down it in pixels. */

import type { Props } from "./tracker"

/** Return the place of a click and the box of what was clicked, the window's size and the page's;
 * nothing of a click by keyboard, which has no place. */
export function placeOf({ type, pageX, pageY, detail }: MouseEvent, element: Element): Props {
  if (type !== "click" || !detail) return {}
  const { left, top, width, height } = element.getBoundingClientRect()
  const across = (px: number) => Math.round((px / document.documentElement.scrollWidth) * 1e4) / 1e4
  return {
    x: across(pageX),
    y: Math.round(pageY),
    box_x: across(left + scrollX),
    box_y: Math.round(top + scrollY),
    box_width: across(width),
    box_height: Math.round(height),
    ...sizes(),
  }
}

/** Return the size of the window, and how high the page is, in CSS pixels. */
export function sizes(): { width: number; height: number; page_height: number } {
  return {
    width: innerWidth,
    height: innerHeight,
    page_height: document.documentElement.scrollHeight,
  }
}
