import { exportTable } from '../../documents/write/export.ts'
import { importForm, importPages, numbersField, outcomeColumn, problemsColumn } from '../../imports/index.ts'
import { activePlan } from '../../plan/index.ts'
import { mayRun } from '../../platform/actor.ts'
import { words } from '../../platform/language.ts'
import { formatNumber } from '../../platform/numbers.ts'
import { numberOf, type Page, type PageRequest, receiver } from '../../platform/page.ts'
import { fields, PostButton } from '../../ui/index.ts'
import { listIndicators } from '../queries.ts'
import { valueYears } from '../value-rules.ts'
import { confirmImportedValues } from '../values.ts'
import { namedColumns, valueColumns } from './columns.ts'
import {
  applyValueImport,
  checkValueImport,
  showValueImport,
  showValueImportCells,
  showValueRowsToMend,
} from './import.ts'

/* Values of indicators out of a sheet: the form, the template, and what the check found. */

const crumbs = ({ t }: PageRequest) => [
  { label: t('Số các cơ quan nhập', 'Values entered by agencies'), href: '/indicator-values' },
]

/** The indicators that agencies enter, one a row, with the years of the plan across. */
async function template({ t, execute, system, planId }: PageRequest, format: 'csv' | 'xlsx') {
  const [{ rows }, plan] = await Promise.all([
    execute(listIndicators, { way: 'entered', limit: 100 }),
    activePlan({ db: system.db, planId }),
  ])
  const { first, last } = valueYears(plan)
  const years = Array.from({ length: last - first + 1 }, (_, at) => String(first + at))
  return exportTable(format, {
    name: 'mau-so-cua-chi-so',
    title: t('Mẫu số của các chỉ số', 'Template of values of indicators'),
    columns: [
      { label: t(namedColumns.key), value: (row) => row.key },
      { label: t(namedColumns.indicator), value: (row) => t(row.name, row.nameEn) },
      { label: t(namedColumns.unit), value: (row) => t(row.unit, row.unitEn) },
      ...years.map((label) => ({ label, value: () => null })),
      { label: t(namedColumns.paperNumber), value: () => null },
      { label: t(namedColumns.paperOn), kind: 'date' as const, value: () => null },
      { label: t(namedColumns.note), value: () => null },
    ],
    rows: rows.filter(({ active }) => active),
  })
}

const form = importForm({
  command: checkValueImport,
  at: '/indicator-values/import',
  list: '/indicator-values',
  results: '/indicator-value-imports',
  may: checkValueImport.may,
  title: words('Nhập số của các chỉ số từ Excel', 'Import values of indicators from Excel'),
  breadcrumbs: crumbs,
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  more: (state, t) => {
    const f = fields(state, t)
    return (
      <>
        {numbersField(f, t)}
        {f.file('evidenceId', {
          label: t('Văn bản công bố các số này', 'The paper that states these values'),
          hint: t(
            'Để trống: chính tệp nhập là minh chứng.',
            'Empty: the imported file itself is the evidence.',
          ),
        })}
        <div class="grid gap-4 sm:grid-cols-2">
          {f.text('paperNumber', { label: t(namedColumns.paperNumber) })}
          {f.date('paperOn', { label: t(namedColumns.paperOn) })}
        </div>
      </>
    )
  },
  about: ({ t }) => {
    const list = (...columns: (keyof typeof namedColumns)[]) =>
      columns.map((column) => t(namedColumns[column])).join(', ')
    return [
      t(
        `Mỗi dòng một chỉ số, mỗi năm một cột (2024, 2025, “Ước 2026”); hoặc mỗi dòng một số: ${list('indicator', 'year', 'value', 'estimate')}.`,
        `One indicator a row with a column a year (2024, 2025, “Estimate 2026”); or one value a row: ${list('indicator', 'year', 'value', 'estimate')}.`,
      ),
      `${t('Cột có thể thêm:', 'Columns that may be added:')} ${list('key', 'unit', 'agency', 'plan', 'paperNumber', 'paperOn', 'note')}.`,
      t(
        'Cột “Kế hoạch” ghi số kế hoạch hoặc tên tỉnh, thành phố; để trống là kế hoạch đang chọn.',
        'Column “Plan” has a plan’s number or its province; empty: the plan chosen.',
      ),
      t(
        'Số nhập vào chờ người khác xác nhận rồi mới được tính. Tệp xuất từ danh sách số đã nhập nhập lại được.',
        'Values wait for another person and count once confirmed. The file exported from the list of values comes back in.',
      ),
    ]
  },
  template,
})

/** What waits of a table that was entered, with the button of whoever may confirm it. */
function Confirmation(props: {
  request: PageRequest
  found: { id: number; waiting: number; confirmed: number }
}) {
  const { request, found } = props
  const { t, language } = request
  if (found.waiting + found.confirmed === 0) return null
  const [waiting, confirmed] = [found.waiting, found.confirmed].map((n) => formatNumber(n, language))
  return (
    <>
      <p class="mt-3">
        {t(
          `${waiting} số chờ người khác xác nhận, ${confirmed} số đã xác nhận.`,
          `${waiting} values wait for another person, ${confirmed} are confirmed.`,
        )}{' '}
        <a href="/indicator-values?state=entered">{t('Xem từng số', 'See each value')}</a>
      </p>
      {found.waiting > 0 && mayRun(request.actor, confirmImportedValues) ? (
        <p class="mt-4">
          <PostButton
            action={`/indicator-value-imports/${found.id}/confirmation`}
            label={t(`Xác nhận ${waiting} số`, `Confirm ${waiting} values`)}
            once={crypto.randomUUID()}
            kind="primary"
          />
        </p>
      ) : null}
    </>
  )
}

const result = importPages({
  at: '/indicator-value-imports',
  may: showValueImport.may,
  writers: applyValueImport.may,
  title: words('Kết quả kiểm tra tệp', 'What the check found'),
  breadcrumbs: crumbs,
  rows: showValueImportCells,
  columns: ({ t, language }) => [
    { key: 'cell', label: words('Ô', 'Cell'), value: (row) => row.cell },
    outcomeColumn(t),
    {
      key: 'indicator',
      label: namedColumns.indicator,
      value: (row) => (row.indicator === null ? null : t(row.indicator)),
    },
    { key: 'year', label: namedColumns.year, value: (row) => row.year },
    {
      key: 'value',
      label: namedColumns.value,
      kind: 'number',
      value: (row) => row.value,
      cell: (row) =>
        row.value === null || row.unit === null
          ? '—'
          : `${formatNumber(row.value, language)} ${t(row.unit)}${row.estimate ? t(' (ước thực hiện)', ' (estimate)') : ''}`,
    },
    {
      key: 'agency',
      label: namedColumns.agency,
      value: (row) => (row.agency === null ? null : t(row.agency)),
    },
    { key: 'plan', label: namedColumns.plan, value: (row) => row.plan },
    problemsColumn(t, valueColumns),
  ],
  summary: async (request) => {
    const found = await request.execute(showValueImport, { id: numberOf(request, 'id') })
    return {
      found,
      outcomes: ['new', 'same', 'error'],
      again: { action: '/indicator-values/import' },
      below: <Confirmation request={request} found={found} />,
    }
  },
  apply: applyValueImport,
  button: (rows) => words(`Nhập ${rows.vi} số, gửi xác nhận`, `Enter ${rows.en} values to be confirmed`),
  done: ({ vi, en }) =>
    words(
      `Đã nhập ${vi.added} số; người khác xác nhận.`,
      `${en.added} values are entered; another person confirms them.`,
    ),
  toMend: showValueRowsToMend,
})

export const valueImportPages: readonly Page[] = [
  form.page,
  form.action,
  form.template,
  result.result,
  result.confirm,
  ...result.mend,
  receiver({
    command: confirmImportedValues,
    address: '/indicator-value-imports/{id}/confirmation',
    done: ({ id, confirmed }) => ({
      to: `/indicator-value-imports/${id}`,
      message: words(`Đã xác nhận ${confirmed} số.`, `${confirmed} values are confirmed.`),
    }),
  }),
]
