import { useQuery } from "@tanstack/react-query"
import { Button, Input, Select } from "antd"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { type Choice, EVERYTHING } from "@/features/live/rows"
import { client, unwrap } from "@/lib/api"

const DIALECTS = { segment: "Segment", posthog: "PostHog", rudderstack: "RudderStack" }

/** Which events to watch: by name, person, verdict, protocol and kind of sender. */
export function FilterBar({
  choice,
  onChange,
}: {
  choice: Choice
  onChange: (change: Partial<Choice>) => void
}) {
  const { t } = useTranslation("live")
  const events = useQuery({
    queryKey: ["schema", "events"],
    queryFn: () => unwrap(client.GET("/api/v1/schema/events")),
    staleTime: 60_000,
  })
  const names = (events.data?.data ?? []).map((one) => one.name)
  if (choice.event && !names.includes(choice.event)) names.unshift(choice.event)
  const pick = (
    name: "verdict" | "dialect" | "bots",
    options: { value: string; label: string }[],
  ) => (
    <Select
      value={choice[name] || undefined}
      placeholder={t(`any_${name}`)}
      allowClear
      aria-label={t(`any_${name}`)}
      popupMatchSelectWidth={false}
      options={options}
      onChange={(value) => onChange({ [name]: value ?? "" })}
    />
  )
  return (
    <div className="br-live-filters" role="search" aria-label={t("filters")}>
      <Select
        className="br-live-pick-event"
        value={choice.event || undefined}
        placeholder={t("any_event")}
        aria-label={t("any_event")}
        allowClear
        showSearch
        loading={events.isLoading}
        options={names.map((name) => ({ value: name, label: name }))}
        onChange={(value) => onChange({ event: value ?? "" })}
      />
      <WhoField value={choice.who} onChange={(who) => onChange({ who })} />
      {pick("verdict", [
        { value: "stored", label: t("verdict_stored") },
        { value: "warned", label: t("verdict_warned") },
      ])}
      {pick("dialect", [
        ...Object.entries(DIALECTS).map(([value, label]) => ({ value, label })),
        { value: "bellrock", label: t("native") },
      ])}
      {pick("bots", [
        { value: "people", label: t("onlyPeople") },
        { value: "machines", label: t("onlyMachines") },
      ])}
      {Object.values(choice).some(Boolean) && (
        <Button type="link" onClick={() => onChange(EVERYTHING)}>
          {t("clear")}
        </Button>
      )}
    </div>
  )
}

/** An id that is looked for once it is typed in full. */
function WhoField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation("live")
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  return (
    <Input.Search
      className="br-live-pick-who"
      value={typed}
      allowClear
      placeholder={t("any_who")}
      aria-label={t("any_who")}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(wanted) => onChange(wanted.trim())}
    />
  )
}
