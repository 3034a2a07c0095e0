import { listAgencies } from '../agencies/index.ts'
import { listContentFields } from '../content-data/index.ts'
import { sizeClasses } from '../enterprises/index.ts'
import { countedKinds, factKindNames } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { FormState, FormValues, PageRequest } from '../platform/page.ts'
import { listContents } from '../support/index.ts'
import { type Choice, type FieldName, type Fields, formPage } from '../ui/index.ts'
import { addIndicator, editIndicator } from './commands.ts'
import { indicatorFields } from './fields.ts'
import { listOpenQuantities } from './quantities/follow.ts'
import { listIndicators, showIndicator } from './queries.ts'
import { measures, measuresOf, operations, studyFigures, ways } from './rules.ts'

type Shown = Output<typeof showIndicator>

interface Choices {
  readonly indicators: readonly Choice[]
  readonly contents: readonly Choice[]
  readonly figures: readonly Choice[]
  readonly agencies: readonly Choice[]
}

/** What the parts of a rule can be chosen from; ended agencies and stopped contents only where the rule has them. */
async function choicesOf(request: PageRequest, own: Shown | null): Promise<Choices> {
  const { t } = request
  const indicators = await request.execute(listIndicators, { limit: 1000 })
  const contents = await request.execute(listContents, {})
  const figures = await request.execute(listContentFields, { limit: 1000 })
  const agencies = await request.execute(listAgencies, { state: 'living', limit: 1000 })
  const kept = own?.agencyId ?? null
  const gone =
    kept === null || agencies.rows.some(({ id }) => id === kept)
      ? []
      : [{ value: kept, label: t(own?.agency ?? words('', '')) }]
  return {
    indicators: indicators.rows
      .filter(({ key }) => key !== own?.key)
      .map(({ key, name, nameEn }) => ({ value: key, label: t(name, nameEn) })),
    contents: contents
      .filter(({ active, key }) => active || own?.contents.includes(key))
      .map(({ key, name, nameEn }) => ({ value: key, label: t(name, nameEn) })),
    figures: figures.rows.flatMap(({ key, name, nameEn, type, endedOn }) =>
      key === null || type === 'text' || type === 'date' || (endedOn !== null && key !== own?.contentField)
        ? []
        : [{ value: key, label: t(name, nameEn) }],
    ),
    agencies: [
      ...agencies.rows.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      ...gone,
    ],
  }
}

type Names = FieldName<typeof addIndicator.input> & FieldName<typeof editIndicator.input>

function Counted({ f, t, choices }: { f: Fields<Names>; t: PageRequest['t']; choices: Choices }) {
  const all = t('(không chọn: tất cả)', '(none chosen: all)')
  const separated = t(
    'Cách nhau bằng dấu chấm phẩy; để trống: tất cả.',
    'Separated by semicolons; empty: all.',
  )
  return (
    <fieldset class="grid gap-4 rounded-box border border-base-300 p-4">
      <legend class="px-1 font-semibold">{t('Đếm hồ sơ nào', 'Which records are counted')}</legend>
      {f.checks('kinds', {
        label: t('Đếm những gì', 'Records counted'),
        choices: countedKinds.map((kind) => ({ value: kind, label: t(factKindNames[kind]) })),
      })}
      {f.text('standards', {
        label: t('Theo tiêu chuẩn', 'By standard'),
        hint: `${separated} ISO 9001; VietGAP`,
      })}
      {f.text('industries', { label: t('Thuộc ngành nghề', 'Of the industry'), hint: separated })}
      {f.checks('contents', {
        hint: all,
        label: t('Theo nội dung hỗ trợ', 'By content of support'),
        choices: choices.contents,
      })}
      {f.select('contentField', {
        label: t('Số liệu theo nội dung', 'Figure by content'),
        hint: t(
          'Khi đếm số liệu theo nội dung: cộng số lượng là tổng của số liệu, đếm đối tượng là số lượt có số liệu.',
          'Where figures by content are counted: a sum adds the figures up, a count of subjects tells the turns that have one.',
        ),
        empty: t('— chọn —', '— choose —'),
        choices: choices.figures,
      })}
      {f.number('atLeast', {
        label: t('Chỉ khi số liệu ít nhất là', 'Only where the figure is at least'),
        hint: t('Với mức: thứ tự của mức, từ 1.', 'Of levels: the place of the level, from 1.'),
      })}
      {f.checks('sizes', {
        hint: all,
        label: t('Của doanh nghiệp có quy mô', 'By size of enterprise'),
        choices: sizeClasses.choices(t),
      })}
    </fieldset>
  )
}

function Computed({ f, t, choices }: { f: Fields<Names>; t: PageRequest['t']; choices: Choices }) {
  const empty = t('— chọn —', '— choose —')
  return (
    <fieldset class="grid gap-4 rounded-box border border-base-300 p-4">
      <legend class="px-1 font-semibold">{t('Tính thế nào', 'How it is computed')}</legend>
      {f.select('operation', {
        label: t('Phép tính', 'Arithmetic'),
        required: true,
        empty,
        choices: operations.choices(t),
      })}
      {f.select('first', {
        hint: t('Mọi phép tính, trừ số liệu TFP.', 'For all but a TFP figure.'),
        label: t('Chỉ số thứ nhất', 'First indicator'),
        empty,
        choices: choices.indicators,
      })}
      {f.select('second', {
        hint: t('Tỷ lệ, hiệu, tổng.', 'For a ratio, a difference, a sum.'),
        label: t('Chỉ số thứ hai', 'Second indicator'),
        empty,
        choices: choices.indicators,
      })}
      <details>
        <summary>{t('Tổng: cộng thêm các chỉ số', 'Sum: further indicators')}</summary>
        {f.checks('more', {
          label: t('Cộng thêm', 'Further indicators'),
          choices: choices.indicators,
        })}
      </details>
      {f.select('studyFigure', {
        label: t('Số liệu của tính toán TFP', 'Figure of the TFP study'),
        empty,
        choices: studyFigures.choices(t),
      })}
    </fieldset>
  )
}

function Entered({ f, t, choices }: { f: Fields<Names>; t: PageRequest['t']; choices: Choices }) {
  return (
    <fieldset class="grid gap-4 rounded-box border border-base-300 p-4">
      <legend class="px-1 font-semibold">{t('Ai nhập', 'Who enters it')}</legend>
      {f.select('agencyId', {
        label: t('Cơ quan nhập và chịu trách nhiệm', 'Agency that enters and answers for it'),
        required: true,
        empty: t('— chọn —', '— choose —'),
        choices: choices.agencies,
      })}
    </fieldset>
  )
}

const isWay = ways.is

/** The ways as links: each leads to the form with its own fields alone, so that what is not optional is not called so. */
function Ways(props: { t: PageRequest['t']; way: string; address: string; more?: string }) {
  const { t, way, address, more = '' } = props
  return (
    <nav class="mb-4 flex flex-wrap gap-2" aria-label={t('Số lấy từ đâu', 'Where the figure comes from')}>
      {ways.choices(t).map(({ value, label }) => (
        <a
          class={`btn btn-sm ${value === way ? 'btn-primary' : ''}`}
          href={`${address}?way=${value}${more}`}
          aria-current={value === way ? 'true' : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  )
}

const wayOf = (form: FormState) => {
  const given = form.values.way?.toString() ?? ''
  return isWay(given) ? given : 'counted'
}

function Rule({
  f,
  t,
  form,
  choices,
}: {
  f: Fields<Names>
  t: PageRequest['t']
  form: FormState
  choices: Choices
}) {
  const way = wayOf(form)
  const possible: readonly string[] = measuresOf[way]
  return (
    <>
      {f.hidden('way', way)}
      {indicatorFields.form(f, t)}
      {way === 'counted' ? <Counted {...{ f, t, choices }} /> : null}
      {way === 'computed' ? <Computed {...{ f, t, choices }} /> : null}
      {way === 'entered' ? <Entered {...{ f, t, choices }} /> : null}
      {possible.length === 0
        ? null
        : f.select('measure', {
            label: t('Nhiều hồ sơ, nhiều năm thành một số', 'How records and years become one figure'),
            required: true,
            empty: t('— chọn —', '— choose —'),
            choices: measures.choices(t).filter(({ value }) => possible.includes(value)),
          })}
    </>
  )
}

const crumbs = ({ t }: PageRequest) => [
  { label: t('Danh mục chỉ số', 'Catalogue of indicators'), href: '/indicator-catalogue' },
]

/** What a line of the budget proposes for the indicator that is to follow its quantity (`?line=`). */
async function lineValues(request: PageRequest): Promise<FormValues> {
  const lineId = Number(request.url.searchParams.get('line') ?? Number.NaN)
  if (!Number.isInteger(lineId)) return {}
  const { quantities } = await request.execute(listOpenQuantities, {})
  const open = quantities.find((each) => each.lineId === lineId)
  if (open === undefined) return {}
  const { title, unit, number, plan, code } = open
  return {
    lineId: String(lineId),
    lineNumber: String(number),
    name: title.vi.slice(0, 300),
    nameEn: title.en.slice(0, 300),
    unit: unit || 'lần',
    unitEn: unit || 'times',
    source: `${plan}, PL.${code}`,
    phrases: title.vi.replaceAll(';', ',').slice(0, 500),
    measure: 'sum',
  }
}

export const newIndicator = formPage({
  command: addIndicator,
  address: '/indicator-catalogue/new',
  title: words('Thêm chỉ số', 'Add an indicator'),
  lead: words(
    'Chỉ số của riêng kế hoạch: đếm từ hồ sơ theo điều kiện, tính từ số khác, hoặc cơ quan nhập kèm minh chứng.',
    'An indicator of the plan’s own: counted from records by conditions, computed, or entered by an agency with evidence.',
  ),
  record: async (request) => ({ choices: await choicesOf(request, null) }),
  crumbs,
  initial: async (_record, request) => {
    const { searchParams } = request.url
    return {
      name: searchParams.get('name') ?? '',
      unit: searchParams.get('unit') ?? '',
      way: searchParams.get('way') ?? 'counted',
      ...(await lineValues(request)),
    }
  },
  above: ({ t, form }) => {
    const line = form.values.lineId?.toString() ?? ''
    return (
      <Ways
        {...{ t, way: wayOf(form), address: '/indicator-catalogue/new' }}
        more={line === '' ? '' : `&line=${line}`}
      />
    )
  },
  fields: ({ f, t, form, record }) => (
    <>
      {(form.values.lineId ?? '') === '' ? null : (
        <>
          {f.hidden('lineId', form.values.lineId?.toString() ?? '')}
          {f.number('lineNumber', {
            label: t('Số lượng trong bảng dự toán', 'Quantity of the budget table'),
            hint: t(
              'Thành chỉ tiêu của mục khi thêm chỉ số.',
              'It becomes a target of the line with this indicator.',
            ),
          })}
        </>
      )}
      <Rule {...{ f, t, form, choices: record.choices }} />
    </>
  ),
  submit: words('Thêm', 'Add'),
  cancel: '/indicator-catalogue',
  done: ({ key }, { values }) => ({
    to: (values.lineId ?? '') === '' ? `/indicator-catalogue/${key}` : '/plan/quantities',
    message: words(
      'Đã thêm chỉ số; chọn được khi lập, sửa kế hoạch.',
      'The indicator is added; plans can have targets of it.',
    ),
  }),
})

function valuesOf(shown: Shown): FormValues {
  const { name, nameEn, unit, unitEn, source, way, measure, operation, studyFigure, agencyId, operands } =
    shown
  const [first = '', second = '', ...more] = operands
  return {
    ...{ name, nameEn, unit, unitEn, way, measure, first, second, more },
    source: source ?? '',
    phrases: shown.phrases.join('; '),
    reportPart: shown.reportPart,
    reportPhrase: shown.reportPhrase ?? '',
    kinds: shown.factKinds,
    standards: shown.standards.join('; '),
    industries: shown.industries.join('; '),
    contents: shown.contents,
    sizes: shown.sizes,
    contentField: shown.contentField ?? '',
    atLeast: shown.atLeast === null ? '' : String(shown.atLeast).replace('.', ','),
    operation: operation ?? '',
    studyFigure: studyFigure ?? '',
    agencyId: agencyId === null ? '' : String(agencyId),
    version: String(shown.version),
  }
}

export const editedIndicator = formPage({
  command: editIndicator,
  address: '/indicator-catalogue/{key}/edit',
  title: words('Sửa chỉ số', 'Edit an indicator'),
  record: async (request) => {
    const shown = await request.execute(showIndicator, { key: request.params.key })
    return { shown, choices: await choicesOf(request, shown) }
  },
  lead: words(
    'Kết quả được tính lại ngay theo cách mới; báo cáo đã chốt giữ nguyên số.',
    'Results follow the new rule at once; sealed reports keep their figures.',
  ),
  crumbs,
  initial: ({ shown }, { url }) => ({ ...valuesOf(shown), way: url.searchParams.get('way') ?? shown.way }),
  above: ({ t, form, record }) => (
    <Ways {...{ t, way: wayOf(form), address: `/indicator-catalogue/${record.shown.key}/edit` }} />
  ),
  fields: ({ f, t, form, record }) => (
    <>
      {f.hidden('version', form.values.version?.toString() ?? '')}
      <Rule {...{ f, t, form, choices: record.choices }} />
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ shown }) => `/indicator-catalogue/${shown.key}`,
  done: ({ key }) => ({
    to: `/indicator-catalogue/${key}`,
    message: words('Đã lưu chỉ số.', 'The indicator is saved.'),
  }),
})
