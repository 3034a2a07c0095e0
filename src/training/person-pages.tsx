import { TakenOverMark, takenOverFilter } from '../imports/index.ts'
import { planColumn, planFilters, planYears } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { type Page, page } from '../platform/page.ts'
import { Act, Day, Facts, formPage, LinkButton, listPage, OpenLink, Section } from '../ui/index.ts'
import { noteOutcome } from './outcome.ts'
import { personFields, trainingOutcomes } from './person-fields.ts'
import { listPersons, type PersonRow, showPerson } from './person-queries.ts'
import { eventKinds } from './rules.ts'

/* Who was trained: the persons on the lists of courses and of trainings of experts. */

const personsPage: Page = listPage({
  route: 'GET /trained-persons',
  place: { group: 'activities', order: 41, label: words('Người được đào tạo', 'Persons trained') },
  title: words('Người được đào tạo', 'Persons trained'),
  lead: words(
    'Người có tên trong danh sách lớp, đào tạo chuyên gia; tiếp nhận từ danh sách của các năm trước. Dữ liệu cá nhân: chỉ cán bộ đọc.',
    'Who is on the list of a course or of a training of experts; taken over from the lists of past years. Personal data: for officers alone.',
  ),
  query: listPersons,
  filters: async (request) => {
    const { t } = request
    return [
      {
        name: 'q',
        kind: 'search',
        label: words('Tìm tên, nơi công tác, số chứng nhận', 'Name, workplace, certificate'),
      },
      { name: 'kind', kind: 'select', label: words('Loại', 'Kind'), choices: eventKinds.choices(t) },
      {
        name: 'outcome',
        kind: 'select',
        label: personFields.labels.outcome,
        choices: trainingOutcomes.choices(t),
      },
      { name: 'year', kind: 'select', label: words('Năm', 'Year'), choices: await planYears(request) },
      takenOverFilter(t),
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { name, ...others } = personFields.columns<PersonRow>(request.t, {
      name: { cell: (row) => <a href={`/trained-persons/${row.id}`}>{row.name}</a> },
      workplace: { value: (row) => row.workplace ?? row.enterprise?.name ?? null },
    })
    return [
      name,
      ...Object.values(others),
      {
        key: 'event',
        label: words('Lớp, hội nghị', 'Courses and conferences'),
        value: (row) => row.event.title,
        cell: (row) => <a href={`/training/${row.event.id}`}>{row.event.title}</a>,
      },
      { key: 'date', label: words('Ngày', 'Day'), kind: 'date', value: (row) => row.event.heldOn },
      ...(await planColumn<PersonRow>(request)),
    ]
  },
})

const personPage = page({
  route: 'GET /trained-persons/{id}',
  for: showPerson,
  async run(request) {
    const { t, language } = request
    const person = await request.execute(showPerson, { id: request.params.id })
    const { name: _name, ...facts } = personFields.facts(person, t, language)
    const { enterprise, event } = person
    return {
      title: person.name,
      breadcrumbs: [{ label: t('Người được đào tạo', 'Persons trained'), href: '/trained-persons' }],
      actions: (
        <>
          <Act command={noteOutcome} request={request} href={`/trained-persons/${person.id}/outcome`}>
            {t('Ghi kết quả học tập', 'Record the outcome')}
          </Act>
          {person.personId === null || !request.mayOpen(`/people/${person.personId}`) ? null : (
            <LinkButton href={`/people/${person.personId}`}>
              {t('Hồ sơ của người này', 'Record of the person')}
            </LinkButton>
          )}
        </>
      ),
      body: (
        <>
          <TakenOverMark mark={person.takenOver} request={request} />
          <Section>
            <Facts
              items={[
                ...Object.values(facts),
                [
                  t('Doanh nghiệp', 'Enterprise'),
                  enterprise === null ? null : (
                    <OpenLink request={request} href={`/enterprises/${enterprise.id}`}>
                      {enterprise.name}
                    </OpenLink>
                  ),
                ],
                [
                  t('Lớp, hội nghị', 'Courses and conferences'),
                  <OpenLink request={request} href={`/training/${event.id}`}>
                    {event.title}
                  </OpenLink>,
                ],
                [t('Ngày', 'Day'), <Day day={event.heldOn} />],
                [t('Kế hoạch', 'Plan'), person.plan],
              ]}
            />
          </Section>
        </>
      ),
    }
  },
})

const outcomeNoted = formPage({
  command: noteOutcome,
  address: '/trained-persons/{id}/outcome',
  title: words('Ghi kết quả học tập', 'Record the outcome'),
  record: (request) => request.execute(showPerson, { id: request.params.id }),
  crumbs: ({ t }, person) => [
    { label: t('Người được đào tạo', 'Persons trained'), href: '/trained-persons' },
    { label: person.name, href: `/trained-persons/${person.id}` },
  ],
  initial: (person) => ({ outcome: person.outcome, certificateNumber: person.certificateNumber ?? '' }),
  fields: ({ f, t }) => (
    <>
      {f.radio('outcome', { label: t(personFields.labels.outcome), choices: trainingOutcomes.choices(t) })}
      {f.text('certificateNumber', { label: t(personFields.labels.certificateNumber) })}
    </>
  ),
  submit: words('Ghi kết quả học tập', 'Record the outcome'),
  cancel: ({ id }) => `/trained-persons/${id}`,
  done: ({ id }) => ({
    to: `/trained-persons/${id}`,
    message: words('Đã ghi kết quả học tập.', 'The outcome is recorded.'),
  }),
})

export const personPages: readonly Page[] = [personsPage, personPage, ...outcomeNoted.pages]
