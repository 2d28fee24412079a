import { Table, type TableColumnType } from "antd"
import { useTranslation } from "react-i18next"
import { useGo } from "@/lib/session"
import type { PersonRow } from "./api"
import { FactCell, PersonCell, useColumnName } from "./cells"
import { FACTS, isFact } from "./columns"
import type { Listing } from "./listing"

const SORTED = { asc: "ascend", desc: "descend" } as const

/** People with the chosen columns; a header sorts, a row opens the person. */
export function PeopleTable({
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
  const go = useGo()
  const columns: TableColumnType<PersonRow>[] = [
    {
      key: "person",
      title: t("person"),
      fixed: "left",
      width: 280,
      render: (_, row) => <PersonCell row={row} />,
    },
    ...listing.columns.map((column) => ({
      key: column,
      title: named(column),
      align: isFact(column) && FACTS[column] === "number" ? ("right" as const) : undefined,
      sorter: true,
      sortOrder: listing.sort === column ? SORTED[listing.order] : null,
      render: (_: unknown, row: PersonRow) => <FactCell row={row} column={column} />,
    })),
  ]
  return (
    <div className={`br-people-table ${stale ? "br-stale" : ""}`} aria-busy={stale}>
      <Table<PersonRow>
        rowKey="person"
        size="middle"
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ x: "max-content" }}
        sortDirections={["descend", "ascend", "descend"]}
        showSorterTooltip={false}
        onRow={(row) => ({
          onClick: (event) => {
            const onLink = (event.target as Element).closest("a")
            if (!onLink && !window.getSelection()?.toString()) go(`/people/${row.person}`)
          },
        })}
        onChange={(_pages, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter
          if (one?.columnKey) {
            onSort(String(one.columnKey), one.order === "ascend" ? "asc" : "desc")
          }
        }}
      />
    </div>
  )
}
