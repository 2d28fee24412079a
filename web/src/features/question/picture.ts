/** How does a chart become a picture? Drawn anew at a fixed size, under its title, on the card's ground. */
import type { EChartsOption } from "echarts"
import { chartTheme } from "@/charts/theme"
import { font, type Mode, palettes } from "@/ui/tokens"

const WIDTH = 1200
const HEIGHT = 600
const HEAD = 96
const SCALE = 2
const EDGE = 20
/** Pictures go into documents, which are white whatever the app looks like. */
const mode: Mode = "light"

export async function picture(
  option: EChartsOption,
  words: { title: string; sentence: string; foot: string },
): Promise<Blob> {
  const { echarts } = await import("@/charts/echarts")
  const place = document.createElement("div")
  place.className = "br-offscreen"
  place.style.width = `${WIDTH - 2 * EDGE}px`
  place.style.height = `${HEIGHT}px`
  document.body.append(place)
  const chart = echarts.init(place, chartTheme(mode), { renderer: "canvas", ssr: false })
  try {
    chart.setOption({ ...option, animation: false })
    const ground = palettes[mode].card
    const url = chart.getDataURL({ type: "png", pixelRatio: SCALE, backgroundColor: ground })
    return await framed(await loaded(url), words)
  } finally {
    chart.dispose()
    place.remove()
  }
}

async function loaded(url: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = url
  await image.decode()
  return image
}

function framed(
  chart: HTMLImageElement,
  words: { title: string; sentence: string; foot: string },
): Promise<Blob> {
  const canvas = document.createElement("canvas")
  canvas.width = WIDTH * SCALE
  canvas.height = (HEAD + HEIGHT + 40) * SCALE
  const pen = canvas.getContext("2d")
  if (pen === null) throw new Error("no canvas")
  const colours = palettes[mode]
  pen.scale(SCALE, SCALE)
  pen.fillStyle = colours.card
  pen.fillRect(0, 0, WIDTH, HEAD + HEIGHT + 40)
  const lines = [
    { text: words.title, size: 22, weight: 650, colour: colours.text, at: 44 },
    { text: words.sentence, size: 15, weight: 400, colour: colours.quiet, at: 74 },
    { text: words.foot, size: 12, weight: 400, colour: colours.quiet, at: HEAD + HEIGHT + 18 },
  ]
  for (const { text, size, weight, colour, at } of lines) {
    pen.font = `${weight} ${size}px ${font}`
    pen.fillStyle = colour
    pen.fillText(text, 28, at, WIDTH - 56)
  }
  pen.drawImage(chart, EDGE, HEAD, WIDTH - 2 * EDGE, HEIGHT)
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture")))),
  )
}
