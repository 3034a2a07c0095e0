import { today } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, Day, Section } from '../ui/index.ts'
import { draftReport } from './commands.ts'
import { dueKinds, toBeginNow } from './deadlines.ts'

/** Periodic reports that are to be begun now, each with its cut-off and the day on which it is due. */
export async function PeriodicDue({ request }: { request: PageRequest }) {
  const { t } = request
  const { due } = await request.execute(dueKinds, {
    plan: request.url.searchParams.get('plan') ?? undefined,
  })
  const open = toBeginNow(due, today(request.system.now()))
  if (open.length === 0) return null
  return (
    <Section title={t('Báo cáo theo kỳ cần lập', 'Periodic reports to begin')}>
      <ul class="grid gap-3">
        {open.map((row) => (
          <li class="flex flex-wrap items-center gap-3">
            <span>
              <b>
                {t(row.kind, row.kindEn)}, {t(row.over)}
              </b>
              : {t('chốt số liệu', 'figures close on')} <Day day={row.closesOn} />, {t('hạn', 'due')}{' '}
              <Day day={row.dueOn} />
            </span>
            {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
            <Act
              command={draftReport}
              request={request}
              action="/reports/new"
              small
              values={{
                kindId: row.kindId,
                year: row.year,
                planId: row.planId,
                ...(row.part === null ? {} : { part: row.part }),
              }}
            >
              {t('Lập dự thảo', 'Draft the report')}
            </Act>
          </li>
        ))}
      </ul>
    </Section>
  )
}
