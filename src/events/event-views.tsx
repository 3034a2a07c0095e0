import type { PageRequest } from '../platform/page.ts'
import { Act, Day, Empty, Facts, FileLink, RecordTable, Section } from '../ui/index.ts'
import { addSession, removeSession } from './commands.ts'
import { outcomeFields, sessionFields } from './fields.ts'
import type { Shown } from './queries.ts'
import { open } from './rules.ts'

/** The page of an event. */
export const to = ({ id }: { readonly id: number }) => `/events/${id}`

/** What came of it, or why it is not held. */
export function Outcome({ of, request: { t, mayOpen } }: { of: Shown; request: PageRequest }) {
  if (of.state === 'cancelled')
    return (
      <Section title={t('Lý do không tổ chức', 'Why it is not held')} id="reason">
        <p class="max-w-prose whitespace-pre-line">{of.reason}</p>
      </Section>
    )
  if (of.state !== 'closed') return null
  const address = `/training/${of.trainingEventId}`
  return (
    <Section title={t('Kết quả sự kiện', 'Outcome of the event')} id="outcome">
      <p class="mb-3 max-w-prose whitespace-pre-line">{of.result}</p>
      <Facts
        columns={3}
        items={[
          [t(outcomeFields.labels.participants), of.participants],
          [t(outcomeFields.labels.fileId), <FileLink t={t} file={of.file} />],
          [
            t('Tính vào chỉ tiêu', 'Counts towards the target'),
            of.trainingEventId === null ? (
              t('Không', 'No')
            ) : mayOpen(address) ? (
              <a href={address}>{t('Có: xem sự kiện được tính', 'Yes: see what is counted')}</a>
            ) : (
              t('Có', 'Yes')
            ),
          ],
        ]}
      />
    </Section>
  )
}

/** The programme with its speakers. */
export function Programme({ of, request }: { of: Shown; request: PageRequest }) {
  const { t } = request
  const edits = open.includes(of.state)
  const labels = sessionFields.labels
  return (
    <Section
      title={t('Chương trình sự kiện', 'Programme of the event')}
      id="programme"
      actions={
        edits ? (
          <Act command={addSession} request={request} href={`${to(of)}/sessions/new`}>
            {t('Thêm phần của chương trình', 'Add a part to the programme')}
          </Act>
        ) : undefined
      }
    >
      {of.sessions.length === 0 ? (
        <Empty>
          {edits
            ? t(
                'Chưa có chương trình; phải có trước khi mời.',
                'There is no programme yet; it is needed before invitations.',
              )
            : t('Không có chương trình.', 'There is no programme.')}
        </Empty>
      ) : (
        <RecordTable
          caption={t('Chương trình sự kiện', 'Programme of the event')}
          stack
          rows={of.sessions}
          columns={[
            {
              head: t('Thời gian', 'Dates'),
              cell: (part) => (
                <>
                  {part.startsAt}, <Day day={part.heldOn} />
                </>
              ),
            },
            {
              head: t(labels.title),
              cell: (part) => (
                <>
                  {part.title}
                  {edits ? (
                    <span class="block">
                      <Act
                        command={removeSession}
                        request={request}
                        action={`${to(of)}/sessions/${part.id}/removal`}
                        small
                      >
                        {t('Bỏ', 'Remove')}
                      </Act>
                    </span>
                  ) : null}
                </>
              ),
            },
            {
              head: t(labels.speaker),
              cell: (part) => (
                <>
                  {part.speaker}
                  {part.speakerFrom === null ? null : <span class="hint block">{part.speakerFrom}</span>}
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  )
}
