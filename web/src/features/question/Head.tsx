import {
  BellOutlined,
  CodeOutlined,
  DownloadOutlined,
  FlagOutlined,
  LinkOutlined,
} from "@ant-design/icons"
import { App, Button, Dropdown, Tooltip } from "antd"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router"
import { AddToBoard } from "@/features/question/AddToBoard"
import { fetchFile } from "@/features/question/api"
import { csvFile, download, fileName } from "@/features/question/csv"
import { KindIcon } from "@/features/question/KindIcon"
import { picture } from "@/features/question/picture"
import { SaveButton } from "@/features/question/SaveButton"
import type { Answered } from "@/features/question/useAnswer"
import type { Question } from "@/features/question/useQuestion"
import type { AnyKind, Words } from "@/lib/ask"
import { day } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { useGo, useMay } from "@/lib/session"
import { copyText } from "@/ui/Copyable"
import { GrowingArea } from "@/ui/GrowingArea"

interface Props {
  kind: AnyKind
  question: Question
  title: string
  auto: string
  answered: Answered | null
  onForms: () => void
}

/** The question's title, to be edited where it stands, and what can be done with the question. */
export function Head({ kind, question, title, auto, answered, onForms }: Props) {
  const { t } = useTranslation("question")
  return (
    <header className="br-page-head br-question-head">
      <div className="br-question-title">
        <KindIcon kind={kind.name} />
        <Title title={title} auto={auto} saved={question.saved?.name ?? ""} />
      </div>
      <div className="br-page-extra">
        <CopyLink />
        <Tooltip title={t("forms")}>
          <Button icon={<CodeOutlined />} aria-label={t("forms")} onClick={onForms} />
        </Tooltip>
        <Export kind={kind} title={title} answered={answered} />
        <AddToBoard kind={kind} question={question} title={title} />
        {kind.name === "trend" && <Register />}
        {kind.name === "trend" && <AlertMe />}
        <SaveButton kind={kind} question={question} title={title} />
      </div>
      {question.saved?.description && (
        <p className="br-question-description">{question.saved.description}</p>
      )}
    </header>
  )
}

function Title({ title, auto, saved }: { title: string; auto: string; saved: string }) {
  const { t } = useTranslation("question")
  const [, setName] = useAddress("name", "")
  const [typed, setTyped] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title ends the editing of this one
  useEffect(() => setTyped(null), [title])
  const keep = () => {
    const tidy = (typed ?? title).trim()
    if (tidy !== title) setName(tidy === auto || tidy === saved ? "" : tidy)
    setTyped(null)
  }
  return (
    <h1 className="br-title">
      <span className="br-offscreen-text">{title}</span>
      <GrowingArea
        variant="borderless"
        maxLength={200}
        aria-label={t("title")}
        title={t("titleHint")}
        value={typed ?? title}
        onChange={(event) => setTyped(event.target.value.replaceAll("\n", " "))}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Escape") setTyped(null)
          if (event.key !== "Enter") return
          event.preventDefault()
          event.currentTarget.blur()
        }}
      />
    </h1>
  )
}

/** Give a trend's number a name and one meaning everywhere. */
function Register() {
  const { t } = useTranslation("question")
  const [search] = useSearchParams()
  const go = useGo()
  if (!useMay().change) return null
  return (
    <Tooltip title={t("register")}>
      <Button
        icon={<FlagOutlined />}
        aria-label={t("register")}
        onClick={() => go(`/insights/metrics/new?${search}`)}
      />
    </Tooltip>
  )
}

/** Be told when this number goes wrong: its metric first, where it has none yet. */
function AlertMe() {
  const { t } = useTranslation("question")
  const [search] = useSearchParams()
  const go = useGo()
  if (!useMay().change) return null
  return (
    <Tooltip title={t("alertMe")}>
      <Button
        icon={<BellOutlined />}
        aria-label={t("alertMe")}
        onClick={() => go(`/insights/metrics/new?${search}&alert=1`)}
      />
    </Tooltip>
  )
}

function CopyLink() {
  const { t } = useTranslation("question")
  const { message } = App.useApp()
  const copy = async () => {
    await copyText(window.location.href)
    message.success(t("linkCopied"))
  }
  return (
    <Tooltip title={t("copyLink")}>
      <Button icon={<LinkOutlined />} aria-label={t("copyLink")} onClick={() => void copy()} />
    </Tooltip>
  )
}

function Export({
  kind,
  title,
  answered,
}: {
  kind: AnyKind
  title: string
  answered: Answered | null
}) {
  const { t } = useTranslation("question")
  const { message } = App.useApp()
  const words = t as Words
  const asPicture = async ({ answer, ask }: Answered) => {
    const { zone, period } = answer.meta
    const last = new Date(new Date(period.to).getTime() - 1)
    const foot = `${t("period", { from: day(period.from, zone), to: day(last, zone) })} · ${zone}`
    const said = { title, sentence: kind.sentence(answer, ask, words), foot }
    const made = await picture(kind.picture(answer, ask, words), said)
    download(fileName(title, "png"), made)
  }
  const run = (form: string) => {
    if (answered === null) return
    if (form === "csv") {
      const table = kind.table(answered.answer, answered.ask, words)
      return download(fileName(title, "csv"), csvFile(table))
    }
    if (form === "parquet") {
      fetchFile(kind.name, answered.body, "parquet")
        .then((made) => download(fileName(title, "parquet"), made))
        .catch(() => message.error(t("fileFailed")))
      return
    }
    asPicture(answered).catch(() => message.error(t("pictureFailed")))
  }
  return (
    <Dropdown
      trigger={["click"]}
      disabled={answered === null}
      autoFocus
      menu={{
        items: [
          { key: "csv", label: t("exportCsv") },
          { key: "parquet", label: t("exportParquet") },
          { key: "png", label: t("exportPng") },
        ],
        onClick: ({ key }) => run(key),
      }}
    >
      <Button icon={<DownloadOutlined />} aria-label={t("export")} title={t("export")} />
    </Dropdown>
  )
}
