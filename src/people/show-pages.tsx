import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import {
  consentWays,
  employerFields,
  employerKinds,
  personConsentFields,
  personRoles,
  registerFields,
  trainerFields,
} from '../training/index.ts'
import {
  act,
  actsOf,
  Badge,
  Evidence,
  Facts,
  type Fields,
  formPage,
  LinkButton,
  Notice,
  OpenLink,
  reasonFields,
  recordView,
  Section,
  type Sent,
} from '../ui/index.ts'
import { agenciesOf, eventsOf, expertiseChoices } from './choices.ts'
import {
  changeEmployer,
  endTrainer,
  noteConsent,
  noteTaught,
  recordPerson,
  removeTaught,
  setExpertise,
  stateTrainer,
  withdrawConsent,
} from './commands.ts'
import { personCorrection } from './correction.tsx'
import { doubleGrounds, keepApart, mergePersons, separatePerson } from './doubles.ts'
import { at, crumbs } from './list-pages.tsx'
import { Doubles, Taught, Trainings } from './person-sections.tsx'
import { type ShownPerson, showPersonOfRegister } from './queries.ts'

/* One person of the register with the acts on the record, and the form that enters one. */

export type ActKey =
  | 'merge'
  | 'apart'
  | 'employer'
  | 'consent'
  | 'withdraw'
  | 'expertise'
  | 'trainer'
  | 'endTrainer'
  | 'taught'
  | 'separate'

const stands = ({ mergedInto }: ShownPerson) => mergedInto === null
const others = (record: ShownPerson, t: PageRequest['t']) =>
  record.likely.map(({ id, name, employer, ground }) => ({
    value: id,
    label: [name, employer, t(doubleGrounds.names[ground])].filter((part) => part !== null).join(' · '),
  }))

/** Which other record, and why; both acts on doubles ask it. */
function doubleFields(of: {
  readonly f: Fields<'version' | 'other' | 'reason'>
  readonly t: PageRequest['t']
  readonly record: ShownPerson
}) {
  const { f, t, record } = of
  return (
    <>
      {f.hidden('version', record.version)}
      {f.radio('other', { label: t('Hồ sơ thứ hai', 'The other record'), choices: others(record, t) })}
      {f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 })}
    </>
  )
}

function EmployerForm(of: {
  readonly f: Fields<'employerKind' | 'workplace' | 'taxCode' | 'agencyId'>
  readonly t: PageRequest['t']
  readonly agencies: readonly { readonly value: number; readonly label: string }[]
}) {
  const { f, t, agencies } = of
  return (
    <>
      {employerFields.form(f, t)}
      {f.text('taxCode', {
        label: t('Mã số thuế của doanh nghiệp', 'Tax code of the enterprise'),
        hint: t('Khi nơi công tác là doanh nghiệp đã có hồ sơ.', 'For an enterprise of the register.'),
      })}
      {f.select('agencyId', {
        label: t('Cơ quan trong danh bạ', 'Agency of the register'),
        choices: agencies,
        empty: t('Không phải cơ quan trong danh bạ', 'No agency of the register'),
      })}
    </>
  )
}

const acts = actsOf<ShownPerson, ActKey>('/people/{id}', {
  merge: act(mergePersons, {
    title: words('Gộp hồ sơ của cùng một người', 'Merge the record of the same person'),
    path: 'merge',
    open: (person) => stands(person) && person.likely.length > 0,
    fields: doubleFields,
    done: words(
      'Đã gộp; mọi thứ của hồ sơ kia được giữ và tách lại được.',
      'Merged; all of the other record is kept, and the merge can be taken back.',
    ),
  }),
  apart: act(keepApart, {
    title: words('Đây là hai người khác nhau', 'These are two persons'),
    path: 'apart',
    open: (person) => stands(person) && person.likely.length > 0,
    fields: doubleFields,
    done: words('Đã ghi; không nêu lại cặp này.', 'Recorded; the pair is not proposed again.'),
  }),
  employer: act(changeEmployer, {
    title: words('Ghi nơi công tác', 'Record the employer'),
    path: 'employer',
    open: stands,
    initial: (person) => ({
      employerKind: person.employerKind ?? '',
      workplace: person.workplace ?? '',
      agencyId: person.agency === null ? '' : String(person.agency.id),
      taxCode: person.taxCode ?? '',
    }),
    fields: async ({ f, t, record, request }) => (
      <>
        {f.hidden('version', record.version)}
        <EmployerForm f={f} t={t} agencies={await agenciesOf(request)} />
      </>
    ),
    done: words('Đã ghi nơi công tác.', 'The employer is recorded.'),
  }),
  consent: act(noteConsent, {
    title: words('Ghi sự đồng ý', 'Record a consent'),
    path: 'consent',
    open: stands,
    initial: (_person, { system }) => ({ consentedOn: formatDate(today(system.now())) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {personConsentFields.form(f, t)}
      </>
    ),
    done: words('Đã ghi sự đồng ý.', 'The consent is recorded.'),
  }),
  withdraw: act(withdrawConsent, {
    title: words('Ghi rút đồng ý', 'Record that consent is withdrawn'),
    path: 'withdraw',
    kind: 'danger',
    open: (person) => stands(person) && person.consentWithdrawnOn === null,
    fields: reasonFields,
    done: words(
      'Đã ghi; việc xóa dữ liệu của người này đã được đề xuất.',
      'Recorded; the erasure of this person is proposed.',
    ),
  }),
  expertise: act(setExpertise, {
    title: words('Ghi lĩnh vực chuyên môn', 'Record the fields of expertise'),
    path: 'expertise',
    open: stands,
    initial: (person) => ({ fields: person.fields.map(({ id }) => String(id)) }),
    fields: async ({ f, t, record, request }) => {
      const choices = await expertiseChoices(request)
      return (
        <>
          {f.hidden('version', record.version)}
          {choices.length === 0 ? (
            <p>
              {t('Chưa có lĩnh vực nào;', 'There are no fields yet;')}{' '}
              <a href="/expertise">{t('xin thêm trước', 'add them first')}</a>.
            </p>
          ) : (
            f.checks('fields', { label: t('Lĩnh vực chuyên môn', 'Fields of expertise'), choices })
          )}
        </>
      )
    },
    done: words('Đã ghi lĩnh vực.', 'The fields are recorded.'),
  }),
  trainer: act(stateTrainer, {
    title: words('Xác nhận làm báo cáo viên, giảng viên', 'State that a person may train'),
    path: 'trainer',
    open: (person) => stands(person) && !person.trains,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {trainerFields.form(f, t, { without: ['trainsFileId'] })}
        {f.file('fileId', { label: t(trainerFields.labels.trainsFileId) })}
      </>
    ),
    done: words('Đã xác nhận.', 'It is stated.'),
  }),
  endTrainer: act(endTrainer, {
    title: words('Thôi làm báo cáo viên, giảng viên', 'State that a person trains no more'),
    path: 'trainer-end',
    kind: 'danger',
    open: (person) => stands(person) && person.trains,
    fields: reasonFields,
    done: words('Đã ghi thôi giảng dạy.', 'It is recorded.'),
  }),
  taught: act(noteTaught, {
    title: words('Ghi đã giảng dạy ở sự kiện', 'Record that a person taught'),
    path: 'taught',
    open: stands,
    fields: async ({ f, t, record, request }) => (
      <>
        {f.hidden('version', record.version)}
        {f.select('eventId', {
          label: t('Sự kiện đã giảng dạy', 'Event at which the person taught'),
          choices: await eventsOf(request),
          empty: t('Chọn sự kiện', 'Choose the event'),
        })}
      </>
    ),
    done: words(
      'Đã ghi; người trong danh sách lớp là người được giảng dạy.',
      'Recorded; who is on its list was trained.',
    ),
  }),
  separate: act(separatePerson, {
    title: words('Tách hồ sơ đã gộp', 'Take a merge back'),
    path: 'separate',
    open: ({ mergedInto }) => mergedInto !== null,
    fields: reasonFields,
    done: words('Đã tách; hồ sơ đứng riêng như trước.', 'Taken back; the record stands alone as before.'),
  }),
})

function About({ request, person }: { request: PageRequest; person: ShownPerson }) {
  const { t, language } = request
  const day = (value: string | null) => (value === null ? null : formatDate(value))
  const { name: _name, role: _role, ...facts } = registerFields.facts(person, t, language)
  const link = (href: string, name: string) => (
    <OpenLink request={request} href={href}>
      {name}
    </OpenLink>
  )
  const items = [
    [
      t(employerFields.labels.employerKind),
      person.employerKind === null ? null : t(employerKinds.names[person.employerKind]),
    ],
    [
      t(employerFields.labels.workplace),
      person.enterprise !== null
        ? link(`/enterprises/${person.enterprise.id}`, person.enterprise.name)
        : person.agency !== null
          ? link(`/agencies/${person.agency.id}`, person.agency.name)
          : person.workplace,
    ],
    ...Object.values(facts),
    [
      t('Lĩnh vực chuyên môn', 'Fields of expertise'),
      person.fields.length === 0 ? null : person.fields.map((each) => t(each.name, each.nameEn)).join('; '),
    ],
    [t(personConsentFields.labels.consentedOn), day(person.consentedOn)],
    [
      t(personConsentFields.labels.consentWay),
      person.consentWay === null ? null : t(consentWays.names[person.consentWay]),
    ],
    [t(trainerFields.labels.trainsSince), day(person.trainsSince)],
    [t(trainerFields.labels.trainsReason), person.trainsReason],
    [t('Thôi giảng dạy từ', 'Trains no more since'), day(person.trainsEndedOn)],
    [t('Lý do thôi giảng dạy', 'Why the person trains no more'), person.trainsEndReason],
  ] as const
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
    </Section>
  )
}

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const person = await request.execute(showPersonOfRegister, { id: numberOf(request, 'id') })
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished ? acts.chosen(request, person, sent) : undefined
  const file = person.trainsFile
  return recordView({
    title: person.name,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'person', id: person.id }],
      steps: [],
      state: {
        key: person.role ?? 'none',
        shown: (
          <>
            <Badge>
              {person.role === null
                ? t('Chưa ghi vai trò', 'No role said')
                : t(personRoles.names[person.role])}
            </Badge>
            {person.trains ? <Badge tone="success">{t('Được giảng dạy', 'May train others')}</Badge> : null}
          </>
        ),
      },
    },
    marks: (
      <>
        {person.mergedInto === null ? null : (
          <Notice tone="warning">
            {t('Hồ sơ này đã gộp vào', 'This record was merged into')}{' '}
            <a href={`${at}/${person.mergedInto.id}`}>{person.mergedInto.name}</a>.
          </Notice>
        )}
        {person.consentWithdrawnOn === null ? null : (
          <Notice tone="warning">
            {t('Đã rút đồng ý ngày', 'Consent withdrawn on')} {formatDate(person.consentWithdrawnOn)}:{' '}
            {person.withdrawal}
          </Notice>
        )}
      </>
    ),
    actions: (
      <>
        {chosen !== undefined
          ? null
          : acts
              .open(request, person)
              .map((key) => (
                <LinkButton href={`${at}/${person.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
              ))}
        {person.mergedInto === null ? await personCorrection.button(request, person.id) : null}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, person, chosen, sent),
    summary: (
      <>
        <Doubles request={request} person={person} />
        <About request={request} person={person} />
        <Trainings request={request} person={person} />
        <Taught request={request} person={person} />
      </>
    ),
    evidence:
      file === null
        ? null
        : await Evidence({
            request,
            title: t('Minh chứng được giảng dạy', 'Evidence that the person may train'),
            files: [{ what: t(trainerFields.labels.trainsReason), file }],
          }),
  })
}

const entered = formPage({
  command: recordPerson,
  address: `${at}/new`,
  title: words('Ghi một người vào danh sách', 'Enter a person'),
  crumbs,
  record: agenciesOf,
  fields: ({ f, t, record }) => (
    <>
      {registerFields.form(f, t)}
      <EmployerForm f={f} t={t} agencies={record} />
      {personConsentFields.form(f, t)}
    </>
  ),
  submit: words('Ghi vào danh sách', 'Enter the person'),
  cancel: at,
  done: ({ id }) => ({ to: `${at}/${id}`, message: words('Đã ghi.', 'The person is entered.') }),
})

export const peoplePages = [
  page({ route: 'GET /people/{id}', for: showPersonOfRegister, run: (request) => view(request) }),
  ...acts.receivers(view),
  receiver({
    command: removeTaught,
    address: '/people/{id}/taught/{event}/remove',
    again: (request: PageRequest, _form: FormState) => view(request),
    done: ({ id }) => ({ to: `${at}/${id}`, message: words('Đã bỏ.', 'Removed.') }),
  }),
  ...entered.pages,
]
