import { mayRun } from '../platform/actor.ts'
import { formatDate, today } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { Dong, Section } from '../ui/index.ts'
import { AdvanceState, at } from './list-pages.tsx'
import { listAdvances } from './queries.ts'
import { timeToClear } from './rules.ts'

/** The advances of a turn or a task, as its page shows them: what is left to clear, by which day. Nothing where there is none, or for whom they are not. */
export async function AdvancesOf({
  request,
  ...of
}: { readonly request: PageRequest } & ({ readonly turnId: number } | { readonly taskId: number })) {
  const { t, language } = request
  if (!mayRun(request.actor, listAdvances)) return null
  const { rows } = await request.execute(listAdvances, { ...of, limit: 100 })
  if (rows.length === 0) return null
  const day = today(request.system.now())
  return (
    <Section title={t('Tạm ứng', 'Advances')} id="advances">
      <ul>
        {rows.map((row) => (
          <li class="flex flex-wrap items-baseline gap-x-3 py-2">
            <a href={`${at}/${row.id}`}>{row.documentNumber}</a>
            <Dong amount={row.amount} language={language} />
            <AdvanceState row={row} request={request} />
            {row.state !== 'open' && row.state !== 'part' ? null : (
              <span class="hint">
                {t('còn phải hoàn', 'to be cleared')} <Dong amount={row.rest} language={language} />,{' '}
                {t('hạn', 'by')} {formatDate(row.dueOn)} ({t(timeToClear(row.dueOn, day))})
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
