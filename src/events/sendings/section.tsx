import { mayRun } from '../../platform/actor.ts'
import type { PageRequest } from '../../platform/page.ts'
import { Act, Day, Facts, FileLink, LinkButton, Section, StateBadge } from '../../ui/index.ts'
import type { Shown } from '../queries.ts'
import { open } from '../rules.ts'
import { decideSending, nominate, passCallOn } from './commands.ts'
import { callFields, callStates, sendingFields } from './fields.ts'
import { showCall } from './queries.ts'

/** Of a course that others hold: its call, how many were named and sent, the decision. */
export async function Sending({ of, request }: { of: Shown; request: PageRequest }) {
  const { t, language, actor } = request
  if (!mayRun(actor, showCall)) return null
  const { call } = await request.execute(showCall, { id: of.id })
  const at = `/events/${of.id}`
  const coming = open.includes(of.state)
  if (call === null)
    return coming && mayRun(actor, passCallOn) ? (
      <Section
        title={t('Khóa do tổ chức khác mở', 'A course that others hold')}
        id="call"
        lead={t(
          'Nếu khóa do Tổ chức Năng suất Châu Á hoặc nơi khác mở: thông báo để các cơ quan giới thiệu người đi học.',
          'Where the Asian Productivity Organization or others hold it: pass the call on, so that agencies name persons.',
        )}
        actions={
          <Act command={passCallOn} request={request} href={`${at}/call/new`}>
            {t('Thông báo khóa', 'Pass the call on')}
          </Act>
        }
      >
        <span />
      </Section>
    ) : null
  const facts = callFields.facts({ ...call, fileId: null }, t, language)
  const decision = sendingFields.facts(call, t, language)
  const taking = call.state === 'open' && coming
  return (
    <Section
      title={t('Khóa do tổ chức khác mở', 'A course that others hold')}
      id="call"
      actions={
        <>
          <LinkButton href={`/event-nominees?eventId=${of.id}`}>
            {t('Người được giới thiệu', 'Who was named')}
          </LinkButton>
          {taking ? (
            <>
              <Act command={nominate} request={request} href={`${at}/nominees/new`}>
                {t('Giới thiệu người đi học', 'Name a person for a course')}
              </Act>
              {call.named > 0 ? (
                <Act command={decideSending} request={request} href={`${at}/sending/new`} kind="primary">
                  {t('Ghi quyết định cử đi học', 'Record the decision to send')}
                </Act>
              ) : null}
            </>
          ) : null}
        </>
      }
    >
      <Facts
        columns={3}
        items={[
          [t('Tình trạng', 'State'), <StateBadge of={callStates} is={call.state} t={t} />],
          facts.organiser,
          facts.documentNumber,
          [t(callFields.labels.fileId), call.file === null ? null : <FileLink t={t} file={call.file} />],
          [t('Thông báo ngày', 'Passed on'), <Day day={call.passedOn} />],
          facts.nominateBy,
          facts.seats,
          [t('Số người được giới thiệu', 'Persons named'), call.named],
          ...(call.state === 'decided'
            ? [
                [t('Số người được cử', 'Persons sent'), call.sent] as const,
                ...Object.values(decision),
                [
                  t('Quyết định cử', 'Decision to send'),
                  call.decisionFile === null ? null : <FileLink t={t} file={call.decisionFile} />,
                ] as const,
              ]
            : []),
        ]}
      />
    </Section>
  )
}
