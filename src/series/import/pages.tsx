import { importPages, outcomeColumn } from '../../imports/index.ts'
import { staff } from '../../platform/actor.ts'
import { type Words, words } from '../../platform/language.ts'
import { formatNumber } from '../../platform/numbers.ts'

import {
  type FormState,
  freshForm,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../../platform/page.ts'
import { Day, Form, fields, Section, StateBadge } from '../../ui/index.ts'
import { crumbs } from '../badges.tsx'
import { seriesCatalogue } from '../catalogue-queries.ts'
import { writers } from '../entry.ts'
import { measureChoices } from '../measure-picker.tsx'
import { statuses, usualBaseYear } from '../rules.ts'
import { unitKeys, units } from '../units.ts'
import { applyImport, importSeries, pasteSeries, showImportCells, showSeriesImport } from './import.ts'

/** The fields that say what a batch is; shared by the paste, the file and the grid. */
export function batchFields(f: ReturnType<typeof fields>, t: PageRequest['t'], statusHint?: string) {
  return (
    <>
      {f.select('status', {
        label: t('Trạng thái của số liệu', 'Status of the figures'),
        required: true,
        ...(statusHint === undefined ? {} : { hint: statusHint }),
        choices: [...statuses.keys].reverse().map((value) => ({ value, label: t(statuses.names[value]) })),
      })}
      {f.text('source', {
        label: t('Nguồn', 'Source'),
        required: true,
        hint: t(
          'Ví dụ: Niên giám thống kê tỉnh, năm, bảng số.',
          'Such as the yearbook, its year and table number.',
        ),
      })}
      {f.date('publishedOn', { label: t('Ngày công bố', 'Published on') })}
    </>
  )
}

async function readingView(
  request: PageRequest,
  form: FormState,
  kind: 'paste' | 'import',
): Promise<PageResult> {
  const { t } = request
  const f = fields(form, t)
  const catalogue = await request.execute(seriesCatalogue, {})
  const { territories } = catalogue
  return {
    title:
      kind === 'paste'
        ? t('Dán số liệu từ Excel', 'Paste figures from Excel')
        : t('Nhập tệp số liệu', 'Import a file of figures'),
    lead: t(
      'Bảng được đọc và kiểm tra từng ô trước; chưa ghi gì cho đến khi bạn xác nhận.',
      'The table is read and checked cell by cell first; nothing is written until you confirm.',
    ),
    breadcrumbs: crumbs(request),
    body: (
      <>
        <Section>
          <Form
            form={form}
            t={t}
            action={`/series/${kind}`}
            submit={t('Đọc và kiểm tra', 'Read and check')}
            cancel="/series"
            files={kind === 'import'}
          >
            {f.select('territoryId', {
              label: t('Địa bàn', 'Territory'),
              required: true,
              choices: territories.map((one) => ({ value: one.id, label: t(one.name, one.nameEn) })),
            })}
            {kind === 'paste'
              ? f.area('text', {
                  label: t('Khối số liệu', 'The block'),
                  required: true,
                  rows: 10,
                  hint: t(
                    'Chọn bảng trong Excel, chép và dán vào đây, kể cả dòng năm và cột tên.',
                    'Select the table in Excel, copy it and paste it here, with its row of years and column of names.',
                  ),
                })
              : f.file('fileId', {
                  label: t('Tệp XLSX hoặc CSV', 'XLSX or CSV file'),
                  required: true,
                  accept: '.xlsx,.csv',
                  hint: t(
                    'Mọi trang tính có dòng hoặc cột năm đều được đọc, kể cả bảng mỗi dòng một giá trị.',
                    'Every sheet with years is read, tables of one value a row too.',
                  ),
                })}
            {f.select('measure', {
              label: t('Chỉ tiêu', 'Measure'),
              empty: t('Theo tên ghi trên bảng', 'As the table names it'),
              choices: measureChoices(catalogue, t),
            })}
            {f.select('unit', {
              label: t('Đơn vị tính', 'Unit of measure'),
              empty: t(
                'Theo bảng; không ghi thì tỷ đồng, nghìn người, triệu giờ, nghìn đồng/tháng',
                'As the table says; else billion đồng, thousand persons, million hours, thousand đồng a month',
              ),
              choices: unitKeys.map((value) => ({ value, label: t(units[value].words) })),
            })}
            {f.select('numbers', {
              label: t('Kiểu số', 'Form of numbers'),
              empty: t('Tự nhận', 'Told from the table'),
              choices: [
                { value: 'vi', label: t('1.234,5 (dấu phẩy thập phân)', '1.234,5 (decimal comma)') },
                { value: 'en', label: t('1,234.5 (dấu chấm thập phân)', '1,234.5 (decimal point)') },
              ],
            })}
            {f.text('baseYear', {
              label: t('Năm gốc của giá so sánh', 'Base year of constant prices'),
              hint: t('Dùng khi bảng không ghi năm gốc.', 'Used where the table does not say it.'),
            })}
            {f.text('edition', {
              label: t('Phiên bản số liệu', 'Edition'),
              hint: t(
                'Để trống là chuỗi đang dùng; đặt tên cho chuỗi khác, ví dụ “trước đánh giá lại”.',
                'Empty is the series in use; name another set, such as “before revaluation”.',
              ),
            })}
            {batchFields(
              f,
              t,
              t(
                'Cột ghi “Sơ bộ” hoặc “Ước tính” trên bảng được giữ theo bảng.',
                'A column headed “Sơ bộ” or “Ước tính” keeps what it says.',
              ),
            )}
          </Form>
        </Section>
        <HowToLayOut t={t} />
      </>
    ),
  }
}

function HowToLayOut({ t }: { t: PageRequest['t'] }) {
  return (
    <Section title={t('Bảng cần có gì', 'What the table needs')}>
      <ul class="list-disc pl-5">
        <li>
          {t(
            'Một dòng năm ở trên (mỗi dòng một chỉ tiêu hoặc ngành), hoặc một cột năm ở bên trái (mỗi cột một chỉ tiêu).',
            'A row of years on top (a measure or sector a row), or a column of years at the left (a measure a column).',
          )}
        </li>
        <li>
          {t(
            'Hoặc mỗi dòng một giá trị, dưới các tiêu đề Năm và Giá trị; có thể thêm Địa bàn, Chỉ tiêu, Ngành, Đơn vị, Năm gốc giá, Phiên bản, Trạng thái, Nguồn, Ngày công bố, thứ tự tùy ý. Cột không có thì lấy theo biểu mẫu. Tệp xuất từ các chuỗi số liệu nhập lại được.',
            'Or one value a row, under the headings Year and Value; Territory, Measure, Sector, Unit, Price base, Edition, Status, Source and Published may stand beside them in any order. What has no column is as the form says. Exports of series can be imported again.',
          )}
        </li>
        <li>
          {t(
            'Tên ngành: Tổng số; Nông, lâm nghiệp và thủy sản; Công nghiệp và xây dựng; Dịch vụ; Thuế sản phẩm trừ trợ cấp sản phẩm; hoặc ngành cấp 1 (A đến T). Dòng khác được bỏ qua và liệt kê lại.',
            'Sectors: total; agriculture, forestry and fishing; industry and construction; services; product taxes less subsidies; or VSIC sections A to T. Other rows are left out and listed.',
          )}
        </li>
        <li>
          {t(
            'Dòng tiêu đề như “Theo giá so sánh 2010”, “Đơn vị tính: Tỷ đồng” được hiểu. Bảng cơ cấu, chỉ số, tốc độ tăng không được đọc.',
            'Titles such as “Theo giá so sánh 2010” and “Đơn vị tính: Tỷ đồng” are understood. Tables of structure, indices and growth are not read.',
          )}
        </li>
        <li>{t('Ô trống, “-”, “…” nghĩa là không có số.', 'Empty cells, “-” and “…” mean no figure.')}</li>
      </ul>
    </Section>
  )
}

const fresh = (request: PageRequest) =>
  freshForm({
    territoryId: request.url.searchParams.get('territoryId') ?? '',
    measure: request.url.searchParams.get('measure') ?? '',
    baseYear: String(usualBaseYear),
    status: 'official',
  })

export const pastePage = page({
  route: 'GET /series/paste',
  may: writers,
  run: (request) => readingView(request, fresh(request), 'paste'),
})

export const pasteAction = receiver({
  command: pasteSeries,
  address: '/series/paste',
  done: ({ id }) => ({ to: `/series/imports/${id}` }),
  again: (request, form) => readingView(request, form, 'paste'),
})

export const importPage = page({
  route: 'GET /series/import',
  may: writers,
  run: (request) => readingView(request, fresh(request), 'import'),
})

export const importAction = receiver({
  command: importSeries,
  address: '/series/import',
  done: ({ id }) => ({ to: `/series/imports/${id}` }),
  again: (request, form) => readingView(request, form, 'import'),
})

const layouts: Readonly<Record<'across' | 'down' | 'long', Words>> = {
  across: words('năm ở dòng trên', 'years across'),
  down: words('năm ở cột trái', 'years down'),
  long: words('mỗi dòng một giá trị', 'one value a row'),
}

const numberForms: Readonly<Record<'vi' | 'en', Words>> = {
  vi: words('số viết kiểu 1.234,5', 'numbers written 1.234,5'),
  en: words('số viết kiểu 1,234.5', 'numbers written 1,234.5'),
}

const checked = importPages({
  at: '/series/imports',
  may: staff,
  writers,
  title: words('Kết quả đọc bảng số liệu', 'What was read from the table'),
  breadcrumbs: crumbs,
  rows: showImportCells,
  columns: ({ t, language }) => [
    { key: 'address', label: words('Ô', 'Cell'), value: (row) => row.address },
    outcomeColumn(t),
    {
      key: 'measure',
      label: words('Chỉ tiêu, ngành', 'Measure, sector'),
      value: (row) =>
        row.measure === null ? null : `${t(row.measure)}${row.baseYear === null ? '' : ` ${row.baseYear}`}`,
      cell: (row) => (
        <>
          {row.measure === null ? '—' : t(row.measure)} {row.baseYear ?? ''}
          {row.sector === null ? null : <span class="hint block">{t(row.sector)}</span>}
        </>
      ),
    },
    {
      key: 'sector',
      label: words('Ngành', 'Sector'),
      value: (row) => row.sector && t(row.sector),
      exportOnly: true,
    },
    {
      key: 'year',
      label: words('Năm', 'Year'),
      value: (row) => (row.year === null ? null : String(row.year)),
    },
    { key: 'typed', label: words('Trên bảng', 'In the table'), value: (row) => row.typed },
    {
      key: 'value',
      label: words('Giá trị ghi', 'Value recorded'),
      kind: 'number',
      value: (row) => row.value,
      cell: (row) =>
        row.value === null
          ? '—'
          : `${formatNumber(row.value, language)} ${row.unit === null ? '' : t(row.unit)}`,
    },
    {
      key: 'before',
      label: words('Đang có', 'On record'),
      kind: 'number',
      value: (row) => row.before,
      cell: (row) => (row.before === null ? '—' : formatNumber(row.before, language)),
    },
    {
      key: 'status',
      label: words('Trạng thái', 'Status'),
      value: (row) => t(statuses.names[row.status]),
    },
    {
      key: 'source',
      label: words('Nguồn của dòng', 'Source of the row'),
      value: (row) => row.source,
      exportOnly: true,
    },
    {
      key: 'problems',
      label: words('Điểm cần xem lại', 'Points to look at'),
      value: (row) => row.problems.map((words) => t(words)).join(' ') || null,
    },
  ],
  summary: async (request) => {
    const { t } = request
    const found = await request.execute(showSeriesImport, { id: numberOf(request, 'id') })
    return {
      found,
      counts: [
        ['new', found.added],
        ['changed', found.changed],
        ['same', found.unchanged],
        ['error', found.refused],
      ],
      facts: [
        [t('Địa bàn', 'Territory'), t(found.territory.name, found.territory.nameEn)],
        [t('Trạng thái', 'Status'), <StateBadge of={statuses} is={found.status} t={t} />],
        [t('Nguồn', 'Source'), found.source],
        [t('Ngày công bố', 'Published on'), <Day day={found.publishedOn} />],
      ],
      below: (
        <>
          <ul class="mt-3 list-disc pl-5">
            {found.reading.map((sheet) => (
              <li>
                {sheet.name === '' ? t('Bảng', 'Table') : sheet.name}: {t(layouts[sheet.orientation])}
                {sheet.numbers === null ? '' : `; ${t(numberForms[sheet.numbers])}`}
                {sheet.ignored.length === 0
                  ? ''
                  : `; ${t('không dùng', 'not used')}: ${sheet.ignored.join('; ')}`}
                .
              </li>
            ))}
          </ul>
          {found.appliedAt === null ? null : (
            <p class="mt-4">
              <a href={`/series?territory=${found.territory.id}`}>
                {t('Xem số liệu của địa bàn', 'See the figures of the territory')}
              </a>
            </p>
          )}
        </>
      ),
    }
  },
  apply: applyImport,
  button: (rows) => words(`Ghi ${rows.vi} giá trị`, `Write ${rows.en} values`),
  done: ({ added, changed }) =>
    words(`Đã ghi: ${added} giá trị mới, ${changed} sửa đổi.`, `Written: ${added} new, ${changed} revised.`),
})

export const importResult = checked.result
export const importConfirm = checked.confirm
