import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page, type View } from '../platform/page.ts'
import { inviteAgain, inviteEnterprise, registrationStates } from '../registrations/index.ts'
import {
  Act,
  act,
  actsOf,
  Facts,
  formPage,
  LinkButton,
  listPage,
  Notice,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { consent, introduce, recordConsent, refuseIntroduction, withdrawConsent } from './commands.ts'
import { consentFields, introductionFields } from './fields.ts'
import { checkIntroductions } from './import.ts'
import { type Introduction, type IntroductionRow, listIntroductions, showIntroduction } from './queries.ts'
import { consentWays, introductionStates } from './rules.ts'
import { Followed } from './steps-view.tsx'

type ActKey = 'consent' | 'record' | 'refuse' | 'withdraw'
const title = words('Doanh nghiệp được giới thiệu', 'Enterprises that were introduced')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/introductions' }]

export const introductionsPage = listPage({
  route: 'GET /introductions',
  place: { group: 'work', order: 16, main: ['association'], label: title },
  title,
  lead: words(
    'Hội, cơ quan giới thiệu doanh nghiệp; doanh nghiệp đồng ý thì nơi giới thiệu theo dõi được các bước, không thấy số tiền, giấy tờ và thông tin cá nhân.',
    'Associations and agencies introduce enterprises; with its consent they follow the steps of one, and see no amounts, papers or persons.',
  ),
  query: listIntroductions,
  actions: (request) => (
    <>
      <Act command={introduce} request={request} href="/introductions/new" kind="primary">
        {request.t('Giới thiệu doanh nghiệp', 'Introduce an enterprise')}
      </Act>
      <Act command={inviteEnterprise} request={request} href="/registrations/invite">
        {request.t('Mời doanh nghiệp', 'Invite an enterprise')}
      </Act>
      <Act command={checkIntroductions} request={request} href="/introductions/import">
        {request.t('Nhập từ Excel', 'Import from Excel')}
      </Act>
    </>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tên hoặc mã số thuế', 'Name or tax code') },
    {
      name: 'state',
      kind: 'select',
      label: words('Đồng ý theo dõi', 'Consent to be followed'),
      choices: introductionStates.choices(t),
    },
    {
      name: 'registration',
      kind: 'select',
      label: words('Tình trạng đăng ký', 'State of the registration'),
      choices: registrationStates.choices(t),
    },
  ],
  columns: ({ t }) => {
    const { name, ...others } = introductionFields.columns<IntroductionRow>(t, {
      name: { cell: (row) => <a href={`/introductions/${row.id}`}>{row.name}</a> },
    })
    return [
      name,
      ...Object.values(others),
      {
        key: 'agency',
        label: words('Nơi giới thiệu', 'Introduced by'),
        value: (row: IntroductionRow) => t(row.agency, row.agencyEn),
      },
      {
        key: 'introducedOn',
        label: words('Ngày giới thiệu', 'Introduced on'),
        kind: 'date',
        sort: 'introducedOn',
        value: (row) => row.introducedOn,
      },
      {
        key: 'registration',
        label: words('Tình trạng đăng ký', 'State of the registration'),
        value: (row) => registered(row, t),
      },
      {
        key: 'state',
        label: words('Đồng ý theo dõi', 'Consent to be followed'),
        value: (row) => t(introductionStates.names[row.state]),
        cell: (row) => <StateBadge of={introductionStates} is={row.state} t={t} />,
      },
      { key: 'needs', label: words('Nhu cầu', 'Needs'), kind: 'number', value: (row) => row.needs },
      {
        key: 'applications',
        label: words('Hồ sơ đề nghị', 'Applications'),
        kind: 'number',
        value: (row) => row.applications,
      },
      {
        key: 'turns',
        label: words('Lượt hỗ trợ', 'Support turns'),
        kind: 'number',
        value: (row) => row.turns,
      },
    ]
  },
  empty: ({ t }) => t('Chưa giới thiệu doanh nghiệp nào.', 'No enterprise was introduced yet.'),
})

const registered = (
  { registration, inRegister }: Pick<IntroductionRow, 'registration' | 'inRegister'>,
  t: PageRequest['t'],
): string =>
  registration === null
    ? inRegister
      ? t('Có trong danh bạ', 'In the register')
      : '—'
    : t(registrationStates.names[registration])

const acts = actsOf<Introduction, ActKey>('/introductions/{id}', {
  consent: act(consent, {
    title: words('Đồng ý để nơi giới thiệu theo dõi', 'Consent to be followed by who introduced it'),
    path: 'consent',
    open: ({ state }) => state === 'asked',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p>
          {t(
            'Nơi giới thiệu sẽ thấy: tình trạng đăng ký, nhu cầu, hồ sơ, lượt hỗ trợ. Không thấy: số tiền, giấy tờ, thông tin cá nhân. Rút đồng ý được bất cứ lúc nào.',
            'It will see: the registration, needs, applications and support turns, and where each stands. It will not see: amounts, papers, persons. You may withdraw at any time.',
          )}
        </p>
      </>
    ),
    done: words('Đã ghi đồng ý.', 'The consent is recorded.'),
  }),
  record: act(recordConsent, {
    title: words('Ghi đồng ý bằng văn bản', 'Record a consent that came on paper'),
    path: 'paper-consent',
    open: ({ state, inRegister }) => state === 'asked' && inRegister,
    initial: ({ version }, { system }) => ({
      version: String(version),
      consentedOn: formatDate(today(system.now())),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {consentFields.form(f, t)}
      </>
    ),
    done: words('Đã ghi đồng ý.', 'The consent is recorded.'),
  }),
  refuse: act(refuseIntroduction, {
    title: words('Không đồng ý để nơi giới thiệu theo dõi', 'Refuse to be followed'),
    path: 'refusal',
    open: ({ state, inRegister }) => state === 'asked' && inRegister,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 })}
      </>
    ),
    done: words('Đã ghi không đồng ý.', 'The refusal is recorded.'),
  }),
  withdraw: act(withdrawConsent, {
    title: words('Rút đồng ý để nơi giới thiệu theo dõi', 'Withdraw the consent to be followed'),
    path: 'withdrawal',
    kind: 'danger',
    open: ({ state }) => state === 'consented',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 })}
      </>
    ),
    done: words('Đã rút đồng ý.', 'The consent is withdrawn.'),
  }),
})

async function showView(request: PageRequest, sent?: Sent<ActKey>): Promise<View> {
  const { t } = request
  const of = await request.execute(showIntroduction, { id: request.params.id })
  const chosen = acts.chosen(request, of, sent)
  // withdrawing is asked for, never proposed
  const shown =
    chosen === 'withdraw' && sent === undefined && !request.url.searchParams.has('do') ? undefined : chosen
  const names = introductionStates.names
  const aside =
    of.state === 'refused' || of.state === 'withdrawn'
      ? {
          after: of.state === 'refused' ? ('asked' as const) : ('consented' as const),
          label: t(names[of.state]),
          ends: true,
        }
      : undefined
  const own = request.mayOpen(`/registrations/${of.registrationId}`)
  return recordView({
    title: of.name,
    lead: t(`${of.agency} giới thiệu`, `Introduced by ${of.agencyEn}`),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'introduction', id: of.id }],
      state: { key: of.state, shown: <StateBadge of={introductionStates} is={of.state} t={t} /> },
      steps: stepsOf<(typeof introductionStates.keys)[number]>(
        [
          ['asked', t(names.asked)],
          ['consented', t(names.consented)],
        ],
        of.state,
        {
          asked: of.introducedOn,
          consented: of.consentedOn,
          refused: of.endedOn,
          withdrawn: of.endedOn,
        },
        aside,
      ),
    },
    actions: (
      <>
        {of.registration === 'invited' && of.registrationId !== null ? (
          <Act
            command={inviteAgain}
            request={request}
            href={`/registrations/${of.registrationId}/invitation`}
          >
            {t('Gửi lại lời mời', 'Send the invitation again')}
          </Act>
        ) : null}
        {acts.open(request, of).includes('withdraw') && shown === undefined ? (
          <LinkButton href={`/introductions/${of.id}?do=withdraw#act`} kind="danger">
            {t('Rút đồng ý', 'Take consent back')}
          </LinkButton>
        ) : null}
      </>
    ),
    act: shown === undefined ? null : await acts.form(request, of, shown, sent),
    decision: (
      <Section title={t('Giới thiệu và đồng ý', 'Introduction and consent')} id="consent">
        <Facts
          columns={2}
          items={[
            [t(introductionFields.labels.taxCode), of.taxCode],
            [
              t('Tình trạng đăng ký', 'State of the registration'),
              own && of.registrationId !== null ? (
                <a href={`/registrations/${of.registrationId}`}>{registered(of, t)}</a>
              ) : (
                registered(of, t)
              ),
            ],
            [t('Ngày đồng ý', 'Day of consent'), of.consentedOn === null ? null : formatDate(of.consentedOn)],
            [
              t('Cách đồng ý', 'Way of the consent'),
              of.consentWay === null ? null : t(consentWays.names[of.consentWay]),
            ],
            ...(request.actor.grants.has('association') || request.actor.grants.has('agency')
              ? []
              : ([
                  [t(consentFields.labels.consentBy), of.consentBy],
                  [t(consentFields.labels.paper), of.paper],
                  [t('Người ghi kết thúc', 'Ended by'), of.endedBy],
                  [t('Lý do', 'Reason'), of.reason],
                ] as const)),
          ]}
        />
      </Section>
    ),
    summary:
      of.state === 'consented' ? (
        <Followed of={of} request={request} />
      ) : (
        <Notice tone="info">
          {t(
            'Nhu cầu, hồ sơ, lượt hỗ trợ chỉ hiện khi doanh nghiệp đồng ý.',
            'Needs, applications and turns are shown with the consent of the enterprise alone.',
          )}
        </Notice>
      ),
  })
}

export const introductionPage = page({
  route: 'GET /introductions/{id}',
  for: showIntroduction,
  run: (request) => showView(request),
})
export const introductionActs = acts.receivers(showView)

export const introduced = formPage({
  command: introduce,
  address: '/introductions/new',
  title: words('Giới thiệu doanh nghiệp', 'Introduce an enterprise'),
  lead: words(
    'Doanh nghiệp đã có trong danh bạ: doanh nghiệp được báo và tự chọn có đồng ý hay không. Chưa có thì gửi lời mời đăng ký.',
    'One that is in the register is told, and says itself whether it consents. One that is not is invited to sign up.',
  ),
  crumbs,
  fields: ({ f, t }) => f.text('taxCode', { label: t(introductionFields.labels.taxCode), required: true }),
  submit: words('Giới thiệu', 'Introduce'),
  cancel: '/introductions',
  done: ({ id }) => ({
    to: `/introductions/${id}`,
    message: words('Đã giới thiệu; doanh nghiệp được báo.', 'Introduced; the enterprise is told.'),
  }),
})
