import type { Child } from 'hono/jsx'
import { whyApart } from '../controls/index.ts'
import {
  figuresColumn,
  importPages,
  lineColumn,
  outcomeColumn,
  problemsColumn,
  readingFields,
} from '../imports/index.ts'
import { yearSpan } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type Page, type PageRequest } from '../platform/page.ts'
import { Act, Facts, formPage, Moment, Notice, Section, StateBadge } from '../ui/index.ts'
import { batchStates } from './batch-states.ts'
import { proposeTakeover, returnTakeover, takenOverApart, undoTakeover } from './batches.ts'
import { columns } from './columns.ts'
import {
  approveTakeover,
  checkTakeover,
  columnNames,
  showTakeover,
  showTakeoverRows,
  showTakeoverToMend,
} from './import.ts'
import { takeoverCrumb } from './page.tsx'
import { takeoverSteps } from './queries.ts'
import { stepOf } from './steps.ts'

/* A sheet of one step: the form that takes it, what its check found, and what becomes of it as a batch. */

const check = formPage({
  command: checkTakeover,
  address: '/takeover/{step}/check',
  record: async (request) => {
    const { plan } = await request.execute(takeoverSteps, {})
    return { plan, step: stepOf(request.params.step ?? '') }
  },
  title: ({ t, record: { step } }) => `${t('Kiểm tra tệp', 'Check a file')}: ${t(step.name)}`,
  lead: ({ t, record: { plan } }) =>
    plan === null
      ? t(
          'Chưa có gì thay đổi cho đến khi lô được trình và người khác duyệt.',
          'Nothing changes until the batch is proposed and another person approves it.',
        )
      : t(
          `Thuộc Kế hoạch ${plan.number} (${yearSpan(plan.firstYear, plan.lastYear)}). Chưa có gì thay đổi cho đến khi lô được trình và người khác duyệt.`,
          `Of Plan ${plan.number} (${yearSpan(plan.firstYear, plan.lastYear)}). Nothing changes until the batch is proposed and another person approves it.`,
        ),
  crumbs: ({ t }) => [takeoverCrumb(t)],
  fields: ({ f, t, form, record: { plan } }) => (
    <>
      {plan === null ? null : f.hidden('planId', plan.id)}
      {readingFields(
        f,
        t,
        words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
      )}
      {f.select('unit', {
        label: t('Đơn vị tiền khi tệp không ghi', 'Unit of money where the file says none'),
        empty: t('Theo tệp', 'As the file says'),
        choices: [
          { value: 'dong', label: t('đồng', 'đồng') },
          { value: 'thousand', label: t('nghìn đồng', 'thousand đồng') },
          { value: 'million', label: t('triệu đồng', 'million đồng') },
          { value: 'billion', label: t('tỷ đồng', 'billion đồng') },
        ],
      })}
      {form.errors.some(({ field }) => field === 'again')
        ? f.check('again', {
            label: t('Vẫn kiểm tra tệp này lần nữa', 'Check this file once more all the same'),
          })
        : null}
    </>
  ),
  submit: words('Kiểm tra', 'Check'),
  cancel: '/takeover',
  after: ({ t, record: { step } }) => (
    <Section
      title={t('Các cột của trang', 'The columns of the sheet')}
      actions={<a href={`/takeover/${step.key}/template`}>{t('Tệp mẫu', 'Template')}</a>}
    >
      <p>{t(step.needs)}</p>
      <p class="mt-2">{step.columns.map((key) => t(columns[key].words)).join(' · ')}</p>
    </Section>
  ),
  done: ({ id }) => ({ to: `/takeover/imports/${id}` }),
})

type Shown = Output<typeof showTakeover>

const shownOf = (request: PageRequest) =>
  request.execute(showTakeover, { id: numberOf(request, 'id') }) as Promise<Shown>

/** What became of the sheet, who did it, and what can be done now. */
function BatchView(of: { request: PageRequest; found: Shown; held: Words | null }): Child {
  const { request, found, held } = of
  const { t } = request
  const { batch } = found
  const at = `/takeover/imports/${found.id}`
  if (batch === null) {
    if (found.added === 0) return null
    return (
      <p class="no-print mt-4">
        <Act command={proposeTakeover} request={request} href={`${at}/propose`} kind="primary">
          {t('Trình lô để duyệt', 'Propose the batch')}
        </Act>
      </p>
    )
  }
  const person = (name: string | null, moment: string | null) =>
    moment === null ? (
      '—'
    ) : (
      <>
        {name ?? 'nscl'} · <Moment at={moment} />
      </>
    )
  return (
    <div class="mt-4">
      <Facts
        columns={3}
        items={[
          [t('Tình trạng', 'State'), <StateBadge of={batchStates} is={batch.state} t={t} />],
          [t('Người tiếp nhận', 'Taken over by'), person(batch.proposedBy, batch.proposedAt)],
          [
            batch.state === 'returned' ? t('Người trả lại', 'Returned by') : t('Người duyệt', 'Approved by'),
            person(batch.settledBy, batch.settledAt),
          ],
          [t('Diễn giải', 'Account of it'), batch.note],
          ...(batch.undoneAt === null
            ? []
            : [[t('Người hoàn tác', 'Undone by'), person(batch.undoneBy, batch.undoneAt)] as const]),
          ...(batch.reason === null ? [] : [[t('Lý do', 'Reason'), batch.reason] as const]),
        ]}
      />
      {held === null ? null : <p class="no-print mt-4">{t(held)}</p>}
      <p class="no-print mt-4 flex flex-wrap gap-3">
        {batch.state === 'proposed' && held === null ? (
          <Act command={returnTakeover} request={request} href={`${at}/return`}>
            {t('Trả lại', 'Send back')}
          </Act>
        ) : null}
        {batch.state === 'approved' ? (
          <Act command={undoTakeover} request={request} href={`${at}/undo`} kind="danger">
            {t('Hoàn tác cả lô', 'Undo the batch')}
          </Act>
        ) : null}
      </p>
    </div>
  )
}

const result = importPages({
  at: '/takeover/imports',
  may: showTakeover.may,
  writers: approveTakeover.may,
  title: words('Lô tiếp nhận', 'Batch of a take-over'),
  breadcrumbs: ({ t }) => [
    takeoverCrumb(t),
    { label: t('Các lô tiếp nhận', 'Batches of the take-over'), href: '/takeover/imports' },
  ],
  rows: showTakeoverRows,
  columns: ({ t, language }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: words('Nội dung', 'Content'), value: (row) => row.label },
    figuresColumn(language, columnNames),
    problemsColumn(t, columnNames),
  ],
  summary: async (request) => {
    const { t } = request
    const found = await shownOf(request)
    const proposed = found.batch?.state === 'proposed'
    const held = proposed ? await whyApart(request, takenOverApart, found.id) : null
    return {
      found,
      ready: proposed && held === null,
      facts: [
        [t('Bước', 'Step'), t(stepOf(found.step).name)],
        [t('Kế hoạch', 'Plan'), found.plan ?? '—'],
        [t('Trang tính', 'Sheet'), found.sheet],
      ],
      outcomes: ['new', 'same', 'error'],
      again: {
        action: `/takeover/${found.step}/check`,
        values: { ...(found.planId === null ? {} : { planId: found.planId }), again: 'true' },
      },
      below: <BatchView {...{ request, found, held }} />,
    }
  },
  apply: approveTakeover,
  button: (rows) => words(`Duyệt, ghi ${rows.vi} dòng`, `Approve and write ${rows.en} rows`),
  done: ({ vi, en }) => words(`Đã tiếp nhận ${vi.added} dòng.`, `${en.added} rows are taken over.`),
  toMend: showTakeoverToMend,
})

const backTo = (request: PageRequest) => `/takeover/imports/${request.params.id}`
const crumbs = (request: PageRequest) => [
  takeoverCrumb(request.t),
  { label: request.t(`Lô ${request.params.id}`, `Batch ${request.params.id}`), href: backTo(request) },
]

const propose = formPage({
  command: proposeTakeover,
  address: '/takeover/imports/{id}/propose',
  record: shownOf,
  title: words('Trình lô để duyệt', 'Propose the batch'),
  lead: ({ t, record }) =>
    t(
      `${record.added} dòng của tệp ${record.file.name}; ${record.refused} dòng lỗi không được ghi.`,
      `${record.added} rows of the file ${record.file.name}; ${record.refused} rows in error stay out.`,
    ),
  crumbs,
  fields: ({ f, t }) =>
    f.area('note', {
      label: t('Diễn giải', 'Account of it'),
      hint: t(
        'Sổ, bảng nào, ai lập, đã đối chiếu với gì.',
        'Which book, who kept it, what it was compared with.',
      ),
      required: true,
      rows: 3,
    }),
  submit: words('Trình lô để duyệt', 'Propose the batch'),
  cancel: (_record, request) => backTo(request),
  done: ({ id }) => ({
    to: `/takeover/imports/${id}`,
    message: words('Đã trình; người khác duyệt.', 'Proposed; another person approves it.'),
  }),
})

const sendBack = formPage({
  command: returnTakeover,
  address: '/takeover/imports/{id}/return',
  title: words('Trả lại lô', 'Send the batch back'),
  crumbs,
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 3 }),
  submit: words('Trả lại', 'Send back'),
  cancel: (_record, request) => backTo(request),
  done: ({ id }) => ({ to: `/takeover/imports/${id}`, message: words('Đã trả lại.', 'It is returned.') }),
})

const undo = formPage({
  command: undoTakeover,
  address: '/takeover/imports/{id}/undo',
  record: shownOf,
  title: words('Hoàn tác cả lô', 'Undo the batch'),
  lead: words(
    'Mọi bản ghi của lô bị bỏ, tiền được ghi ngược lại trong sổ, kết quả không còn được tính. Nhật ký vẫn giữ.',
    'All records of the batch go, money moves back in the ledger, results count no more. The audit trail keeps it.',
  ),
  crumbs,
  above: ({ t, record }) =>
    record.batch === null || record.batch.standing.length === 0 ? null : (
      <Notice tone="warning" title={t('Đang có hồ sơ dựa trên lô này:', 'Records stand on this batch:')}>
        <ul class="list-disc pl-5">
          {record.batch.standing.map((said) => (
            <li>{t(said)}</li>
          ))}
        </ul>
      </Notice>
    ),
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 3 }),
  submit: words('Hoàn tác cả lô', 'Undo the batch'),
  kind: 'danger',
  cancel: (_record, request) => backTo(request),
  done: ({ id }) => ({
    to: `/takeover/imports/${id}`,
    message: words('Đã hoàn tác cả lô.', 'The batch is undone.'),
  }),
})

export const takeoverImportPages: readonly Page[] = [
  ...check.pages,
  ...propose.pages,
  ...sendBack.pages,
  ...undo.pages,
  result.result,
  ...result.mend,
  result.confirm,
]
