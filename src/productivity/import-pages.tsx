import {
  figuresColumn,
  importPages,
  lineColumn,
  numbersField,
  outcomeColumn,
  problemsColumn,
  readingFields,
} from '../imports/index.ts'
import type { Grant } from '../platform/actor.ts'
import { today, yearOf } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { formPage, Section } from '../ui/index.ts'
import {
  applyAccounts,
  checkAccounts,
  listAccountsImport,
  showAccountsImport,
  showAccountsToMend,
} from './import.ts'
import {
  columnNotes,
  importColumnKeys,
  importColumns,
  moneyUnits,
  unitNames,
  unitOf,
  unitValues,
} from './import-columns.ts'
import { changeWords } from './import-read.ts'
import { accountsTemplate } from './import-template.ts'
import { showProductivity } from './queries.ts'
import { accountsSheet } from './sheet.ts'
import { crumbs, editors, readers } from './words.ts'

/** Where an import is made: for the enterprises of the register, or for one. */
type Where = { readonly id: number; readonly name: string } | null

const wherePath = (where: Where) =>
  where === null ? '/productivity' : `/enterprises/${where.id}/productivity`

async function loadWhere(request: PageRequest): Promise<Where> {
  if (request.params.id === undefined) return null
  const { id, name } = await request.execute(showProductivity, { id: numberOf(request, 'id') })
  return { id, name }
}

const productivityCrumb = (t: Translate) => ({
  label: t('Năng suất doanh nghiệp', 'Productivity of enterprises'),
  href: '/productivity',
})

/** The form that brings accounts in, of the register's enterprises or of one. */
const importForm = (address: `/${string}`, may: readonly Grant[]) =>
  formPage({
    command: checkAccounts,
    may,
    address,
    record: loadWhere,
    title: words('Nhập số liệu năm từ Excel', 'Import yearly accounts from Excel'),
    lead: ({ t, record: where }) =>
      where === null
        ? t(
            'Nhiều doanh nghiệp, nhiều năm một lần. Tệp được kiểm tra từng dòng trước; chưa ghi gì cho đến khi bạn xác nhận.',
            'Many enterprises and years at once. The file is checked row by row first; nothing is written until you confirm.',
          )
        : t(
            `${where.name}: nhiều năm một lần. Tệp được kiểm tra từng dòng trước; chưa ghi gì cho đến khi bạn xác nhận.`,
            `${where.name}: several years at once. The file is checked row by row first; nothing is written until you confirm.`,
          ),
    crumbs: (request, where) => (where === null ? [productivityCrumb(request.t)] : crumbs(request, where)),
    fields: ({ f, t }) => (
      <>
        {readingFields(
          f,
          t,
          words('XLSX hoặc CSV, nhiều nhất 50.000 dòng.', 'XLSX or CSV, at most 50,000 rows.'),
        )}
        {f.select('unit', {
          label: t('Đơn vị tiền', 'Unit of money'),
          empty: t('Theo tiêu đề; không ghi thì đồng', 'As the headings say; else đồng'),
          hint: t('Dùng cho cột không ghi đơn vị ở tiêu đề.', 'Used for columns whose heading says no unit.'),
          choices: moneyUnits.map((value) => ({ value, label: t(unitNames[value]) })),
        })}
        {numbersField(f, t)}
        {f.number('year', {
          label: t('Năm', 'Year'),
          hint: t('Dùng cho dòng không ghi năm.', 'Used for rows without a year.'),
        })}
      </>
    ),
    submit: words('Kiểm tra', 'Check'),
    cancel: wherePath,
    after: ({ t, request, record: where }) => (
      <>
        <TemplateForm request={request} where={where} />
        <ColumnList t={t} many={where === null} />
      </>
    ),
    input: (_, request) => (request.params.id === undefined ? {} : { enterpriseId: numberOf(request, 'id') }),
    done: ({ id }) => ({ to: `/productivity/imports/${id}` }),
  })

function TemplateForm({ request, where }: { request: PageRequest; where: Where }) {
  const { t } = request
  const last = yearOf(today(request.system.now())) - 1
  const select = (name: string, label: string, choices: readonly (readonly [string, string])[]) => (
    <div class="min-w-40">
      <label class="mb-1 block text-sm font-semibold" for={`t-${name}`}>
        {label}
      </label>
      <select class="select w-full border-base-content/40" id={`t-${name}`} name={name}>
        {choices.map(([value, words]) => (
          <option value={value}>{words}</option>
        ))}
      </select>
    </div>
  )
  return (
    <Section
      title={t('Tệp mẫu', 'Template')}
      lead={
        where === null
          ? t(
              'Chọn năm thì tệp có sẵn danh sách doanh nghiệp đang hoạt động và số liệu đã ghi của năm đó.',
              'With a year the file holds the active enterprises and what is on record of that year.',
            )
          : t(
              'Tệp có sẵn các năm đã ghi; sửa hoặc thêm dòng rồi nhập lại.',
              'It holds the years on record; change or add rows and import it again.',
            )
      }
    >
      <form method="get" action={`${wherePath(where)}/template`} class="flex flex-wrap items-end gap-3">
        {where !== null
          ? null
          : select('year', t('Năm', 'Year'), [
              ['', t('Tệp trống', 'An empty file')],
              ...Array.from({ length: 5 }, (_, back) => {
                const year = String(last - back)
                return [year, year] as const
              }),
            ])}
        {select(
          'unit',
          t('Đơn vị tiền', 'Unit of money'),
          moneyUnits.map((unit) => [unit, t(unitNames[unit])] as const),
        )}
        {select('format', t('Loại tệp', 'Kind of file'), [
          ['xlsx', 'Excel'],
          ['csv', 'CSV'],
        ])}
        <button class="btn border-base-content/40 bg-base-100" type="submit">
          {t('Tải tệp mẫu', 'Download the template')}
        </button>
      </form>
    </Section>
  )
}

function ColumnList({ t, many }: { t: Translate; many: boolean }) {
  const columns = importColumnKeys.filter((key) => many || (key !== 'taxCode' && key !== 'name'))
  return (
    <Section title={t('Các cột của tệp', 'The columns')}>
      <ul class="max-w-prose list-disc pl-5">
        <li>
          {t(
            'Ô trống giữ nguyên số đang có; muốn bỏ một số đã ghi thì sửa ở trang của năm đó.',
            'An empty cell keeps what is on record; to take a figure away, edit the year on its page.',
          )}
        </li>
        <li>
          {t(
            'Cần chi phí trung gian, hoặc đủ các khoản tính theo thu nhập từ chi phí lao động đến lợi nhuận.',
            'Intermediate consumption, or all columns by income from labour cost to profit, is needed.',
          )}
        </li>
        <li>
          {t(
            'Đơn vị ghi ở tiêu đề được hiểu: “Doanh thu thuần (triệu đồng)”. Số âm viết -5 hoặc (5).',
            'A unit in a heading is understood: “Net revenue (million đồng)”. Negative numbers are -5 or (5).',
          )}
        </li>
      </ul>
      <details class="mt-3">
        <summary class="cursor-pointer font-semibold">{t('Từng cột', 'Each column')}</summary>
        <dl class="mt-2 grid max-w-prose gap-2">
          {columns.map((column) => {
            const unit = unitOf(column, 'dong')
            const [need, meaning] = columnNotes[column]
            return (
              <div>
                <dt class="font-semibold">
                  {t(importColumns[column])}
                  <span class="hint font-normal">
                    {' '}
                    · {unit === null ? '' : `${t(unit)} · `}
                    {t(need)}
                  </span>
                </dt>
                <dd>{t(meaning)}</dd>
              </div>
            )
          })}
        </dl>
      </details>
    </Section>
  )
}

async function template(request: PageRequest): Promise<Response> {
  const { url, language } = request
  const where = await loadWhere(request)
  const unit = moneyUnits.find((key) => key === url.searchParams.get('unit')) ?? 'dong'
  const year = url.searchParams.get('year') ?? ''
  const rows = await request.execute(accountsSheet, where === null ? { year } : { enterpriseId: where.id })
  return accountsTemplate(url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx', rows, {
    language,
    unit,
    many: where === null,
  })
}

const result = importPages({
  at: '/productivity/imports',
  may: readers,
  writers: editors,
  title: words('Kết quả kiểm tra số liệu năm', 'What the check of the accounts found'),
  breadcrumbs: ({ t, actor }) =>
    actor.enterpriseId === null
      ? [
          productivityCrumb(t),
          { label: t('Nhập từ Excel', 'Import from Excel'), href: '/productivity/import' },
        ]
      : [
          {
            label: t('Năng suất', 'Productivity'),
            href: `/enterprises/${actor.enterpriseId}/productivity`,
          },
          {
            label: t('Nhập từ Excel', 'Import from Excel'),
            href: `/enterprises/${actor.enterpriseId}/productivity/import`,
          },
        ],
  rows: listAccountsImport,
  columns: ({ t, language }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'taxCode', label: importColumns.taxCode, value: (row) => row.taxCode },
    { key: 'label', label: importColumns.name, value: (row) => row.label },
    {
      key: 'year',
      label: importColumns.year,
      value: (row) => (row.year === null ? null : String(row.year)),
    },
    {
      key: 'changes',
      label: words('Đang có → sẽ ghi', 'On record → to be written'),
      value: (row) => row.changes.map((change) => t(changeWords(change))).join('; ') || null,
      cell: (row) =>
        row.changes.length === 0 ? '—' : row.changes.map((change) => <p>{t(changeWords(change))}</p>),
    },
    figuresColumn(language, importColumns),
    {
      ...problemsColumn(t, importColumns),
      label: words('Lý do, điểm cần xem lại', 'Reason, to look at'),
    },
  ],
  summary: async (request) => {
    const { t } = request
    const found = await request.execute(showAccountsImport, { id: numberOf(request, 'id') })
    const { reading, enterprise } = found
    const unit = moneyUnits.find((key) => unitValues[key] === BigInt(reading.unit)) ?? 'dong'
    return {
      found,
      outcomes: ['new', 'changed', 'same', 'error'],
      facts: [
        [
          t('Doanh nghiệp', 'Enterprise'),
          enterprise === null ? (
            t('theo mã số thuế từng dòng', 'by the tax code of each row')
          ) : (
            <a href={`/enterprises/${enterprise.id}/productivity`}>{enterprise.name}</a>
          ),
        ],
        [t('Đơn vị của cột không ghi đơn vị', 'Unit where the heading says none'), t(unitNames[unit])],
        [
          t('Kiểu số', 'Form of numbers'),
          reading.numbers === null ? '—' : { vi: '1.234,5', en: '1,234.5' }[reading.numbers],
        ],
        ...(reading.blank === 0
          ? []
          : [
              [
                t('Dòng chưa có số liệu, bỏ qua', 'Rows without figures, passed over'),
                formatNumber(reading.blank, request.language),
              ] as const,
            ]),
      ],
      ignored: reading.ignored,
      again: {
        action: `${wherePath(enterprise)}/import`,
        values: {
          unit,
          ...(reading.numbers === null ? {} : { numbers: reading.numbers }),
          ...(reading.year === null ? {} : { year: reading.year }),
        },
      },
    }
  },
  apply: applyAccounts,
  button: (rows) => words(`Ghi ${rows.vi} dòng`, `Write ${rows.en} rows`),
  done: ({ vi, en }) => ({
    vi: `Đã ghi: ${vi.added} dòng mới, ${vi.changed} dòng sửa đổi.`,
    en: `Written: ${en.added} new, ${en.changed} changed.`,
  }),
  toMend: showAccountsToMend,
})

export const accountsImportPages = [
  ...importForm('/productivity/import', ['coordinator']).pages,
  page({ route: 'GET /productivity/template', may: ['coordinator'], run: template }),
  ...importForm('/enterprises/{id}/productivity/import', editors).pages,
  page({ route: 'GET /enterprises/{id}/productivity/template', may: editors, run: template }),
  result.result,
  ...result.mend,
  result.confirm,
]
