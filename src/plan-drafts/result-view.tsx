import type { Child } from 'hono/jsx'
import {
  factKindNames,
  recurrenceWords,
  SourceTotals,
  type SumFinding,
  sourceGroups,
  sourceNamed,
  tableWords,
  targetWords,
} from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import type { Words } from '../platform/language.ts'
import { formatMillions } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { Badge, Section, YearTable } from '../ui/index.ts'
import type { DocumentText } from './document-view.tsx'
import type { showDraft } from './queries.ts'
import { draftSums } from './review.ts'
import { type PartKey, partNames } from './sections.ts'
import { itemAnchor, spanAnchor } from './words.ts'

export type Draft = Output<typeof showDraft>

/** What the result is shown with. */
export interface Shown {
  readonly request: PageRequest
  readonly draft: Draft
  /** The document beside it; null for a draft that was not read from one. */
  readonly source: DocumentText | null
  readonly missing: readonly FieldProblem[]
  readonly mayEdit: boolean
}

/** Rows of one list that the page shows; the form has all. */
const mostRows = 200

/** The draft by its parts; every item leads to its place in the document and carries what is to be known of it. */
export function Result(shown: Shown) {
  const { t } = shown.request
  const { document } = shown.draft
  return (
    <>
      <Identity shown={shown} />
      <Targets shown={shown} />
      <Criteria shown={shown} />
      <Tasks shown={shown} />
      <Duties shown={shown} />
      <Part shown={shown} part="funding">
        <List shown={shown} path="funding" rows={document.funding} show={(item) => words(t, item)} />
      </Part>
      <Part shown={shown} part="budget">
        <BudgetTable shown={shown} />
      </Part>
      <Part shown={shown} part="recipients">
        <List shown={shown} path="recipients" rows={document.recipients} show={(item) => words(t, item)} />
        {document.remarks.length === 0 ? null : (
          <h3 class="mt-3">{t('Lưu ý khi đọc văn bản', 'Remarks on the text')}</h3>
        )}
        <List shown={shown} path="remarks" rows={document.remarks} show={(remark) => words(t, remark)} />
      </Part>
    </>
  )
}

/** The name of a row of a catalogue in the reader's language; the key where the catalogue has none. */
function named(
  t: PageRequest['t'],
  key: string,
  rows: readonly { key: string; name: string; nameEn: string }[],
): string {
  const found = rows.find((each) => each.key === key)
  return found === undefined ? key : t(found.name, found.nameEn)
}

function line(shown: Shown, path: string, label: Words, value: Child) {
  return (
    <Item shown={shown} path={path}>
      <span class="hint">{shown.request.t(label)}: </span>
      {value === '' ? '—' : value}
    </Item>
  )
}

function Identity({ shown }: { shown: Shown }) {
  const { t } = shown.request
  const { document } = shown.draft
  const { replaces, signatory } = document
  return (
    <Part shown={shown} part="identity">
      <ul class="grid gap-1">
        {line(shown, 'number', { vi: 'Số, ký hiệu', en: 'Number and symbol' }, document.number)}
        {line(shown, 'issuedOn', { vi: 'Ngày ban hành', en: 'Issued on' }, day(document.issuedOn))}
        {line(shown, 'issuer', { vi: 'Cơ quan ban hành', en: 'Issued by' }, words(t, document.issuer))}
        {line(shown, 'province', { vi: 'Tỉnh, thành phố', en: 'Province' }, document.province)}
        {line(shown, 'title', { vi: 'Tên', en: 'Name' }, words(t, document.title))}
        {line(shown, 'startsOn', { vi: 'Bắt đầu', en: 'Starts on' }, day(document.startsOn))}
        {line(shown, 'endsOn', { vi: 'Ngày kết thúc', en: 'Ends on' }, day(document.endsOn))}
        {line(
          shown,
          'replaces',
          { vi: 'Thay thế', en: 'Replaces' },
          replaces === null ? t('không', 'nothing') : words(t, replaces),
        )}
        {line(
          shown,
          'signatory',
          { vi: 'Người ký', en: 'Signed by' },
          [words(t, signatory.authority), words(t, signatory.office), signatory.name]
            .filter(Boolean)
            .join(', '),
        )}
      </ul>
      <h3 class="mt-3">{t('Căn cứ pháp lý', 'Legal bases')}</h3>
      <List shown={shown} path="legalBases" rows={document.legalBases} show={(basis) => words(t, basis)} />
    </Part>
  )
}

function Targets({ shown }: { shown: Shown }) {
  const { request, draft } = shown
  const { t } = request
  const { document } = draft
  const { orientation } = document
  const indicator = (key: string) => draft.indicators.find((each) => each.key === key)
  return (
    <Part shown={shown} part="targets">
      <ul class="grid gap-1">
        {line(
          shown,
          'objective',
          { vi: 'Mục tiêu chung', en: 'General objective' },
          words(t, document.objective),
        )}
      </ul>
      <h3 class="mt-3">{t('Chỉ tiêu được đếm', 'Targets that are counted')}</h3>
      <List
        shown={shown}
        path="targets"
        rows={document.targets}
        show={(target) => (
          <>
            {target.parent === null ? null : t('Trong đó: ', 'Of which: ')}
            {named(t, target.indicator, draft.indicators) || t('(chưa chọn chỉ số)', '(no indicator yet)')}:{' '}
            <b>{target.minimum === null && target.maximum === null ? '—' : t(targetWords(target))}</b>
            <TableNumber t={t} target={target} />
            <span class="hint">
              {' '}
              · “{words(t, target)}”
              {target.article === '' ? '' : `, ${t('mục', 'section')} ${target.article}`}
            </span>
            <span class="hint block">
              {t('Đếm từ: ', 'Counted from: ')}
              {indicator(target.indicator)
                ?.counts.map((kind) => t(factKindNames[kind]))
                .join('; ') ?? '—'}
            </span>
          </>
        )}
      />
      <h3 class="mt-3">{t('Câu mục tiêu', 'Objective as written')}</h3>
      <List
        shown={shown}
        path="objectives"
        rows={document.objectives}
        show={(objective) => words(t, objective)}
      />
      {orientation === null ? null : (
        <ul class="mt-3 grid gap-1">
          {line(
            shown,
            'orientation',
            { vi: 'Định hướng', en: 'Orientation' },
            `${orientation.firstYear ?? '…'} - ${orientation.lastYear ?? '…'}: ${t('tăng', 'growth')} ${orientation.minimumPercent ?? '…'} - ${orientation.maximumPercent ?? '…'}% ${t('so với', 'over')} ${orientation.baseFirstYear ?? '…'} - ${orientation.baseLastYear ?? '…'}`,
          )}
        </ul>
      )}
    </Part>
  )
}

function Criteria({ shown }: { shown: Shown }) {
  const { t } = shown.request
  const { document } = shown.draft
  return (
    <Part shown={shown} part="criteria">
      <ul class="grid gap-1">
        {line(
          shown,
          'participants',
          { vi: 'Tham gia', en: 'Carried out by' },
          words(t, document.participants),
        )}
        {line(
          shown,
          'beneficiaries',
          { vi: 'Được hỗ trợ', en: 'Supported' },
          words(t, document.beneficiaries),
        )}
      </ul>
      <List
        shown={shown}
        path="criteria"
        rows={document.criteria}
        show={(criterion) => (
          <>
            {criterion.code}) {words(t, criterion)}
            {criterion.bySize === true ? (
              <span class="hint block">
                {t('Tự xét theo quy mô doanh nghiệp', 'Follows from the size class')}
              </span>
            ) : null}
          </>
        )}
      />
    </Part>
  )
}

function Tasks({ shown }: { shown: Shown }) {
  const { t } = shown.request
  const { document } = shown.draft
  return (
    <Part shown={shown} part="tasks">
      <List
        shown={shown}
        path="tasks"
        rows={document.tasks}
        show={(task, place) => (
          <>
            <b>
              {task.code}. {words(t, task.title)}
            </b>
            <List
              shown={shown}
              path={`tasks.${place}.items`}
              rows={task.items}
              show={(item) => words(t, item)}
            />
          </>
        )}
      />
    </Part>
  )
}

function Duties({ shown }: { shown: Shown }) {
  const { request, draft } = shown
  const { t } = request
  const { document } = draft
  const agency = (key: string) => named(t, key, draft.agencies)
  return (
    <Part shown={shown} part="duties">
      <List
        shown={shown}
        path="duties"
        rows={document.duties}
        show={(duty) => (
          <>
            <b>{duty.code}</b> {words(t, duty)}
            <span class="hint block">
              {t(recurrenceWords(duty))}
              {duty.onRequest === true ? t('; cả khi có yêu cầu', '; also on request') : ''} ·{' '}
              {duty.agencies.length === 0
                ? t('chưa rõ cơ quan', 'no agency yet')
                : duty.agencies.length > 3
                  ? `${duty.agencies.slice(0, 2).map(agency).join(', ')} ${t(`và ${duty.agencies.length - 2} cơ quan khác`, `and ${duty.agencies.length - 2} more`)}`
                  : duty.agencies.map(agency).join(', ')}
            </span>
          </>
        )}
      />
    </Part>
  )
}

function day(value: string): string {
  return value === '' ? '' : formatDate(value)
}

/** The words of one language; the Vietnamese where there is no English yet. */
function words(t: PageRequest['t'], pair: Words): string {
  return t(pair) || pair.vi
}

function Part(props: { shown: Shown; part: PartKey; children?: Child }) {
  const { request, draft, mayEdit } = props.shown
  const { t } = request
  return (
    <Section
      id={`p-${props.part}`}
      title={t(partNames[props.part])}
      actions={
        mayEdit ? (
          <a href={`/plan-drafts/${draft.id}/edit?part=${props.part}`}>
            {t('Sửa phần này', 'Correct this part')}
          </a>
        ) : undefined
      }
    >
      {props.children}
    </Section>
  )
}

function List<Row>(props: {
  shown: Shown
  path: string
  rows: readonly Row[]
  show: (row: Row, place: number) => Child
}) {
  const { t } = props.shown.request
  const { rows } = props
  if (rows.length === 0) return <p class="hint">{t('Chưa có.', 'Nothing yet.')}</p>
  return (
    <ul class="grid list-disc gap-1 pl-5">
      {rows.slice(0, mostRows).map((row, place) => (
        <Item shown={props.shown} path={`${props.path}.${place}`}>
          {props.show(row, place)}
        </Item>
      ))}
      {rows.length <= mostRows ? null : (
        <li class="hint">
          {t(
            `… và ${rows.length - mostRows} mục nữa, xem khi sửa phần này.`,
            `… and ${rows.length - mostRows} more, to be seen in the form.`,
          )}
        </li>
      )}
    </ul>
  )
}

/** One item with its link into the document, and below it what is to be known: missing, noted, reckoned. */
function Item(props: { shown: Shown; path: string; children?: Child }) {
  const { path } = props
  return (
    <li class="scroll-mt-24 target:bg-accent/20" id={itemAnchor(path)}>
      {props.children} <Place shown={props.shown} path={path} />
      <Remarks shown={props.shown} path={path} />
    </li>
  )
}

function Place({ shown, path }: { shown: Shown; path: string }) {
  const { t } = shown.request
  const span = shown.draft.reading?.spans[path]
  if (span === undefined || shown.source === null) return null
  const line = shown.source.lineOf(span.start)
  return (
    <a
      class="no-print text-sm whitespace-nowrap"
      href={shown.source.hrefOf(spanAnchor(path), span.start)}
      aria-label={t(`Xem trong văn bản, dòng ${line}`, `See in the document, line ${line}`)}
    >
      {t(`↦ dòng ${line}`, `↦ line ${line}`)}
    </a>
  )
}

function Remarks({ shown, path }: { shown: Shown; path: string }) {
  const { t } = shown.request
  const { draft } = shown
  const here = (other: string) =>
    other === path || (other.startsWith(`${path}.`) && !/^tasks\.\d+$/.test(path))
  const missing = shown.missing.filter(({ field }) => here(field))
  const notes = (draft.reading?.notes ?? []).filter((note) => here(note.path))
  const reasons = Object.entries(draft.reasons).filter(([at]) => here(at))
  return (
    <>
      {missing.map((problem) => (
        <span class="block text-sm font-semibold text-error">{t(problem.words)}</span>
      ))}
      {notes.map((note) => (
        <span class="block text-sm text-base-content/80">※ {t(note.words)}</span>
      ))}
      {reasons.map(([, reason]) => (
        <span class="hint block text-sm">{t(reason)}</span>
      ))}
    </>
  )
}

function BudgetTable({ shown }: { shown: Shown }) {
  const { request, draft } = shown
  const { t, language } = request
  const { lines, years, total, yearTotals, source, supportLine } = draft.document.budget
  const funds = draft.sources.find(({ key }) => key === source)
  const pays = lines.find(({ code }) => code === supportLine)
  const { budget } = draft.document
  if (lines.length === 0)
    return (
      <>
        <p class="hint">{t('Chưa có bảng dự toán.', 'There is no budget table yet.')}</p>
        <SourceTotals {...{ t, language, budget, sources: draft.sources }} />
      </>
    )
  return (
    <>
      <ul class="mb-3 grid gap-1">
        <Item shown={shown} path="budget.source">
          <span class="hint">{t('Nguồn của dự toán: ', 'Source of the estimate: ')}</span>
          {funds === undefined ? (source ?? '—') : t(funds.name, funds.nameEn)}
        </Item>
        <Item shown={shown} path="budget.supportLine">
          <span class="hint">{t('Mục chi hỗ trợ doanh nghiệp: ', 'Line that pays for support: ')}</span>
          {pays === undefined
            ? supportLine ||
              t('không có: kế hoạch không nhận hồ sơ đề nghị', 'none: the plan takes no applications')
            : `${pays.code} · ${words(t, pays)}`}
        </Item>
      </ul>
      <YearTable
        {...{ t, language, years, total, yearTotals }}
        lines={lines.slice(0, mostRows)}
        groups={sourceGroups(budget, sourceNamed(draft.sources), t)}
        caption={t('Dự toán (triệu đồng)', 'Budget (million đồng)')}
        showCaption
        idOf={(_line, place) => itemAnchor(`budget.lines.${place}`)}
        totalId="i-budget-total"
        show={(line, place) => (
          <>
            {words(t, line)} <Place shown={shown} path={`budget.lines.${place}`} />
            {line.quantity === null ? null : <span class="hint block">{words(t, line.quantity)}</span>}
            {line.note === null ? null : <span class="hint block">{words(t, line.note)}</span>}
            <Remarks shown={shown} path={`budget.lines.${place}`} />
          </>
        )}
      />
      <SourceTotals {...{ t, language, budget, sources: draft.sources }} />
      <div class="mt-2">
        <SumList t={t} sums={draftSums(draft.document, sourceNamed(draft.sources))} />
      </div>
      {(draft.reading?.notes ?? [])
        .filter(({ path }) => path === 'budget.lines' || path === 'budget.years')
        .map((note) => (
          <p class="mt-1 text-sm">※ {t(note.words)}</p>
        ))}
    </>
  )
}

/** The sums that do not hold, or that all do. */
export function SumList({ t, sums }: { t: PageRequest['t']; sums: readonly SumFinding[] }) {
  if (sums.length === 0) return <Badge tone="success">{t('Các tổng đều khớp', 'All sums hold')}</Badge>
  return (
    <ul class="grid gap-1">
      {sums.map((sum) => (
        <li class="text-error">
          {t(sum.words)}{' '}
          {t(
            `Cộng lại được ${formatMillions(sum.expected, 'vi')}, đang ghi ${formatMillions(sum.found, 'vi')} (lệch ${formatMillions(sum.found - sum.expected, 'vi')} triệu đồng).`,
            `They make ${formatMillions(sum.expected, 'en')}, written is ${formatMillions(sum.found, 'en')} (off by ${formatMillions(sum.found - sum.expected, 'en')} million đồng).`,
          )}
        </li>
      ))}
    </ul>
  )
}

/** The other number that the budget table has. */
function TableNumber({ t, target }: { t: PageRequest['t']; target: Draft['document']['targets'][number] }) {
  const said = tableWords(target)
  return said === null ? null : <span class="block">{t(said)}</span>
}
