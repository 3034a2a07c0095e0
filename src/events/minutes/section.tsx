import { mayRun } from '../../platform/actor.ts'
import type { PageRequest } from '../../platform/page.ts'
import {
  Act,
  Badge,
  Day,
  Empty,
  Facts,
  LinkButton,
  RecordTable,
  Section,
  StateBadge,
} from '../../ui/index.ts'
import type { Shown } from '../queries.ts'
import { addConclusion, draftMinutes, wasHeld, writeMinutes } from './commands.ts'
import { conclusionFields, conclusionStates, minutesFields } from './fields.ts'
import { listConclusions, showMinutes } from './queries.ts'

/** The minutes of an event and what was concluded, on its page. */
export async function Minutes({ of, request }: { of: Shown; request: PageRequest }) {
  const { t, language, actor } = request
  if (!wasHeld.includes(of.state) || !mayRun(actor, showMinutes)) return null
  const { minutes } = await request.execute(showMinutes, { id: of.id })
  const { rows } = await request.execute(listConclusions, { eventId: of.id, limit: 200, plan: 'all' })
  const at = `/events/${of.id}`
  const labels = conclusionFields.headings(t)
  return (
    <Section
      title={t('Biên bản, kết luận', 'Minutes and conclusions')}
      id="minutes"
      actions={
        <>
          <Act command={writeMinutes} request={request} href={`${at}/minutes/edit`}>
            {minutes === null
              ? t('Ghi biên bản', 'Write the minutes')
              : t('Sửa biên bản', 'Edit the minutes')}
          </Act>
          <Act command={addConclusion} request={request} href={`${at}/conclusions/new`}>
            {t('Ghi kết luận', 'Enter a conclusion')}
          </Act>
          {minutes === null ? null : (
            <Act command={draftMinutes} request={request} href={`${at}/minutes/document`} kind="primary">
              {t('Tạo văn bản biên bản', 'Make the document of the minutes')}
            </Act>
          )}
          {rows.length === 0 ? null : (
            <LinkButton href="/event-conclusions">
              {t('Kết luận của các sự kiện', 'Conclusions of events')}
            </LinkButton>
          )}
        </>
      }
    >
      {minutes === null ? (
        <Empty>{t('Chưa ghi biên bản.', 'No minutes are written yet.')}</Empty>
      ) : (
        <Facts items={Object.values(minutesFields.facts(minutes, t, language))} />
      )}
      {rows.length === 0 ? null : (
        <RecordTable
          caption={t('Các kết luận của sự kiện', 'Conclusions of the event')}
          stack
          rows={rows}
          columns={[
            {
              head: labels.content,
              cell: (row) => <a href={`/event-conclusions/${row.id}`}>{row.content}</a>,
            },
            { head: labels.agencyId, cell: (row) => row.agency },
            { head: labels.dueOn, cell: (row) => <Day day={row.dueOn} /> },
            {
              head: t('Tình trạng', 'State'),
              cell: (row) => (
                <>
                  <StateBadge of={conclusionStates} is={row.state} t={t} />
                  {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  )
}
