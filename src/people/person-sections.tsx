import type { PageRequest } from '../platform/page.ts'
import { trainingOutcomes } from '../training/index.ts'
import { Act, Day, FileLink, Notice, Section, Table } from '../ui/index.ts'
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
      <Table caption={t('Khóa đã học kèm minh chứng', 'Trainings with their proof')} stack>
        <thead>
          <tr>
            <th>{t('Lớp, hội nghị', 'Courses and conferences')}</th>
            <th>{t('Ngày', 'Day')}</th>
            <th>{t('Kết quả học tập', 'Outcome of the training')}</th>
            <th>{t('Minh chứng', 'Evidence')}</th>
          </tr>
        </thead>
        <tbody>
          {person.lines.map((line) => (
            <tr>
              <td data-label={t('Lớp, hội nghị', 'Courses and conferences')}>
                <a href={`/training/${line.eventId}`}>{line.title}</a>
                {line.retracted ? ` (${t('đã rút, không được tính', 'retracted, does not count')})` : ''}
              </td>
              <td data-label={t('Ngày', 'Day')}>
                <Day day={line.heldOn} />
              </td>
              <td data-label={t('Kết quả học tập', 'Outcome of the training')}>
                <a href={`/trained-persons/${line.id}`}>{t(trainingOutcomes.names[line.outcome])}</a>{' '}
                {line.certificateNumber}
              </td>
              <td data-label={t('Minh chứng', 'Evidence')}>
                <FileLink file={line.file} t={t} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

/** Where a person taught, and whom. */
export function Taught({ request, person }: Of) {
  const { t } = request
  if (person.taught.length === 0) return null
  return (
    <Section title={t('Đã giảng dạy', 'Taught at')} id="taught">
      <Table caption={t('Sự kiện đã giảng dạy và người học', 'Events taught at, and who was trained')} stack>
        <thead>
          <tr>
            <th>{t('Lớp, hội nghị', 'Courses and conferences')}</th>
            <th>{t('Ngày', 'Day')}</th>
            <th class="num">{t('Người học có tên', 'Trained, by name')}</th>
            <th>{t('Việc làm được', 'What can be done')}</th>
          </tr>
        </thead>
        <tbody>
          {person.taught.map((event) => (
            <tr>
              <td data-label={t('Lớp, hội nghị', 'Courses and conferences')}>
                <a href={`/training/${event.eventId}`}>{event.title}</a>
              </td>
              <td data-label={t('Ngày', 'Day')}>
                <Day day={event.heldOn} />
              </td>
              <td class="num" data-label={t('Người học có tên', 'Trained, by name')}>
                <a href={`/trained-persons?eventId=${event.eventId}`}>{event.trained}</a>
              </td>
              <td data-label={t('Việc làm được', 'What can be done')}>
                <Act
                  command={removeTaught}
                  request={request}
                  action={`${at}/${person.id}/taught/${event.eventId}/remove`}
                  small
                >
                  {t('Bỏ ghi', 'Take back')}
                </Act>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}
