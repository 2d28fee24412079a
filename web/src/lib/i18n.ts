/** Which words does a reader see? A namespace a capability; both languages are loaded as written. */
import i18next, { type FormatterModule, type PostProcessorModule } from "i18next"
import { initReactI18next } from "react-i18next"
import { inserted, settled } from "@/lib/spoken"

export const LANGUAGES = ["en", "zh-CN"] as const
export type Language = (typeof LANGUAGES)[number]

const KEPT = "bellrock.language"
const files = import.meta.glob<Record<string, unknown>>("./locales/*/*.json", {
  eager: true,
  import: "default",
})

const resources: Record<string, Record<string, Record<string, unknown>>> = {}
for (const [path, words] of Object.entries(files)) {
  const [, language = "", namespace = ""] = /locales\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? []
  resources[language] = { ...resources[language], [namespace]: words }
}

export function languageOf(wanted: readonly string[]): Language {
  return wanted.some((one) => one.toLowerCase().startsWith("zh")) ? "zh-CN" : "en"
}

function kept(): Language | null {
  const found = localStorage.getItem(KEPT)
  return LANGUAGES.find((one) => one === found) ?? null
}

/** Asked for each value that a sentence is filled with; no sentence names a format of its own. */
const marking: FormatterModule = {
  type: "formatter",
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value, _, lng) => (lng === "zh-CN" ? inserted(value) : value),
}
const settling: PostProcessorModule = {
  type: "postProcessor",
  name: "settled",
  process: (text) => (typeof text === "string" ? settled(text) : text),
}

void i18next
  .use(initReactI18next)
  .use(marking)
  .use(settling)
  .init({
    resources: resources as never,
    lng: kept() ?? languageOf(navigator.languages),
    fallbackLng: "en",
    defaultNS: "common",
    ns: Object.keys(resources.en ?? {}),
    interpolation: { escapeValue: false, alwaysFormat: true }, // React escapes
    postProcess: settling.name,
    returnNull: false,
  })
i18next.on("languageChanged", (language) => {
  document.documentElement.lang = language
})
document.documentElement.lang = i18next.language

export function language(): Language {
  return i18next.language === "zh-CN" ? "zh-CN" : "en"
}

export function speak(wanted: Language): void {
  localStorage.setItem(KEPT, wanted)
  void i18next.changeLanguage(wanted)
}

export const t = i18next.t.bind(i18next)
