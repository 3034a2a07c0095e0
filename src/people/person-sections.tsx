import type { PageRequest } from '../platform/page.ts'
import { trainingOutcomes } from '../training/index.ts'
import { Act, Day, FileLink, Notice, RecordTable, Section } from '../ui/index.ts'
import { removeTaught } from './commands.ts'
import { doubleGrounds } from './doubles.ts'
import { at } from './list-pages.tsx'
import type { ShownPerson } from './queries.ts'

/* The parts of a person's page. */

interface Of {
  readonly request: PageRequest
  readonly person: ShownPerson
}

const saidOf = ({
  employer,
  email,
  phone,
}: {
  employer: string | null
  email: string | null
  phone: string | null
}) => [employer, email, phone].filter((part) => part !== null).join(' · ')

/** Records that may be of the same person, and those that were merged into this one. */
export function Doubles({ request, person }: Of) {
  const { t } = request
  return (
    <>
      {person.likely.length === 0 ? null : (
        <Notice tone="warning">
          {t('Có thể là cùng một người:', 'May be the same person:')}
          <ul>
            {person.likely.map((one) => (
              <li>
                <a href={`${at}/${one.id}`}>{one.name}</a> {saidOf(one)} ({t(doubleGrounds.names[one.ground])}
                )
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {person.merged.length === 0 ? null : (
        <Section title={t('Hồ sơ đã gộp vào đây', 'Records merged into this one')} id="merged">
          <ul>
            {person.merged.map((one) => (
              <li>
                <a href={`${at}/${one.id}`}>{one.name}</a> {saidOf(one)}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

/** The trainings behind a person, each with its proof. */
export function Trainings({ request, person }: Of) {
  const { t } = request
  if (person.lines.length === 0) return null
  return (
    <Section title={t('Khóa đã học', 'Trainings')} id="trainings">
      <RecordTable
        caption={t('Khóa đã học kèm minh chứng', 'Trainings with their proof')}
        stack
        rows={person.lines}
        columns={[
          {
            head: t('Lớp, hội nghị', 'Courses and conferences'),
            cell: (line) => (
              <>
                <a href={`/training/${line.eventId}`}>{line.title}</a>
                {line.retracted ? ` (${t('đã rút, không được tính', 'retracted, does not count')})` : ''}
              </>
            ),
          },
          { head: t('Ngày', 'Day'), cell: (line) => <Day day={line.heldOn} /> },
          {
            head: t('Kết quả học tập', 'Outcome of the training'),
            cell: (line) => (
              <>
                <a href={`/trained-persons/${line.id}`}>{t(trainingOutcomes.names[line.outcome])}</a>{' '}
                {line.certificateNumber}
              </>
            ),
          },
          { head: t('Minh chứng', 'Evidence'), cell: (line) => <FileLink file={line.file} t={t} /> },
        ]}
      />
    </Section>
  )
}

/** Where a person taught, and whom. */
export function Taught({ request, person }: Of) {
  const { t } = request
  if (person.taught.length === 0) return null
  return (
    <Section title={t('Đã giảng dạy', 'Taught at')} id="taught">
      <RecordTable
        caption={t('Sự kiện đã giảng dạy và người học', 'Events taught at, and who was trained')}
        stack
        rows={person.taught}
        columns={[
          {
            head: t('Lớp, hội nghị', 'Courses and conferences'),
            cell: (event) => <a href={`/training/${event.eventId}`}>{event.title}</a>,
          },
          { head: t('Ngày', 'Day'), cell: (event) => <Day day={event.heldOn} /> },
          {
            head: t('Người học có tên', 'Trained, by name'),
            num: true,
            cell: (event) => <a href={`/trained-persons?eventId=${event.eventId}`}>{event.trained}</a>,
          },
          {
            head: t('Việc làm được', 'What can be done'),
            cell: (event) => (
              <Act
                command={removeTaught}
                request={request}
                action={`${at}/${person.id}/taught/${event.eventId}/remove`}
                small
              >
                {t('Bỏ ghi', 'Take back')}
              </Act>
            ),
          },
        ]}
      />
    </Section>
  )
}
