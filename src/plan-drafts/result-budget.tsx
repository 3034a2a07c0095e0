import { SourceTotals, type SumFinding, sourceGroups, sourceNamed } from '../plan/index.ts'
import { statedMoney } from '../platform/money.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, YearTable } from '../ui/index.ts'
import { Item, mostRows, Place, Remarks, type Shown, words } from './result-items.tsx'
import { draftSums } from './review.ts'
import { itemAnchor } from './words.ts'

/** The table of the draft, each line with its place in the document and what is to be known of it. */
export function BudgetTable({ shown }: { shown: Shown }) {
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
            `Cộng lại được ${statedMoney(sum.expected, 'vi')}, đang ghi ${statedMoney(sum.found, 'vi')} (lệch ${statedMoney(sum.found - sum.expected, 'vi')}).`,
            `They make ${statedMoney(sum.expected, 'en')}, written is ${statedMoney(sum.found, 'en')} (off by ${statedMoney(sum.found - sum.expected, 'en')}).`,
          )}
        </li>
      ))}
    </ul>
  )
}
