import { heldRows } from '../controls/index.ts'
import { activePlan } from '../plan/index.ts'
import { actsFor, holds } from '../platform/actor.ts'
import { formatDate, today } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { Act, Badge, Empty, Facts, FileLink, formPage, listPage, RecordTable, Section } from '../ui/index.ts'
import { valueFields } from './fields.ts'
import { showIndicator } from './queries.ts'
import { valueStates } from './rules.ts'
import { isCorrectable, valueCorrection, yearChoices } from './value-correction.tsx'
import { namedColumns } from './value-import/columns.ts'
import { checkValueImport } from './value-import/import.ts'
import {
  confirmValue,
  enterValue,
  listValues,
  showValue,
  type ValueRow,
  valueEntered,
  withdrawValue,
} from './values.ts'

type Shown = Output<typeof showIndicator>

/** Whether this user's agency answers for the indicator; the coordinator may act for any. */
const isTheirs = ({ actor }: PageRequest, agencyId: number | null) =>
  holds(actor, ['coordinator']) || actsFor(actor, agencyId)

function yearWords({ t, language }: PageRequest, row: ValueRow): string {
  const value = `${formatNumber(row.value, language, 6)} ${t(row.unit, row.unitEn)}`
  return row.estimate ? t(`${value} (ước thực hiện)`, `${value} (estimate)`) : value
}

/** What a page says of a value instead of the act that its reader is kept out of. */
type Held = (id: number) => Words | null

const heldFrom = (request: PageRequest, rows: readonly ValueRow[]): Promise<Held> =>
  heldRows(
    request,
    'value',
    valueEntered,
    rows.filter(({ state }) => state === 'entered').map(({ id }) => id),
  )

function Acts({ request, row, held }: { request: PageRequest; row: ValueRow; held: Held }) {
  const { t } = request
  if (row.state !== 'entered' && row.state !== 'confirmed') return null
  return (
    <span class="flex flex-wrap gap-2">
      {row.state === 'entered' ? (
        <Act
          command={confirmValue}
          request={request}
          action={`/indicator-values/${row.id}/confirmation`}
          kind="primary"
          small
          held={held(row.id)}
        >
          {t('Xác nhận', 'Confirm')}
        </Act>
      ) : null}
      <Act command={withdrawValue} request={request} href={`/indicator-values/${row.id}/withdrawal`} small>
        {row.state === 'entered' ? t('Trả lại', 'Send back') : t('Rút', 'Withdraw')}
      </Act>
    </span>
  )
}

/** The values of an indicator that an agency enters, with what can be done about each. */
export async function ValuesOf({ request, shown }: { request: PageRequest; shown: Shown }) {
  const { t } = request
  const { rows } = await request.execute(listValues, { key: shown.key, limit: 100 })
  const theirs = isTheirs(request, shown.agencyId)
  const held = await heldFrom(request, rows)
  return (
    <Section
      title={t('Số đã nhập', 'Values entered')}
      id="values"
      actions={
        theirs ? (
          <Act
            command={enterValue}
            request={request}
            href={`/indicator-catalogue/${shown.key}/values/new`}
            kind="primary"
            small
          >
            {t('Nhập số', 'Enter a value')}
          </Act>
        ) : null
      }
    >
      {rows.length === 0 ? (
        <Empty>{t('Chưa có số nào được nhập.', 'No value has been entered.')}</Empty>
      ) : (
        <RecordTable
          caption={t('Số đã nhập theo năm', 'Values entered by year')}
          stack
          rows={rows}
          columns={[
            { head: t('Năm', 'Year'), cell: (row) => row.year },
            { head: t('Giá trị', 'Value'), cell: (row) => yearWords(request, row) },
            {
              head: t('Tình trạng', 'State'),
              cell: (row) => (
                <span>
                  <Badge tone={valueStates.tones[row.state]}>{t(valueStates.names[row.state])}</Badge>{' '}
                  {row.reason}
                </span>
              ),
            },
            {
              head: t('Minh chứng', 'Evidence'),
              cell: (row) => (
                <>
                  {row.paperNumber === null ? null : (
                    <p>
                      {row.paperNumber}
                      {row.paperOn === null ? null : `, ${formatDate(row.paperOn)}`}
                    </p>
                  )}
                  <FileLink t={t} file={row.file} />
                </>
              ),
            },
            {
              head: t('Người nhập, xác nhận', 'Entered and confirmed by'),
              cell: (row) => [row.enteredBy, row.confirmedBy].filter((name) => name !== null).join(' → '),
            },
            theirs
              ? { head: t('Việc', 'Action'), cell: (row) => <Acts {...{ request, row, held }} /> }
              : null,
          ]}
        />
      )}
    </Section>
  )
}

const crumbs = ({ t }: PageRequest) => [
  { label: t('Danh mục chỉ số', 'Catalogue of indicators'), href: '/indicator-catalogue' },
  { label: t('Số các cơ quan nhập', 'Values entered by agencies'), href: '/indicator-values' },
]

/** Ten years up to this one. */
const lastYears = (present: number) =>
  Array.from({ length: 10 }, (_, back) => ({ value: present - back, label: String(present - back) }))

const list = listPage({
  route: 'GET /indicator-values',
  title: words('Số các cơ quan nhập', 'Values entered by agencies'),
  lead: words(
    'Người nhập không xác nhận số của mình; số đã xác nhận mới được tính vào kết quả.',
    'Whoever enters a value does not confirm it; a value counts once it is confirmed.',
  ),
  place: {
    group: 'reporting',
    order: 26,
    main: ['statistics'],
    label: words('Số các cơ quan nhập', 'Values entered by agencies'),
  },
  query: listValues,
  actions: (request) => (
    <Act command={checkValueImport} request={request} href="/indicator-values/import">
      {request.t('Nhập từ Excel', 'Import from Excel')}
    </Act>
  ),
  filters: ({ t, system }) => [
    {
      name: 'year',
      kind: 'select',
      label: words('Năm', 'Year'),
      all: words('Mọi năm', 'Any year'),
      choices: lastYears(Number(today(system.now()).slice(0, 4))),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      all: words('Mọi tình trạng', 'Any state'),
      choices: valueStates.choices(t),
    },
  ],
  columns: (request) => [
    { key: 'key', label: namedColumns.key, value: (row) => row.key, exportOnly: true },
    {
      key: 'name',
      label: namedColumns.indicator,
      value: (row) => request.t(row.name, row.nameEn),
      cell: (row) => <a href={`/indicator-catalogue/${row.key}#values`}>{request.t(row.name, row.nameEn)}</a>,
    },
    { key: 'year', label: namedColumns.year, sort: 'year', value: (row) => row.year },
    {
      key: 'value',
      label: namedColumns.value,
      value: (row) => row.value,
      cell: (row) => yearWords(request, row),
    },
    {
      key: 'unit',
      label: namedColumns.unit,
      value: (row) => request.t(row.unit, row.unitEn),
      exportOnly: true,
    },
    {
      key: 'estimate',
      label: namedColumns.estimate,
      value: (row) => (row.estimate ? request.t('có', 'yes') : ''),
      exportOnly: true,
    },
    { key: 'agency', label: namedColumns.agency, value: (row) => request.t(row.agency, row.agencyEn) },
    {
      key: 'state',
      label: namedColumns.state,
      value: (row) => request.t(valueStates.names[row.state]),
      cell: (row) => (
        <Badge tone={valueStates.tones[row.state]}>{request.t(valueStates.names[row.state])}</Badge>
      ),
    },
    { key: 'plan', label: namedColumns.plan, value: (row) => row.plan },
    {
      key: 'paperNumber',
      label: namedColumns.paperNumber,
      value: (row) => row.paperNumber,
      exportOnly: true,
    },
    {
      key: 'paperOn',
      label: namedColumns.paperOn,
      kind: 'date',
      value: (row) => row.paperOn,
      exportOnly: true,
    },
    {
      key: 'file',
      label: words('Minh chứng', 'Evidence'),
      value: (row) => row.file.name,
      cell: (row) => <FileLink t={request.t} file={row.file} />,
    },
    { key: 'note', label: namedColumns.note, value: (row) => row.note, exportOnly: true },
    { key: 'reason', label: words('Lý do', 'Reason'), value: (row) => row.reason, exportOnly: true },
  ],
  empty: ({ t }) => t('Chưa có số nào được nhập.', 'No value has been entered.'),
})

const entry = formPage({
  command: enterValue,
  address: '/indicator-catalogue/{key}/values/new',
  title: words('Nhập số của một chỉ số', "Enter an indicator's value"),
  record: async (request) => ({
    ...(await request.execute(showIndicator, { key: request.params.key })),
    years: yearChoices(await activePlan({ db: request.system.db, planId: request.planId })),
  }),
  lead: ({ t, record }) => `${t(record.name, record.nameEn)} (${t(record.unit, record.unitEn)})`,
  crumbs,
  fields: ({ f, t, record }) => valueFields.form(f, t, { choices: { year: record.years } }),
  submit: words('Gửi xác nhận', 'Send to be confirmed'),
  cancel: (record) => `/indicator-catalogue/${record.key}`,
  done: ({ key }) => ({
    to: `/indicator-catalogue/${key}#values`,
    message: words('Đã nhập; người khác xác nhận.', 'The value is entered; another person confirms it.'),
  }),
})

const confirmed = receiver({
  command: confirmValue,
  address: '/indicator-values/{id}/confirmation',
  done: ({ key }) => ({
    to: `/indicator-catalogue/${key}#values`,
    message: words('Đã xác nhận.', 'The value is confirmed.'),
  }),
})

const withdrawn = formPage({
  command: withdrawValue,
  address: '/indicator-values/{id}/withdrawal',
  title: words('Trả lại, rút số của chỉ số', 'Return or withdraw a value'),
  crumbs,
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), required: true }),
  submit: words('Trả lại, rút', 'Return or withdraw'),
  kind: 'danger',
  cancel: '/indicator-values',
  done: ({ key }) => ({
    to: `/indicator-catalogue/${key}#values`,
    message: words('Đã trả lại hoặc rút số này.', 'The value is returned or withdrawn.'),
  }),
})

/** One value: where its fact, its work and its thread lead. */
const shown = page({
  route: 'GET /indicator-values/{id}',
  for: showValue,
  async run(request) {
    const { t } = request
    const row = await request.execute(showValue, { id: numberOf(request, 'id') })
    const held = await heldFrom(request, [row])
    return {
      title: t(row.name, row.nameEn),
      lead: `${row.year}: ${yearWords(request, row)}`,
      breadcrumbs: crumbs(request),
      actions: (
        <>
          <Acts {...{ request, row, held }} />
          {isCorrectable(row.state) ? await valueCorrection.button(request, row.id) : null}
        </>
      ),
      body: (
        <Section>
          <Facts
            items={[
              [
                t('Tình trạng', 'State'),
                <Badge tone={valueStates.tones[row.state]}>{t(valueStates.names[row.state])}</Badge>,
              ],
              [t('Cơ quan', 'Agency'), t(row.agency, row.agencyEn)],
              [t('Kế hoạch', 'Plan'), row.plan],
              [t(namedColumns.paperNumber), row.paperNumber],
              [t(namedColumns.paperOn), row.paperOn === null ? null : formatDate(row.paperOn)],
              [t('Minh chứng', 'Evidence'), <FileLink file={row.file} t={t} />],
              [
                t('Người nhập, xác nhận', 'Entered and confirmed by'),
                [row.enteredBy, row.confirmedBy].filter((name) => name !== null).join(' → '),
              ],
              [t('Ghi chú', 'Note'), row.note],
              [t('Lý do', 'Reason'), row.reason],
            ]}
          />
          <p class="mt-4">
            <a href={`/indicator-catalogue/${row.key}#values`}>
              {t('Mọi số của chỉ số này', 'All values of this indicator')}
            </a>
          </p>
        </Section>
      ),
    }
  },
})

export const valuePages: readonly Page[] = [list, ...entry.pages, confirmed, ...withdrawn.pages, shown]
