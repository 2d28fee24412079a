/** How is the page drawn? A sketch or its picture, and the heat over it, on one canvas. */
import type { Palette } from "@/ui/tokens"
import { cellsOf, field, pixels, warmth } from "./field"
import { differences, type Extent, elementName, type Heat, type Layer } from "./page"

export interface Scene {
  answer: Heat
  extent: Extent
  layer: Layer
  picture: ImageBitmap | null
  colours: Palette
  /** How the fold line is called. */
  fold: string
}

/** Draw `scene` on a canvas that is `width` pixels wide. */
export function draw(canvas: HTMLCanvasElement, width: number, scene: Scene): void {
  const { extent, picture, layer } = scene
  const scale = width / extent.width
  const height = Math.round(extent.height * scale)
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext("2d")
  if (!pen) return
  pen.fillStyle = scene.colours.page
  pen.fillRect(0, 0, width, height)
  if (picture) pen.drawImage(picture, 0, 0, width, (picture.height * width) / picture.width)
  else sketch(pen, scene, scale)
  if (layer === "reach") drawReach(pen, scene, width, height)
  else drawHeat(pen, scene, width, height)
  drawFold(pen, scene, scale)
}

/** The elements that were clicked, as boxes with their words. */
function sketch(pen: CanvasRenderingContext2D, { answer, extent, colours }: Scene, scale: number) {
  pen.textBaseline = "middle"
  for (const element of answer.elements) {
    const { box, x, y } = element
    const left = box ? box.x * extent.width * scale : (x ?? 0) * extent.width * scale - 40
    const top = box ? box.y * scale : (y ?? 0) * scale - 12
    if (!box && (x === null || y === null)) continue
    const wide = box ? box.width * extent.width * scale : 80
    const high = box ? Math.max(12, box.height * scale) : 24
    pen.fillStyle = colours.card
    pen.strokeStyle = colours.line
    pen.beginPath()
    pen.roundRect(left, top, wide, high, 4)
    pen.fill()
    pen.stroke()
    if (wide < 24) continue
    pen.save()
    pen.clip()
    pen.fillStyle = colours.quiet
    pen.font = `${Math.max(10, Math.min(13, high * 0.5))}px system-ui, sans-serif`
    pen.fillText(elementName(element), left + 6, top + Math.min(high, 120) / 2)
    pen.restore()
  }
}

function drawHeat(pen: CanvasRenderingContext2D, scene: Scene, width: number, height: number) {
  const { answer, extent, layer } = scene
  const { columns } = answer
  const spots = answer.map.spots
  const cells = cellsOf(columns, extent.bands, extent)
  const values =
    layer === "difference"
      ? field(differences(answer), cells, ({ by }) => by)
      : field(spots, cells, (spot) => spot[layer as "clicks" | "rage" | "dead"])
  const small = document.createElement("canvas")
  small.width = columns
  small.height = extent.bands
  const image = new ImageData(pixels(values, layer === "difference"), columns, extent.bands)
  small.getContext("2d")?.putImageData(image, 0, 0)
  pen.imageSmoothingEnabled = true
  pen.imageSmoothingQuality = "high"
  pen.drawImage(small, 0, 0, width, height)
}

/** How many came so far, from hot at the top to cold. */
function drawReach(
  pen: CanvasRenderingContext2D,
  { answer, extent }: Scene,
  width: number,
  height: number,
) {
  const high = height / extent.bands
  for (let band = 0; band < extent.bands; band++) {
    const part = answer.map.reach[band]?.share ?? 0
    const [red, green, blue] = warmth(part * part)
    pen.fillStyle = `rgba(${red}, ${green}, ${blue}, ${part > 0 ? 0.45 : 0.12})`
    pen.fillRect(0, band * high, width, Math.ceil(high))
  }
}

function drawFold(pen: CanvasRenderingContext2D, { extent, colours, fold }: Scene, scale: number) {
  if (extent.fold === null) return
  const y = Math.round(extent.fold * scale) + 0.5
  pen.strokeStyle = colours.text
  pen.setLineDash([6, 4])
  pen.beginPath()
  pen.moveTo(0, y)
  pen.lineTo(pen.canvas.width, y)
  pen.stroke()
  pen.setLineDash([])
  pen.font = "12px system-ui, sans-serif"
  const wide = pen.measureText(fold).width + 8
  pen.fillStyle = colours.card
  pen.fillRect(4, y - 18, wide, 16)
  pen.fillStyle = colours.text
  pen.textBaseline = "middle"
  pen.fillText(fold, 8, y - 10)
}
