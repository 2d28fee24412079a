import { Select, Space } from "antd"
import { useTranslation } from "react-i18next"
import type { PersonRow } from "./api"
import { FactCell, PersonCell, useColumnName } from "./cells"
import type { Listing } from "./listing"

/** People on a phone: a card each, the chosen columns in it by name. */
export function PeopleCards({
  rows,
  listing,
  stale,
  onSort,
}: {
  rows: PersonRow[]
  listing: Listing
  stale: boolean
  onSort: (sort: string, order: Listing["order"]) => void
}) {
  const { t } = useTranslation("people")
  const named = useColumnName()
  const sorts = [...new Set([listing.sort, ...listing.columns])]
  return (
    <>
      <Space.Compact block>
        <Select
          className="br-grow"
          aria-label={t("sortBy")}
          value={listing.sort}
          options={sorts.map((value) => ({ value, label: named(value) }))}
          onChange={(sort) => onSort(sort, listing.order)}
        />
        <Select
          aria-label={t("order")}
          value={listing.order}
          popupMatchSelectWidth={false}
          options={[
            { value: "desc", label: t("descending") },
            { value: "asc", label: t("ascending") },
          ]}
          onChange={(order) => onSort(listing.sort, order)}
        />
      </Space.Compact>
      <ul className={`br-people-cards ${stale ? "br-stale" : ""}`} aria-busy={stale}>
        {rows.map((row) => (
          <li key={row.person} className="br-card">
            <PersonCell row={row} />
            <dl className="br-facts">
              {listing.columns.map((column) => (
                <div key={column}>
                  <dt>{named(column)}</dt>
                  <dd>
                    <FactCell row={row} column={column} />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  )
}
