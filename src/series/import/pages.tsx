import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { convertField, importPages, numbersField, outcomeColumn } from '../../imports/index.ts'
import { staff } from '../../platform/actor.ts'
import { type Translate, type Words, words } from '../../platform/language.ts'
import { formatNumber } from '../../platform/numbers.ts'
import { numberOf, type PageRequest } from '../../platform/page.ts'
import { Day, type FieldName, type Fields, formPage, Section, StateBadge } from '../../ui/index.ts'
import { crumbs } from '../badges.tsx'
import { seriesCatalogue } from '../catalogue-queries.ts'
import { writers } from '../entry.ts'
import { measureChoices } from '../measure-picker.tsx'
import { statuses, usualBaseYear } from '../rules.ts'
import { unitKeys, units } from '../units.ts'
import { applyImport, importSeries, pasteSeries, showImportCells, showSeriesImport } from './import.ts'

/** The fields that say what a batch is; shared by the paste, the file and the grid. */
export function batchFields(
  f: Fields<'status' | 'source' | 'publishedOn'>,
  t: Translate,
  statusHint?: string,
) {
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

type Catalogue = z.input<typeof seriesCatalogue.output>
type ReadingField = Exclude<FieldName<typeof importSeries.input>, 'fileId'>

/** What is said of a table that is pasted or in a file, where it does not say it itself. */
function readingFields(f: Fields<ReadingField>, t: Translate, catalogue: Catalogue, table: Child) {
  return (
    <>
      {f.select('territoryId', {
        label: t('Địa bàn', 'Territory'),
        required: true,
        choices: catalogue.territories.map((one) => ({ value: one.id, label: t(one.name, one.nameEn) })),
      })}
      {table}
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
      {numbersField(f, t)}
      {convertField(f, t)}
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
    </>
  )
}

/** What the forms of a pasted block and of a file have in common. */
const reading = {
  record: (request: PageRequest) => request.execute(seriesCatalogue, {}),
  lead: words(
    'Bảng được đọc và kiểm tra từng ô trước; chưa ghi gì cho đến khi bạn xác nhận.',
    'The table is read and checked cell by cell first; nothing is written until you confirm.',
  ),
  crumbs: (request: PageRequest) => crumbs(request),
  initial: (_: Catalogue, { url: { searchParams } }: PageRequest) => ({
    territoryId: searchParams.get('territoryId') ?? '',
    measure: searchParams.get('measure') ?? '',
    baseYear: String(usualBaseYear),
    status: 'official',
  }),
  submit: words('Đọc và kiểm tra', 'Read and check'),
  cancel: '/series',
  after: ({ t }: { t: Translate }) => <HowToLayOut t={t} />,
  done: ({ id }: { id: number }) => ({ to: `/series/imports/${id}` }),
}

const pasteForm = formPage({
  ...reading,
  command: pasteSeries,
  address: '/series/paste',
  title: words('Dán số liệu từ Excel', 'Paste figures from Excel'),
  fields: ({ f, t, record }) =>
    readingFields(
      f,
      t,
      record,
      f.area('text', {
        label: t('Khối số liệu', 'The block'),
        required: true,
        rows: 10,
        hint: t(
          'Chọn bảng trong Excel, chép và dán vào đây, kể cả dòng năm và cột tên.',
          'Select the table in Excel, copy it and paste it here, with its row of years and column of names.',
        ),
      }),
    ),
})

const fileForm = formPage({
  ...reading,
  command: importSeries,
  address: '/series/import',
  title: words('Nhập tệp số liệu', 'Import a file of figures'),
  fields: ({ f, t, record }) =>
    readingFields(
      f,
      t,
      record,
      f.file('fileId', {
        label: t('Tệp XLSX hoặc CSV', 'XLSX or CSV file'),
        required: true,
        accept: '.xlsx,.csv',
        hint: t(
          'Mọi trang tính có dòng hoặc cột năm đều được đọc, kể cả bảng mỗi dòng một giá trị.',
          'Every sheet with years is read, tables of one value a row too.',
        ),
      }),
    ),
})

function HowToLayOut({ t }: { t: Translate }) {
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
      outcomes: ['new', 'changed', 'same', 'error'],
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
                {sheet.numbers === null ? '' : `; ${t(numberForms[sheet.numbers])}`}.
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
  done: ({ vi, en }) =>
    words(
      `Đã ghi: ${vi.added} giá trị mới, ${vi.changed} sửa đổi.`,
      `Written: ${en.added} new, ${en.changed} revised.`,
    ),
})

/** The forms of a pasted block and of a file, what was read, and the confirmation that writes it. */
export const importedPages = [...pasteForm.pages, ...fileForm.pages, checked.result, checked.confirm]
