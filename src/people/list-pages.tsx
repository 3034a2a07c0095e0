import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type PageRequest, page } from '../platform/page.ts'
import {
  consentWays,
  employerFields,
  employerKinds,
  personConsentFields,
  personRoles,
  registerFields,
} from '../training/index.ts'
import { Act, Badge, Day, Facts, Figure, LinkButton, listPage, Section, Table } from '../ui/index.ts'
import { recordPerson } from './commands.ts'
import { countExperts } from './experts.ts'
import { listPeople, type PersonOfRegister } from './queries.ts'

/* The register of persons, and the experts whom the plan counts. */

export const at = '/people'
export const title = words('Chuyên gia, người được đào tạo', 'Experts and persons trained')
export const crumbs = (request: PageRequest) => [{ label: request.t(title), href: at }]
const unknown = words('Chưa rõ loại nơi công tác', 'Kind of employer not recorded')

export const peopleList = listPage({
  route: `GET ${at}`,
  place: { group: 'activities', order: 41, label: title },
  title,
  lead: words(
    'Mỗi người một hồ sơ: nơi công tác, lĩnh vực, các khóa đã học kèm minh chứng, đồng ý lưu dữ liệu, ai được giảng dạy. Hồ sơ có thể trùng được nêu ra để cán bộ quyết định. Dữ liệu cá nhân: chỉ cán bộ đọc.',
    'One record for each person: employer, fields, trainings with their proof, consent, who may train others. Records that may be doubles are shown for an officer to decide. Personal data: for officers alone.',
  ),
  query: listPeople,
  actions: (request) => (
    <>
      <Act command={recordPerson} request={request} href={`${at}/new`} kind="primary">
        {request.t('Ghi một người vào danh sách', 'Enter a person')}
      </Act>
      <LinkButton href="/experts">{request.t('Chuyên gia theo kế hoạch', 'Experts of the plan')}</LinkButton>
      <LinkButton href="/expertise">{request.t('Lĩnh vực chuyên môn', 'Fields of expertise')}</LinkButton>
      {request.mayOpen('/takeover') ? (
        <LinkButton href="/takeover">{request.t('Nhập từ danh sách lớp', 'Import a course list')}</LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Chưa có ai trong danh sách.', 'Nobody is on record yet.'),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm tên, nơi công tác, liên hệ', 'Name, workplace, contact') },
    { name: 'role', kind: 'select', label: registerFields.labels.role, choices: personRoles.choices(t) },
    {
      name: 'employerKind',
      kind: 'select',
      label: employerFields.labels.employerKind,
      choices: [...employerKinds.choices(t), { value: 'unknown', label: t(unknown) }],
    },
    {
      name: 'expert',
      kind: 'select',
      label: words('Được đào tạo thành chuyên gia', 'Trained as an expert'),
      choices: [
        { value: 'yes', label: t('Có', 'Yes') },
        { value: 'no', label: t('Không', 'No') },
      ],
    },
    {
      name: 'trains',
      kind: 'select',
      label: words('Được giảng dạy', 'May train others'),
      choices: [
        { value: 'yes', label: t('Có', 'Yes') },
        { value: 'no', label: t('Không', 'No') },
      ],
    },
    {
      name: 'consent',
      kind: 'select',
      label: words('Đồng ý lưu dữ liệu', 'Consent'),
      choices: [
        { value: 'given', label: t('Đã đồng ý', 'Consent given') },
        { value: 'none', label: t('Chưa ghi đồng ý', 'No consent recorded') },
        { value: 'withdrawn', label: t('Đã rút đồng ý', 'Consent withdrawn') },
      ],
    },
    {
      name: 'doubles',
      kind: 'select',
      label: words('Hồ sơ có thể trùng', 'Possible doubles'),
      choices: [{ value: 'yes', label: t('Có', 'Yes') }],
    },
  ],
  columns: ({ t }) => {
    const { name, ...others } = registerFields.columns<PersonOfRegister>(t, {
      name: {
        cell: (row) => (
          <>
            <a href={`${at}/${row.id}`}>{row.name}</a>{' '}
            {row.doubles === 0 ? null : <Badge tone="warning">{t('Có thể trùng', 'Possible double')}</Badge>}
          </>
        ),
      },
    })
    return [
      name,
      ...Object.values(others),
      {
        key: 'employerKind',
        label: employerFields.labels.employerKind,
        value: (row) => (row.employerKind === null ? null : t(employerKinds.names[row.employerKind])),
      },
      { key: 'employer', label: employerFields.labels.workplace, value: (row) => row.employer },
      {
        key: 'trainings',
        label: words('Khóa đã học', 'Trainings'),
        kind: 'number',
        value: (row) => row.trainings,
      },
      {
        key: 'expert',
        label: words('Được đào tạo thành chuyên gia', 'Trained as an expert'),
        value: (row) => (row.expertTrainings > 0 ? t('Có', 'Yes') : null),
      },
      {
        key: 'trains',
        label: words('Được giảng dạy', 'May train others'),
        value: (row) => (row.trains ? t('Có', 'Yes') : null),
      },
      {
        key: 'consentedOn',
        label: personConsentFields.labels.consentedOn,
        kind: 'date',
        value: (row) => row.consentedOn,
        exportOnly: true,
      },
      {
        key: 'consentWay',
        label: personConsentFields.labels.consentWay,
        value: (row) => (row.consentWay === null ? null : t(consentWays.names[row.consentWay])),
        exportOnly: true,
      },
      {
        key: 'withdrawnOn',
        label: words('Đã rút đồng ý ngày', 'Consent withdrawn on'),
        kind: 'date',
        value: (row) => row.consentWithdrawnOn,
        exportOnly: true,
      },
      {
        key: 'knownOn',
        label: words('Có trong danh sách từ', 'On record since'),
        kind: 'date',
        sort: 'known',
        value: (row) => row.knownOn,
        exportOnly: true,
      },
    ]
  },
})

export const expertsPage = page({
  route: 'GET /experts',
  for: countExperts,
  async run(request) {
    const { t, language } = request
    const experts = await request.execute(countExperts, {})
    const list = (rest: string) => `${at}?expert=yes&ofPlan=${experts.plan.id}${rest}`
    const opens = request.mayOpen(at)
    const figure = (value: number, rest: string, label: string) =>
      opens ? (
        <Figure href={list(rest)} label={`${label}: ${t('xem danh sách', 'show the list')}`}>
          {formatNumber(value, language)}
        </Figure>
      ) : (
        formatNumber(value, language)
      )
    return {
      title: t('Chuyên gia đã đào tạo theo kế hoạch', 'Experts trained under the plan'),
      lead: t(
        'Số được tính vào chỉ tiêu là số chuyên gia của các sự kiện đào tạo, mỗi sự kiện có minh chứng; dưới đây là từng người và nơi công tác theo ba khối mà kế hoạch nêu.',
        'The target counts the experts of the training events, each with its proof; below are the persons, and their employers by the three kinds that the plan names.',
      ),
      breadcrumbs: [{ label: t('Hội nghị, đào tạo', 'Events and training'), href: '/training' }],
      body: (
        <>
          <Section>
            <Facts
              items={[
                [t('Kế hoạch', 'Plan'), experts.plan.number],
                [
                  t('Chuyên gia được tính vào chỉ tiêu', 'Experts that the target counts'),
                  formatNumber(experts.counted, language),
                ],
                [
                  t('Người có tên trong danh sách', 'Persons known by name'),
                  opens ? (
                    <a href={list('')}>{formatNumber(experts.persons, language)}</a>
                  ) : (
                    formatNumber(experts.persons, language)
                  ),
                ],
                [t('Còn thiếu tên', 'Still without a name'), formatNumber(experts.unnamed, language)],
              ]}
            />
          </Section>
          <Section>
            <Table caption={t('Theo nơi công tác', 'By employer')}>
              <thead>
                <tr>
                  <th>{t(employerFields.labels.employerKind)}</th>
                  <th class="num">{t('Số người', 'Number of persons')}</th>
                </tr>
              </thead>
              <tbody>
                {experts.split.map(({ kind, persons }) => (
                  <tr>
                    <td>{t(kind === null ? unknown : employerKinds.names[kind])}</td>
                    <td class="num relative">
                      {figure(
                        persons,
                        `&employerKind=${kind ?? 'unknown'}`,
                        t(kind === null ? unknown : employerKinds.names[kind]),
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </Section>
          <Section>
            <Table caption={t('Theo sự kiện', 'By event')} stack>
              <thead>
                <tr>
                  <th>{t('Sự kiện', 'Event')}</th>
                  <th>{t('Ngày', 'Day')}</th>
                  <th class="num">{t('Số chuyên gia được tính', 'Experts counted')}</th>
                  <th class="num">{t('Chuyên gia có tên', 'Experts named')}</th>
                </tr>
              </thead>
              <tbody>
                {experts.events.map((event) => (
                  <tr>
                    <td data-label={t('Sự kiện', 'Event')}>
                      <a href={`/training/${event.id}`}>{event.title}</a>
                    </td>
                    <td data-label={t('Ngày', 'Day')}>
                      <Day day={event.heldOn} />
                    </td>
                    <td class="num" data-label={t('Số chuyên gia được tính', 'Experts counted')}>
                      {formatNumber(event.experts, language)}
                    </td>
                    <td class="num relative" data-label={t('Chuyên gia có tên', 'Experts named')}>
                      {figure(event.named, `&eventId=${event.id}`, event.title)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </Section>
        </>
      ),
    }
  },
})
