import { Button, Checkbox, Input, InputNumber, Segmented, Select } from "antd"
import { useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { type BoardReport, useSave } from "@/features/mailing/api"
import { bodyOf, type Form, formOf, isWhole, weekdayName } from "@/features/mailing/form"
import { useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

const OFTEN = ["day", "week", "month"] as const
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]

/** When a board is sent, to whom, and how. */
export function ReportForm({
  board,
  report,
  onDone,
}: {
  board: string
  report: BoardReport | null
  onDone: () => void
}) {
  const { t } = useTranslation("mailing")
  const { zone } = useProject()
  const [form, setForm] = useState(() => formOf(report))
  const saving = useSave(report?.id ?? null)
  const put = (change: Partial<Form>) => setForm({ ...form, ...change })
  return (
    <form
      className="br-mailing-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole(form)) saving.mutate(bodyOf(form, board), { onSuccess: onDone })
      }}
    >
      <div className="br-mailing-when">
        <Segmented
          aria-label={t("often")}
          value={form.every}
          onChange={(every) => put({ every })}
          options={OFTEN.map((value) => ({ value, label: t(`often_${value}`) }))}
        />
        {form.every === "week" && (
          <Select
            aria-label={t("weekday")}
            value={form.weekday}
            onChange={(weekday) => put({ weekday })}
            options={WEEKDAYS.map((value) => ({ value, label: weekdayName(value) }))}
          />
        )}
        {form.every === "month" && (
          <InputNumber
            aria-label={t("dayOfMonth")}
            prefix={t("dayOfMonth")}
            min={1}
            max={31}
            value={form.day}
            onChange={(day) => put({ day: day ?? 1 })}
          />
        )}
        <Input
          type="time"
          aria-label={t("time", { zone })}
          value={form.at}
          onChange={(event) => put({ at: event.target.value })}
        />
        <small className="br-quiet">{zone}</small>
      </div>
      <Readers name={t("english")} value={form.english} onChange={(english) => put({ english })} />
      <Readers name={t("chinese")} value={form.chinese} onChange={(chinese) => put({ chinese })} />
      <Named name={t("subject")}>
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            placeholder={t("subjectHint")}
            value={form.subject}
            onChange={(event) => put({ subject: event.target.value })}
          />
        )}
      </Named>
      <Named name={t("note")}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={2000}
            value={form.note}
            onChange={(event) => put({ note: event.target.value })}
          />
        )}
      </Named>
      <Checkbox.Group
        value={form.formats}
        onChange={(formats) => put({ formats: formats as Form["formats"] })}
        options={(["png", "pdf"] as const).map((value) => ({ value, label: t(value) }))}
      />
      {saving.isError && <Problem error={saving.error} />}
      <div className="br-mailing-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={saving.isPending}
          disabled={!isWhole(form)}
        >
          {t(report ? "save" : "send")}
        </Button>
        <Button onClick={onDone}>{t("back")}</Button>
      </div>
    </form>
  )
}

function Readers(given: { name: string; value: string[]; onChange: (value: string[]) => void }) {
  return (
    <Named name={given.name}>
      {(id) => (
        <Select
          id={id}
          mode="tags"
          open={false}
          suffixIcon={null}
          className="br-mailing-readers"
          tokenSeparators={[",", ";", " "]}
          placeholder="name@example.org"
          value={given.value}
          onChange={given.onChange}
        />
      )}
    </Named>
  )
}

function Named({ name, children }: { name: string; children: (id: string) => React.ReactNode }) {
  const id = useId()
  return (
    <div className="br-mailing-field">
      <label htmlFor={id}>{name}</label>
      {children(id)}
    </div>
  )
}
