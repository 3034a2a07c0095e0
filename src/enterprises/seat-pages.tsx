import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { Act, Day, formPage, listPage, Notice } from '../ui/index.ts'
import { crumbs } from './enterprise-of.ts'
import { importColumns } from './import-rules.ts'
import type { EnterpriseDetail } from './queries.ts'
import { listSeats, listSplitUnits, settleSeat, showSeat } from './seat.ts'
import { settleSeats } from './seat-many.ts'

const title = words('Địa bàn đã chia tách', 'Units that were split')

/** The enterprises whose commune of today nobody knows yet. */
export const seatsPage = listPage({
  route: 'GET /enterprises/seats',
  may: ['coordinator', 'auditor'],
  title,
  lead: words(
    'Doanh nghiệp ghi ở địa bàn đã kết thúc và chia cho nhiều xã, phường. Xin ghi từng trụ sở nay ở đâu; chương trình không đoán.',
    'Enterprises of units that ended and went to several communes. Please record where each seat is today; the program does not guess.',
  ),
  breadcrumbs: (request) => crumbs(request),
  actions: (request) => (
    <Act command={settleSeats} request={request} href="/enterprises/seats/answers" kind="primary">
      {request.t('Ghi nhiều trụ sở một lượt', 'Record many at once')}
    </Act>
  ),
  query: listSeats,
  filters: async (request) => [
    {
      name: 'unit',
      kind: 'select',
      label: importColumns.unit,
      all: words('Mọi địa bàn', 'Any unit'),
      choices: (await request.execute(listSplitUnits, {})).map((unit) => ({
        value: unit.id,
        label: `${request.t(unit.name, unit.nameEn)}, ${unit.province}`,
      })),
    },
  ],
  columns: ({ t, mayOpen }) => [
    {
      key: 'name',
      label: importColumns.name,
      sort: 'name',
      value: (row) => row.name,
      cell: (row) => (
        <a
          href={
            mayOpen(`/enterprises/${row.id}/seat`) ? `/enterprises/${row.id}/seat` : `/enterprises/${row.id}`
          }
        >
          {row.name}
        </a>
      ),
    },
    { key: 'taxCode', label: importColumns.taxCode, value: (row) => row.taxCode },
    { key: 'address', label: importColumns.address, value: (row) => row.address },
    { key: 'unit', label: importColumns.unit, value: (row) => t(row.unit, row.unitEn) },
  ],
  empty: ({ t }) => t('Mọi doanh nghiệp đều ở địa bàn đã rõ.', 'The unit of every enterprise is known.'),
})

/** Asks which commune the seat is in. */
export const seatForm = formPage({
  command: settleSeat,
  address: '/enterprises/{id}/seat',
  record: (request) => request.execute(showSeat, { id: numberOf(request, 'id') }),
  title: words('Trụ sở nay ở xã, phường nào', 'Which commune the seat is in'),
  lead: ({ record }) => record.name,
  crumbs,
  stored: (seat, { t }) => ({
    values: { version: String(seat.version), placeKey: '' },
    labels: { placeKey: t('Xã, phường', 'Commune') },
    inWords: () => t(seat.unit, seat.unitEn),
  }),
  fields: ({ f, t, record }) => (
    <>
      <p class="max-w-prose">
        {t('Đang có', 'On record')}: <strong>{t(record.unit, record.unitEn)}</strong>
        {record.endedOn === null ? null : (
          <>
            {' '}
            ({t('đến', 'until')} <Day day={record.endedOn} />)
          </>
        )}
        . {t('Địa chỉ', 'Address')}: {record.address}.
      </p>
      {f.radio('placeKey', {
        label: t('Xã, phường', 'Commune'),
        choices: record.candidates.map(({ placeKey, name, nameEn, province, named }) => ({
          value: placeKey,
          label: `${t(name, nameEn)}, ${province}${named ? t(' – địa chỉ có nêu', ' – named in the address') : ''}`,
        })),
      })}
    </>
  ),
  submit: words('Ghi địa bàn', 'Record it'),
  cancel: ({ id }) => `/enterprises/${id}`,
  done: ({ id }) => ({
    to: `/enterprises/${id}`,
    message: words('Đã ghi địa bàn của trụ sở.', 'The commune of the seat is recorded.'),
  }),
})

/** Says on the enterprise's page that its unit was split, and asks whoever records where its seat is today. */
export async function SeatQuestion(props: { enterprise: EnterpriseDetail; request: PageRequest }) {
  const { enterprise, request } = props
  const { t } = request
  if (enterprise.unitValidTo === null || request.actor.role !== 'coordinator') return null
  const { candidates } = await request.execute(showSeat, { id: enterprise.id })
  const [only, second] = candidates
  if (only === undefined) return null
  return (
    <Notice
      tone={second === undefined ? 'info' : 'warning'}
      title={
        second === undefined
          ? t(`${enterprise.unit} nay là ${only.name}`, `${enterprise.unitEn} is ${only.nameEn} today`)
          : t(
              `${enterprise.unit} đã chia cho ${candidates.length} xã, phường`,
              `${enterprise.unitEn} went to ${candidates.length} communes`,
            )
      }
    >
      <p>
        <a href={`/enterprises/${enterprise.id}/seat`}>
          {t('Ghi xã, phường hiện nay của trụ sở', 'Record the commune of the seat')}
        </a>
        {second === undefined ? null : (
          <>
            {' · '}
            <a href={`/enterprises/seats?unit=${enterprise.unitId}`}>
              {t('Các doanh nghiệp khác ở địa bàn này', 'Other enterprises of this unit')}
            </a>
          </>
        )}
      </p>
    </Notice>
  )
}
