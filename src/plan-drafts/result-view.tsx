import type { Child } from 'hono/jsx'
import { factKindNames, recurrenceWords, tableWords, targetWords } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import type { Words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { BudgetTable } from './result-budget.tsx'
import { type Draft, Item, List, Part, type Shown, words } from './result-items.tsx'

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
            <CountedFrom t={t} kinds={indicator(target.indicator)?.counts ?? []} />
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

/** The records that an indicator counts; nothing for one that is computed or entered. */
function CountedFrom({ t, kinds }: { t: PageRequest['t']; kinds: Draft['indicators'][number]['counts'] }) {
  if (kinds.length === 0) return null
  return (
    <span class="hint block">
      {t('Đếm từ: ', 'Counted from: ')}
      {kinds.map((kind) => t(factKindNames[kind])).join('; ')}
    </span>
  )
}

/** The other number that the budget table has. */
function TableNumber({ t, target }: { t: PageRequest['t']; target: Draft['document']['targets'][number] }) {
  const said = tableWords(target)
  return said === null ? null : <span class="block">{t(said)}</span>
}
