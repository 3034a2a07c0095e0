import { listLaw } from '../legal/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import type { FormState, FormValues, PageRequest } from '../platform/page.ts'
import { type Fields, fields, formPage } from '../ui/index.ts'
import { formOfRows, orLeftOut, rowsOf, rowsShown } from './rows-form.ts'
import { addAppraisalRule, addScoreSheet } from './rule-commands.ts'
import { ruleCrumbs } from './rule-pages.tsx'
import { type CouncilRule, type ScoreSheet, showAppraisalRule, showScoreSheet } from './rule-queries.ts'
import { grounds, judgedBy } from './rules.ts'

/* The forms by which a rule of councils or a sheet is entered, empty or as a copy. */

const sizeCells = ['size', 'quorum'] as const
const voteCells = ['name', 'nameEn', 'passes', 'parts', 'of', 'over', 'noneOf'] as const
const groupCells = ['name', 'nameEn', 'passMin'] as const
const criterionCells = ['group', 'name', 'nameEn', 'most'] as const
const gradeCells = ['name', 'nameEn', 'atLeast', 'passes'] as const

async function choicesOf(request: PageRequest) {
  const { instruments } = await request.execute(listLaw, {})
  return instruments.map(({ id, number }) => ({ value: id, label: number }))
}

/** What a copy begins with. */
function headOf(from: CouncilRule | ScoreSheet | null, request: PageRequest): FormValues {
  const on = formatDate(today(request.system.now()))
  if (from === null) return { validFrom: on }
  return {
    fromId: String(from.id),
    nextVersion: request.url.searchParams.has('next') ? 'true' : undefined,
    name: from.name,
    nameEn: from.nameEn,
    instrumentId: String(from.instrumentId),
    article: from.article,
    validFrom: on,
  }
}

type HeadName = 'fromId' | 'nextVersion' | 'name' | 'nameEn' | 'instrumentId' | 'article' | 'validFrom'

function Head(props: {
  f: Fields<HeadName>
  t: Translate
  form: FormState
  instruments: { value: number; label: string }[]
}) {
  const { f, t, form, instruments } = props
  const { fromId, nextVersion } = form.values
  return (
    <>
      {fromId === undefined || fromId === '' ? null : f.hidden('fromId', String(fromId))}
      {nextVersion === 'true' ? f.hidden('nextVersion', 'true') : null}
      {f.text('name', { label: t('Tên', 'Name') })}
      {f.text('nameEn', { label: t('Tên tiếng Anh', 'Name in English') })}
      {f.select('instrumentId', {
        label: t('Văn bản', 'Document'),
        hint: t(
          'Chưa có trong danh mục thì thêm ở mục Văn bản, quy tắc trước.',
          'Where it is not listed, add it under Law and rules first.',
        ),
        choices: instruments,
        empty: t('Chọn văn bản', 'Choose an instrument'),
      })}
      {f.text('article', { label: t('Điều, khoản', 'Article') })}
      {f.date('validFrom', { label: t('Áp dụng từ ngày', 'Holds from') })}
    </>
  )
}

/** Rows of one list of the command. */
function Rows(props: {
  legend: string
  hint?: string
  name: string
  cells: readonly string[]
  spare: number
  form: FormState
  columns: string
  row: (at: string) => unknown
  t: Translate
}) {
  const { legend, hint, name, cells, spare, form, columns, row, t } = props
  return (
    <fieldset class="grid gap-3" id={`f-${name}`}>
      <legend class="mb-1 font-semibold">{legend}</legend>
      {hint === undefined ? null : <p class="hint">{hint}</p>}
      {Array.from({ length: rowsShown(form.values, name, cells, spare) }, (_none, at) => (
        <fieldset class="rounded-box border border-base-300 p-3" id={`f-${name}.${at}`}>
          <legend class="px-1 text-sm">{t(`Dòng ${at + 1}`, `Row ${at + 1}`)}</legend>
          <div class={`grid items-end gap-3 ${columns}`}>{row(`${name}.${at}`) as never}</div>
        </fieldset>
      ))}
    </fieldset>
  )
}

const emptied = (t: Translate) => t('Xóa trắng một dòng để bỏ dòng đó.', 'Empty a row to take it out.')

function RuleParts({ form, t }: { form: FormState; t: Translate }) {
  const f = fields(form, t)
  const used = words('khi dùng dòng này', 'in a row that is used')
  return (
    <>
      <Rows
        {...{ form, t, name: 'sizes', cells: sizeCells, spare: 2, columns: 'sm:grid-cols-2' }}
        legend={t('Số thành viên, số phải có mặt', 'Members, and how many must be present')}
        hint={emptied(t)}
        row={(at) => (
          <>
            {f.number(`${at}.size`, { label: t('Số thành viên', 'Members'), required: used })}
            {f.number(`${at}.quorum`, {
              label: t('Phải có mặt ít nhất', 'Present at least'),
              required: used,
            })}
          </>
        )}
      />
      <Rows
        {...{ form, t, name: 'votes', cells: voteCells, spare: 2, columns: 'sm:grid-cols-2 lg:grid-cols-4' }}
        legend={t('Lựa chọn khi bỏ phiếu từng nội dung', 'What is voted for on each content')}
        hint={t(
          'Xét từ trên xuống; đúng một lựa chọn để trống tỷ lệ là kết quả của mọi trường hợp còn lại. Để trống cả bảng nếu không bỏ phiếu.',
          'Sought from the top; exactly one choice without a share is the outcome of all else. Leave all empty where there are no votes.',
        )}
        row={(at) => (
          <>
            {f.text(`${at}.name`, { label: t('Lựa chọn', 'Choice'), required: used })}
            {f.text(`${at}.nameEn`, { label: t('Tên tiếng Anh', 'Name in English'), required: used })}
            {f.number(`${at}.parts`, { label: t('Tỷ lệ: số phần', 'Share: parts') })}
            {f.number(`${at}.of`, { label: t('Tỷ lệ: trên tổng số phần', 'Share: of how many') })}
            {f.check(`${at}.passes`, { label: t('Được thông qua', 'It passes') })}
            {f.check(`${at}.over`, { label: t('Phải trên tỷ lệ này', 'More than that share') })}
            {f.number(`${at}.noneOf`, {
              label: t('Và không ai chọn dòng số', 'And nobody chose the row numbered'),
            })}
          </>
        )}
      />
    </>
  )
}

export const ruleAdded = formPage({
  command: addAppraisalRule,
  address: '/councils/rules/new',
  record: async (request) => {
    const from = request.url.searchParams.get('from')
    return {
      instruments: await choicesOf(request),
      from: from === null ? null : await request.execute(showAppraisalRule, { id: from }),
    }
  },
  title: words('Nhập quy chế hội đồng', 'Enter a rule of councils'),
  crumbs: ruleCrumbs,
  initial: ({ from }, request) => {
    if (from === null) return headOf(null, request)
    const place = (key: string | null) => from.votes.findIndex((vote) => vote.key === key) + 1
    const flags = (['vice', 'secretary', 'leaderPresent', 'reviewersPresent', 'papersWorking'] as const).map(
      (key) => [key, from[key] ? 'true' : undefined] as const,
    )
    return {
      ...headOf(from, request),
      ...Object.fromEntries(flags),
      reviewers: String(from.reviewers),
      papersDays: from.papersDays === null ? undefined : String(from.papersDays),
      bars: [...from.bars],
      ...formOfRows('sizes', from.sizes),
      ...formOfRows(
        'votes',
        from.votes.map(({ key: _key, noneOf, ...vote }) => ({
          ...vote,
          noneOf: noneOf === null ? null : place(noneOf),
        })),
      ),
    }
  },
  wide: true,
  fields: ({ f, t, form, record: { instruments } }) => (
    <>
      <Head {...{ f, t, form, instruments }} />
      {f.check('vice', { label: t('Có phó chủ tịch', 'Has a vice-chair') })}
      {f.check('secretary', { label: t('Có thư ký', 'Has a secretary') })}
      {f.number('reviewers', { label: t('Số ủy viên phản biện', 'Number of reviewers') })}
      {f.check('leaderPresent', {
        label: t('Chỉ họp khi có chủ tịch hoặc phó chủ tịch', 'Meets only with the chair or the vice-chair'),
      })}
      {f.check('reviewersPresent', {
        label: t('Chỉ họp khi có đủ ủy viên phản biện', 'Meets only with every reviewer'),
      })}
      {f.number('papersDays', {
        label: t('Gửi tài liệu trước phiên họp ít nhất (ngày)', 'Papers before the meeting at least (days)'),
      })}
      {f.check('papersWorking', { label: t('Tính theo ngày làm việc', 'In working days') })}
      {f.checks('bars', {
        label: t('Văn bản nêu ai không được tham gia', 'Who may not sit by the text'),
        hint: t(
          'Chương trình luôn kiểm soát chủ, nhân viên, người phối hợp, gia đình, tư vấn và xung đột lợi ích khác; chọn ở đây để ghi đó là quy định của văn bản.',
          'The program always holds owners, staff, partners, family, advisers and other conflicts apart; chosen here it says that the text lays it down.',
        ),
        choices: grounds.choices(t),
      })}
      <RuleParts form={form} t={t} />
    </>
  ),
  input: (values) => ({
    sizes: rowsOf(values, 'sizes', sizeCells),
    votes: rowsOf(values, 'votes', voteCells).map(({ parts, of, noneOf, ...vote }, at) => ({
      ...vote,
      key: String(at + 1),
      parts: orLeftOut(parts),
      of: orLeftOut(of),
      noneOf: orLeftOut(noneOf),
    })),
  }),
  submit: words('Nhập quy chế', 'Enter a rule'),
  cancel: '/councils/rules',
  done: ({ id }) => ({
    to: `/councils/rules/${id}`,
    message: words('Đã nhập quy chế.', 'The rule is entered.'),
  }),
})

function SheetParts({ form, t }: { form: FormState; t: Translate }) {
  const f = fields(form, t)
  const used = words('khi dùng dòng này', 'in a row that is used')
  const both = (at: string, label: string) => (
    <>
      {f.text(`${at}.name`, { label, required: used })}
      {f.text(`${at}.nameEn`, { label: t('Tên tiếng Anh', 'Name in English'), required: used })}
    </>
  )
  return (
    <>
      <Rows
        {...{ form, t, name: 'groups', cells: groupCells, spare: 2, columns: 'sm:grid-cols-[1fr_1fr_10rem]' }}
        legend={t('Nhóm tiêu chí', 'Groups of criteria')}
        hint={emptied(t)}
        row={(at) => (
          <>
            {both(at, t('Nhóm', 'Group'))}
            {f.number(`${at}.passMin`, { label: t('Phải đạt ít nhất', 'Needs at least') })}
          </>
        )}
      />
      <Rows
        {...{
          ...{ form, t, name: 'criteria', cells: criterionCells, spare: 3 },
          columns: 'sm:grid-cols-[6rem_1fr_1fr_10rem]',
        }}
        legend={t('Tiêu chí, điểm tối đa', 'Criteria and their most')}
        hint={emptied(t)}
        row={(at) => (
          <>
            {f.number(`${at}.group`, { label: t('Nhóm số', 'Group number'), required: used })}
            {both(at, t('Tiêu chí', 'Criterion'))}
            {f.number(`${at}.most`, {
              label: t('Điểm tối đa (trọng số)', 'At most (weight)'),
              required: used,
            })}
          </>
        )}
      />
      <Rows
        {...{
          ...{ form, t, name: 'grades', cells: gradeCells, spare: 2 },
          columns: 'sm:grid-cols-[1fr_1fr_10rem_10rem]',
        }}
        legend={t('Mức đánh giá theo tổng điểm', 'Grades by the total')}
        hint={emptied(t)}
        row={(at) => (
          <>
            {both(at, t('Mức đánh giá', 'Grade'))}
            {f.number(`${at}.atLeast`, { label: t('Từ điểm', 'From points'), required: used })}
            {f.check(`${at}.passes`, { label: t('Được thông qua', 'It passes') })}
          </>
        )}
      />
    </>
  )
}

export const sheetAdded = formPage({
  command: addScoreSheet,
  address: '/councils/sheets/new',
  record: async (request) => {
    const from = request.url.searchParams.get('from')
    return {
      instruments: await choicesOf(request),
      from: from === null ? null : await request.execute(showScoreSheet, { id: from }),
    }
  },
  title: words('Nhập mẫu phiếu điểm', 'Enter a score sheet'),
  crumbs: ruleCrumbs,
  initial: ({ from }, request) => {
    if (from === null) return { ...headOf(null, request), judged: 'mean' }
    return {
      ...headOf(from, request),
      judged: from.judged,
      zeroParts: from.zeroParts === null ? undefined : String(from.zeroParts),
      zeroOf: from.zeroOf === null ? undefined : String(from.zeroOf),
      ...formOfRows(
        'groups',
        from.groups.map(({ id: _id, criteria: _below, ...group }) => group),
      ),
      ...formOfRows(
        'criteria',
        from.groups.flatMap(({ criteria }, at) =>
          criteria.map(({ id: _id, ...criterion }) => ({ group: at + 1, ...criterion })),
        ),
      ),
      ...formOfRows(
        'grades',
        from.grades.map(({ id: _id, ...grade }) => grade),
      ),
    }
  },
  wide: true,
  fields: ({ f, t, form, record: { instruments } }) => (
    <>
      <Head {...{ f, t, form, instruments }} />
      {f.radio('judged', {
        label: t('Ngưỡng tính trên', 'The thresholds are held against'),
        choices: judgedBy.choices(t),
      })}
      {f.number('zeroParts', {
        label: t('Không đạt khi điểm không quá: số phần', 'Fails where zeros are above: parts'),
        hint: t(
          'Ví dụ 1 trên 3: một tiêu chí bị trên một phần ba số người có mặt cho điểm không.',
          'Such as 1 of 3: more than a third of those present give a criterion zero.',
        ),
      })}
      {f.number('zeroOf', { label: t('trên tổng số phần', 'of how many parts') })}
      <SheetParts form={form} t={t} />
    </>
  ),
  input: (values) => ({
    groups: rowsOf(values, 'groups', groupCells).map(({ passMin, ...group }) => ({
      ...group,
      passMin: orLeftOut(passMin),
    })),
    criteria: rowsOf(values, 'criteria', criterionCells),
    grades: rowsOf(values, 'grades', gradeCells),
  }),
  submit: words('Nhập phiếu điểm', 'Enter a sheet'),
  cancel: '/councils/rules',
  done: ({ id }) => ({
    to: `/councils/sheets/${id}`,
    message: words('Đã nhập phiếu điểm.', 'The sheet is entered.'),
  }),
})
