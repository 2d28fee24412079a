import "@testing-library/jest-dom/vitest"
import "@/lib/i18n"
import i18next from "i18next"
import { beforeEach } from "vitest"

beforeEach(() => void i18next.changeLanguage("en"))

// jsdom lays nothing out; what asks for sizes gets a fixed one.
class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= Observer as unknown as typeof ResizeObserver
window.matchMedia ??= ((query: string) => ({
  matches: false,
  media: query,
  addEventListener() {},
  removeEventListener() {},
  addListener() {},
  removeListener() {},
})) as unknown as typeof window.matchMedia
