import {
  type FundingSource,
  type PlanDocument,
  recurrenceWords,
  tableWords,
  targetWords,
} from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Translate, type Words, words } from '../platform/language.ts'
import { formatNumber, formatPercent } from '../platform/numbers.ts'

import { Facts, Notice, RecordTable, Section } from '../ui/index.ts'
import {
  type ComparedPart,
  comparedParts,
  type DutyChange,
  type NumberChange,
  type PlanComparison,
} from './compare.ts'
import { BudgetComparison } from './comparison-budget.tsx'
import { Diff, Kind, languageOf, Rows, Text, Texts } from './comparison-rows.tsx'

const partWords: Readonly<Record<ComparedPart, Words>> = {
  identity: words('Thông tin chung và mục tiêu chung', 'Identity and objective'),
  legalBases: words('Căn cứ pháp lý', 'Legal bases'),
  objectives: words('Mục tiêu cụ thể (nguyên văn)', 'Objectives as written'),
  targets: words('Chỉ tiêu', 'Targets'),
  criteria: words('Tiêu chí ưu tiên', 'Criteria of priority'),
  tasks: words('Nhiệm vụ, giải pháp', 'Tasks'),
  funding: words('Nguồn kinh phí', 'Funding'),
  duties: words('Tổ chức thực hiện', 'Organisation of the work'),
  lines: words('Dự toán kinh phí', 'Budget estimate'),
  remarks: words('Lưu ý khi đọc văn bản', 'Remarks on the text'),
  recipients: words('Nơi nhận', 'Recipients'),
}

/** Tells the table from the section around it, to whoever listens. */
function captionOf(t: Translate, part: ComparedPart): string {
  return t(`Thay đổi: ${partWords[part].vi}`, `Changes: ${partWords[part].en}`)
}

interface Shown {
  readonly t: Translate
  readonly comparison: PlanComparison
  /** Names of agencies by key; without them the keys stand. */
  readonly agencies?: Readonly<Record<string, Words>>
  /** The sources of funds, to name them. */
  readonly sources?: readonly FundingSource[]
  /** Whether its reader may open the entries of a line. */
  readonly ledger?: boolean
  /** The plan whose results can be opened, and what it has targets of. */
  readonly results?: { readonly planId: number; readonly indicators: readonly string[] }
}

/**
 * Two versions of a plan line by line: what changed in each part, what came, what went, and how much reads as before.
 * A target leads to its results and a budget line to its entries, for whoever may read these.
 */
export function Comparison(props: Shown) {
  const { t, comparison } = props
  const { before, after, changes } = comparison
  if (changes === 0) {
    return <Notice>{t('Hai bản giống nhau hoàn toàn.', 'The two read the same.')}</Notice>
  }
  const shown = comparedParts.filter(
    (part) => comparison[part].length > 0 || comparison.reordered[part] !== undefined,
  )
  const name = (plan: { number: string; issuedOn: string }) =>
    t(`${plan.number} ngày ${formatDate(plan.issuedOn)}`, `${plan.number} of ${formatDate(plan.issuedOn)}`)
  return (
    <>
      <Section title={t('Tóm tắt thay đổi', 'Summary of changes')}>
        <Facts
          columns={3}
          items={[
            [t('Bản trước', 'Earlier version'), name(before)],
            [t('Bản sau', 'Later version'), name(after)],
            [t('Số thay đổi', 'Number of changes'), String(changes)],
          ]}
        />
        <p class="hint mt-3">
          {t('Cách đọc: ', 'How to read: ')}
          <Diff
            t={t}
            pieces={[
              { kind: 'removed', text: t('chữ gạch ngang đã bỏ', 'struck out has gone') },
              { kind: 'added', text: t('chữ gạch dưới mới thêm', 'underlined is new') },
            ]}
          />
        </p>
        <ul class="mt-3 list-disc pl-5">
          {comparedParts.map((part) => (
            <li>
              {shown.includes(part) ? (
                <a href={`#changed-${part}`}>{t(partWords[part])}</a>
              ) : (
                t(partWords[part])
              )}
              {': '}
              {t(
                `${comparison[part].length} thay đổi, ${comparison.unchanged[part]} giữ nguyên`,
                `${comparison[part].length} changed, ${comparison.unchanged[part]} as before`,
              )}
              {comparison.reordered[part] === undefined ? '' : t(', đổi thứ tự', ', in another order')}
            </li>
          ))}
        </ul>
      </Section>
      {shown.map((part) => (
        <Section id={`changed-${part}`} title={t(partWords[part])}>
          <Reordered t={t} comparison={comparison} part={part} />
          {comparison[part].length === 0 ? null : <Part {...props} part={part} />}
        </Section>
      ))}
    </>
  )
}

function Reordered({ t, comparison, part }: Shown & { part: ComparedPart }) {
  const order = comparison.reordered[part]
  if (order === undefined) return null
  const coded = part === 'criteria' || part === 'targets' || part === 'duties' || part === 'lines'
  return (
    <p class="mb-3">
      {part === 'criteria'
        ? t('Thứ tự ưu tiên thay đổi', 'The order of priority has changed')
        : t('Thứ tự các dòng thay đổi', 'The lines stand in another order')}
      {coded ? `: ${order.before.join(', ')} → ${order.after.join(', ')}.` : '.'}
    </p>
  )
}

function Part(props: Shown & { part: ComparedPart }) {
  const { t, comparison, part, agencies = {}, sources = [], ledger = false } = props
  switch (part) {
    case 'identity':
      return (
        <Rows
          t={t}
          caption={captionOf(t, part)}
          rows={comparison.identity.map((field) => ({
            kind: field.before === null ? 'added' : field.after === null ? 'removed' : 'changed',
            code: t(field.label),
            body: <Text t={t} text={field.text} />,
          }))}
        />
      )
    case 'targets':
      return <Targets {...props} />
    case 'tasks':
      return (
        <Rows
          t={t}
          caption={captionOf(t, part)}
          rows={comparison.tasks.map((task) => ({
            kind: task.kind,
            code: task.code,
            body: (
              <>
                {task.title === null ? null : (
                  <p class="font-semibold">
                    <Text t={t} text={task.title} />
                  </p>
                )}
                <ul class="list-disc pl-5">
                  {task.items.map((item) => (
                    <li>
                      <Kind t={t} kind={item.kind} /> <Text t={t} text={item.text} />
                    </li>
                  ))}
                </ul>
              </>
            ),
          }))}
        />
      )
    case 'duties':
      return (
        <Rows
          t={t}
          caption={captionOf(t, part)}
          rows={comparison.duties.map((duty) => ({
            kind: duty.kind,
            code: duty.code,
            body: <DutyBody t={t} duty={duty} agencies={agencies} />,
          }))}
        />
      )
    case 'lines':
      return <BudgetComparison {...{ t, comparison, sources, ledger }} />
    default:
      return <Texts t={t} caption={captionOf(t, part)} rows={comparison[part]} />
  }
}

function Targets({ t, comparison, results }: Shown) {
  const language = languageOf(t)
  const moved = ({ difference, percent }: NumberChange) => {
    if (difference === null || difference === 0) return null
    const share = percent === null ? '' : ` (${signed(percent, formatPercent(Math.abs(percent), language))})`
    return `${signed(difference, formatNumber(Math.abs(difference), language))}${share}`
  }
  return (
    <RecordTable
      caption={captionOf(t, 'targets')}
      stack
      rows={comparison.targets}
      columns={[
        { head: t('Thay đổi', 'Change'), cell: (target) => <Kind t={t} kind={target.kind} /> },
        {
          head: t('Chỉ tiêu', 'Target'),
          cell: (target) => (
            <>
              {target.text === null ? (
                t(target.after ?? target.before ?? '')
              ) : (
                <Text t={t} text={target.text} />
              )}
              {target.before?.parent === target.after?.parent || target.kind !== 'changed' ? null : (
                <span class="hint block">
                  {t('Đổi chỉ tiêu mẹ (“trong đó”).', 'It is now a part of another target.')}
                </span>
              )}
            </>
          ),
        },
        { head: t('Trước', 'Before'), num: true, cell: (target) => <Sought t={t} target={target.before} /> },
        { head: t('Sau', 'After'), num: true, cell: (target) => <Sought t={t} target={target.after} /> },
        {
          head: t('Tăng, giảm', 'Rise or fall'),
          num: true,
          cell: (target) => moved(target.minimum) ?? moved(target.maximum) ?? '—',
        },
        {
          head: t('Kết quả', 'Results'),
          cell: (target) =>
            results?.indicators.includes(target.indicator) ? (
              <a href={`/indicators/${target.indicator}?plan=${results.planId}`}>
                {t('Xem kết quả', 'See results')}
              </a>
            ) : (
              '—'
            ),
        },
      ]}
    />
  )
}

function DutyBody({
  t,
  duty,
  agencies,
}: {
  t: Translate
  duty: DutyChange
  agencies: NonNullable<Shown['agencies']>
}) {
  const names = (keys: readonly string[]) =>
    keys.map((key) => (agencies[key] ? t(agencies[key]) : key)).join('; ')
  const timing = duty.timing
  return (
    <>
      {duty.text === null ? null : (
        <p>
          <Text t={t} text={duty.text} />
        </p>
      )}
      {timing === null ? null : (
        <p>
          <b>{t('Thời hạn: ', 'Due: ')}</b>
          {[timing.before, timing.after]
            .map((each) => (each === null ? '—' : t(recurrenceWords(each))))
            .join(' → ')}
        </p>
      )}
      {duty.agencies.removed.length === 0 ? null : (
        <p>
          <b>{t('Cơ quan bỏ: ', 'Agencies removed: ')}</b>
          {names(duty.agencies.removed)}
        </p>
      )}
      {duty.agencies.added.length === 0 ? null : (
        <p>
          <b>{t('Cơ quan thêm: ', 'Agencies added: ')}</b>
          {names(duty.agencies.added)}
        </p>
      )}
      {duty.agencies.kept.length === 0 ? null : (
        <p class="hint">
          {t('Cơ quan thực hiện: ', 'Carried out by: ')}
          {names(duty.agencies.kept)}
        </p>
      )}
    </>
  )
}

function signed(value: number | bigint, size: string): string {
  return `${value < 0 ? '-' : '+'}${size}`
}

/** What a version of the plan asks of a target, with what its budget table says beside. */
function Sought({ t, target }: { t: Translate; target: PlanDocument['targets'][number] | null }) {
  if (target === null) return '—'
  const table = tableWords(target)
  return (
    <>
      {t(targetWords(target))}
      {table === null ? null : <span class="hint block">{t(table)}</span>}
    </>
  )
}
