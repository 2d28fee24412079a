import { Button, DatePicker, Input, Select, Skeleton } from "antd"
import type { Dayjs } from "dayjs"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import {
  type HolidayRule,
  useCountries,
  useHolidays,
  useSetHolidays,
} from "@/features/settings/api"
import { SettingRow } from "@/features/settings/SettingRow"
import { useSaving } from "@/features/settings/useSaving"
import { country, labelled, sentences, weekday } from "@/lib/format"
import { useHolidayName } from "@/lib/worded"
import { Problem } from "@/ui/Problem"

const NEXT = 5

/** Which days are public holidays: on these much less, or more, is no alarm. */
export function Holidays({ disabled }: { disabled: boolean }) {
  const kept = useHolidays()
  if (kept.isError) return <Problem error={kept.error} onRetry={() => void kept.refetch()} />
  if (kept.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  return <Rule kept={kept.data} disabled={disabled} />
}

function Rule({ kept, disabled }: { kept: HolidayRule; disabled: boolean }) {
  const { t } = useTranslation("settings")
  const countries = useCountries()
  const put = useSetHolidays()
  const { coming, guessed, ...rule } = kept
  const [saving, save] = useSaving<typeof rule>(rule, (next) => put.mutateAsync(next))
  const named = useHolidayName()
  const own = new Set((rule.days ?? []).map(({ day }) => day))
  const called = (day: string, name: string) => (own.has(day) ? name : named(name))
  const parts = countries.data?.find(({ code }) => code === rule.country)?.subdivisions ?? []
  const choices = [...(countries.data ?? [])]
    .map(({ code }) => ({ value: code, label: country(code) }))
    .sort((a, b) => a.label.localeCompare(b.label))
  const next = (coming ?? [])
    .slice(0, NEXT)
    .map(({ day, name }) => labelled(weekday(day), called(day, name)))
  return (
    <SettingRow
      id="set-holidays"
      title={t("holidays")}
      hint={sentences(t("holidaysHint"), guessed && rule.country ? t("holidaysGuessed") : "")}
      saving={saving}
    >
      <Select
        id="set-holidays"
        showSearch={{ optionFilterProp: "label" }}
        allowClear
        disabled={disabled}
        placeholder={t("noCountry")}
        value={rule.country ?? undefined}
        options={choices}
        onChange={(code) => void save({ ...rule, country: code ?? null, subdivision: null })}
      />
      {parts.length > 0 && (
        <Select
          showSearch
          allowClear
          aria-label={t("subdivision")}
          disabled={disabled}
          placeholder={t("subdivision")}
          value={rule.subdivision ?? undefined}
          options={parts.map((value) => ({ value, label: value }))}
          onChange={(part) => void save({ ...rule, subdivision: part ?? null })}
        />
      )}
      <OwnDays
        days={rule.days ?? []}
        disabled={disabled}
        onChange={(days) => void save({ ...rule, days })}
      />
      {next.length > 0 && (
        <p className="br-quiet">{t("comingHolidays", { days: next.join(" · ") })}</p>
      )}
    </SettingRow>
  )
}

type Day = { day: string; name: string }

function OwnDays({
  days,
  disabled,
  onChange,
}: {
  days: readonly Day[]
  disabled: boolean
  onChange: (days: Day[]) => void
}) {
  const { t } = useTranslation("settings")
  const [day, setDay] = useState<Dayjs | null>(null)
  const [name, setName] = useState("")
  const add = () => {
    if (!day || !name.trim()) return
    onChange([...days, { day: day.format("YYYY-MM-DD"), name: name.trim() }])
    setDay(null)
    setName("")
  }
  return (
    <div className="br-own-days">
      {days.map((one) => (
        <div key={`${one.day} ${one.name}`}>
          <span>
            {one.day} · {one.name}
          </span>
          {!disabled && (
            <Button
              size="small"
              type="text"
              aria-label={t("removeDay", { name: one.name })}
              onClick={() => onChange(days.filter((other) => other !== one))}
            >
              ×
            </Button>
          )}
        </div>
      ))}
      {!disabled && (
        <div>
          <DatePicker aria-label={t("ownDay")} value={day} onChange={(next) => setDay(next)} />
          <Input
            aria-label={t("ownDayName")}
            placeholder={t("ownDayName")}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={add}
          />
          <Button disabled={!day || !name.trim()} onClick={add}>
            {t("addDay")}
          </Button>
        </div>
      )}
    </div>
  )
}
