import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, page, type View } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Facts,
  FileLink,
  formPage,
  LinkButton,
  listPage,
  Moment,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { registrationFields, registrationStates } from './fields.ts'
import { registrationPapers } from './papers.ts'
import {
  listRegistrations,
  type RegistrationDetail,
  type RegistrationRow,
  showRegistration,
} from './queries.ts'
import { acceptRegistration, inviteAgain, inviteEnterprise, refuseRegistration } from './settle.ts'

const title = words('Doanh nghiệp đăng ký', 'Registrations')
const crumbs = ({ t, mayOpen }: PageRequest) => [
  mayOpen('/registrations')
    ? { label: t(title), href: '/registrations' }
    : {
        label: t('Doanh nghiệp được giới thiệu', 'Enterprises that were introduced'),
        href: '/introductions',
      },
]

export const registrationsPage = listPage({
  route: 'GET /registrations',
  place: { group: 'work', order: 14, label: title },
  title,
  lead: words(
    'Doanh nghiệp tự đăng ký hoặc được mời. Chưa có gì vào danh bạ trước khi cán bộ xác nhận ai đại diện cho doanh nghiệp.',
    'Enterprises that signed up or were invited. Nothing is in the register before an officer confirms who speaks for the enterprise.',
  ),
  query: listRegistrations,
  actions: (request) => (
    <Act command={inviteEnterprise} request={request} href="/registrations/invite" kind="primary">
      {request.t('Mời doanh nghiệp', 'Invite an enterprise')}
    </Act>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tên hoặc mã số thuế', 'Name or tax code') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: registrationStates.choices(t),
    },
  ],
  columns: ({ t }) => {
    const { name, ...others } = registrationFields.columns<RegistrationRow>(t, {
      name: { cell: (row) => <a href={`/registrations/${row.id}`}>{row.name}</a> },
      unit: { value: (row) => (row.unit === null ? null : t(row.unit, row.unitEn ?? row.unit)) },
    })
    return [
      name,
      ...Object.values(others),
      {
        key: 'association',
        label: words('Nơi mời', 'Invited by'),
        value: (row) => row.association,
        exportOnly: true,
      },
      {
        key: 'createdAt',
        label: words('Ngày đăng ký', 'Day of registration'),
        kind: 'date',
        sort: 'createdAt',
        value: (row) => today(new Date(row.createdAt)),
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(registrationStates.names[row.state]),
        cell: (row) => <StateBadge of={registrationStates} is={row.state} t={t} />,
      },
    ]
  },
  empty: ({ t }) =>
    t('Chưa có doanh nghiệp nào đăng ký hay được mời.', 'No enterprise has signed up or was invited.'),
})

const isOpen = ({ state }: RegistrationDetail) => state === 'filed' || state === 'invited'

const acts = actsOf('/registrations/{id}', {
  accept: act(acceptRegistration, {
    title: words('Xác nhận người đại diện', 'Confirm who speaks for it'),
    path: 'acceptance',
    open: (record: RegistrationDetail) => record.state === 'filed' && record.mail !== 'sent',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('evidence', {
          label: t('Căn cứ: đã xem gì, hỏi ai', 'Evidence: what was seen, who was asked'),
          hint: t(
            'Ví dụ: giấy ủy quyền, giấy chứng nhận đăng ký doanh nghiệp, đã gọi số điện thoại đã đăng ký.',
            'Such as: the authorisation, the certificate of registration, a call to the number on record.',
          ),
          required: true,
          rows: 3,
        })}
        {f.file('fileId', { label: t('Giấy tờ đã xem', 'The paper that was seen') })}
      </>
    ),
    done: words(
      'Đã xác nhận. Doanh nghiệp có trong danh bạ.',
      'Confirmed. The enterprise is in the register.',
    ),
  }),
  refuse: act(refuseRegistration, {
    title: words('Từ chối đăng ký', 'Refuse a registration'),
    path: 'refusal',
    open: isOpen,
    kind: 'danger',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('reason', {
          label: t('Lý do', 'Reason'),
          hint: t('Người đăng ký đọc được.', 'Whoever registered reads it.'),
          required: true,
          rows: 3,
        })}
      </>
    ),
    done: words('Đã ghi: không chấp nhận.', 'Recorded: not accepted.'),
  }),
})

const mails = {
  none: words('Không gửi thư xác nhận', 'No confirmation was sent'),
  waiting: words('Chưa gửi thư xác nhận', 'No confirmation was sent yet'),
  sent: words(
    'Đã gửi thư, chưa mở: chờ người đăng ký xác nhận',
    'Sent and not opened: waits for whoever registered',
  ),
  confirmed: words('Người đăng ký đã xác nhận bằng thư', 'Confirmed by mail'),
} as const

function Known({ of, request }: { of: RegistrationDetail; request: PageRequest }) {
  const { t } = request
  if (of.state !== 'filed' || of.known === null) return null
  const { id, name, address, owners } = of.known
  return (
    <Section title={t('Mã số thuế này đã có trong danh bạ', 'This tax code is in the register')}>
      <p>
        <a href={`/enterprises/${id}`}>{name}</a>, {address}
      </p>
      <p class="mt-2">
        {owners.length === 0
          ? t('Chưa có tài khoản nào đại diện.', 'No account speaks for it yet.')
          : t(
              `Đang đại diện: ${owners.join(', ')}. Họ được báo khi bạn xác nhận thêm người.`,
              `Speaking for it: ${owners.join(', ')}. They are told when you confirm another.`,
            )}
      </p>
    </Section>
  )
}

/** What whoever registered has sent to show who he is. */
function Papers({ of, request: { t } }: { of: RegistrationDetail; request: PageRequest }) {
  if (of.state === 'invited') return null
  return (
    <Section title={t('Giấy tờ người đăng ký đã gửi', 'Papers that whoever registers has sent')} id="papers">
      {of.papers.length === 0 ? (
        <p>{t('Chưa gửi giấy tờ nào.', 'None was sent.')}</p>
      ) : (
        <Facts
          items={of.papers.map(
            ({ kind, fileId, name }) =>
              [t(registrationPapers.names[kind]), <FileLink file={{ id: fileId, name }} t={t} />] as const,
          )}
        />
      )}
    </Section>
  )
}

/** How it was settled, by whom, and whether the account that came of it is used. */
function Result(props: { of: RegistrationDetail; at: string; request: PageRequest }) {
  const { of, at, request } = props
  const { t } = request
  return (
    <Section title={t('Kết quả', 'Result')}>
      <Facts
        items={[
          [t('Người xử lý', 'Settled by'), of.settledBy],
          [t('Lúc', 'At'), <Moment at={at} />],
          of.state === 'refused' ? [t('Lý do', 'Reason'), of.reason] : [t('Căn cứ', 'Basis'), of.evidence],
          ...(of.file === null
            ? []
            : [[t('Giấy tờ đã xem', 'The paper that was seen'), <FileLink file={of.file} t={t} />] as const]),
          ...(of.enterpriseId === null || !request.mayOpen(`/enterprises/${of.enterpriseId}`)
            ? []
            : [
                [
                  t('Doanh nghiệp', 'Enterprise'),
                  <a href={`/enterprises/${of.enterpriseId}`}>{of.name}</a>,
                ] as const,
              ]),
          ...(of.state === 'accepted'
            ? [
                [
                  t('Tài khoản', 'Account'),
                  of.enteredAt === null ? (
                    t('chưa đặt mật khẩu', 'no password chosen yet')
                  ) : (
                    <Moment at={of.enteredAt} />
                  ),
                ] as const,
              ]
            : []),
        ]}
      />
    </Section>
  )
}

async function showView(request: PageRequest, sent?: Sent<'accept' | 'refuse'>): Promise<View> {
  const { t, language } = request
  const of = await request.execute(showRegistration, { id: numberOf(request, 'id') })
  const facts = registrationFields.facts(of, t, language)
  const chosen = acts.chosen(request, of, sent)
  const day = (at: string | null) => (at === null ? null : today(new Date(at)))
  const names = registrationStates.names
  return recordView({
    title: of.name,
    breadcrumbs: crumbs(request),
    actions:
      of.state === 'invited' ? (
        <Act command={inviteAgain} request={request} href={`/registrations/${of.id}/invitation`}>
          {t('Gửi lại lời mời', 'Send the invitation again')}
        </Act>
      ) : null,
    head: {
      matters: [{ record: 'registration', id: of.id }],
      state: { key: of.state, shown: <StateBadge of={registrationStates} is={of.state} t={t} /> },
      steps: stepsOf(
        [
          [
            'invited',
            of.filedAt === null || of.association !== null
              ? t(names.invited)
              : t('Đã gửi đăng ký', 'Signed up'),
          ],
          ['filed', t(names.filed)],
          ['accepted', t(names.accepted)],
        ],
        of.state,
        {
          invited: day(of.createdAt),
          filed: day(of.filedAt),
          accepted: day(of.settledAt),
          refused: day(of.settledAt),
        },
        of.state === 'refused' ? { after: 'filed', label: t(names.refused), ends: true } : undefined,
      ),
    },
    act: chosen === undefined ? undefined : await acts.form(request, of, chosen, sent),
    finished: !isOpen(of),
    decision: of.settledAt === null ? undefined : <Result of={of} at={of.settledAt} request={request} />,
    summary: (
      <>
        <Papers of={of} request={request} />
        <Known of={of} request={request} />
        <Section title={t('Nội dung đăng ký', 'What was registered')}>
          <Facts
            items={[
              ...registrationFields.besides().map((key) => facts[key]),
              [
                t('Địa bàn', 'Administrative unit'),
                of.unit === null ? null : t(of.unit, of.unitEn ?? of.unit),
              ],
              [t('Thư điện tử của họ', 'Their address'), of.mailError ?? t(mails[of.mail])],
              ...(of.vouched === null
                ? []
                : [
                    [
                      t(
                        'Tài khoản định danh tổ chức xác nhận',
                        'Vouched for by the provider of organisations',
                      ),
                      <>
                        {t('mã số thuế', 'tax code')} {of.vouched.taxCode} ({of.vouched.issuer},{' '}
                        <Moment at={of.vouched.toldAt} />)
                      </>,
                    ] as const,
                  ]),
              ...(of.association === null
                ? []
                : [
                    [t('Nơi mời', 'Invited by'), of.association] as const,
                    [
                      t('Đồng ý để nơi mời theo dõi các bước', 'Who invited it may follow its steps'),
                      of.consents ? t('Có', 'Yes') : t('Không', 'No'),
                    ] as const,
                  ]),
            ]}
          />
        </Section>
      </>
    ),
  })
}

export const registrationPage = page({
  route: 'GET /registrations/{id}',
  for: showRegistration,
  run: (request) => showView(request),
})
export const registrationActs = acts.receivers(showView)

/** The link of an invitation, shown once: who has no mail server hands it over. */
function invitedView(request: PageRequest, { id, token }: { id: number; token: string }): View {
  const { t, system, mayOpen } = request
  const own = `/registrations/${id}`
  return {
    title: t('Đã mời doanh nghiệp', 'The enterprise is invited'),
    breadcrumbs: crumbs(request),
    body: (
      <Section>
        <p>
          {system.config.mail === null
            ? t(
                'Chưa có máy chủ thư: xin chuyển đường dẫn này cho doanh nghiệp (30 ngày).',
                'There is no mail server: hand this link to the enterprise (30 days).',
              )
            : t(
                'Thư mời đang được gửi. Cũng có thể chuyển đường dẫn này (30 ngày).',
                'The invitation is on its way by mail. You may hand this link over, too (30 days).',
              )}
        </p>
        <p class="mt-2">
          <code class="break-all">{`${system.config.publicUrl}/register/${token}`}</code>
        </p>
        <p class="mt-4">
          <LinkButton href={mayOpen(own) ? own : '/introductions'} kind="primary">
            {t('Xem lời mời', 'See the invitation')}
          </LinkButton>
        </p>
      </Section>
    ),
  }
}

export const invitePages = formPage({
  command: inviteEnterprise,
  address: '/registrations/invite',
  title: words('Mời doanh nghiệp đăng ký', 'Invite an enterprise to sign up'),
  lead: words(
    'Doanh nghiệp tự điền thông tin, tự chọn có để nơi mời theo dõi các bước của mình không; cán bộ xác nhận sau.',
    'The enterprise fills the rest in itself and says whether who invited it may follow its steps; an officer confirms afterwards.',
  ),
  crumbs,
  fields: ({ f, t }) => (
    <>
      {f.text('taxCode', { label: t(registrationFields.labels.taxCode), required: true })}
      {f.text('name', { label: t(registrationFields.labels.name), required: true })}
      {f.text('email', {
        label: t(registrationFields.labels.email),
        type: 'email',
        required: true,
        personal: 'contact',
      })}
    </>
  ),
  submit: words('Mời', 'Invite'),
  cancel: '/introductions',
  done: (output, { request }) => invitedView(request, output),
})

export const inviteAgainPages = formPage({
  command: inviteAgain,
  address: '/registrations/{id}/invitation',
  title: words('Gửi lại lời mời đăng ký', 'Send an invitation again'),
  lead: words(
    'Tạo đường dẫn mới và gửi lại thư mời, nhiều nhất mỗi ngày một thư; đường dẫn cũ hết dùng được.',
    'Makes a new link and mails it again, at most once a day; the link before it ends.',
  ),
  crumbs,
  fields: () => null,
  submit: words('Gửi lại', 'Send again'),
  cancel: '/introductions',
  done: (output, { request }) => invitedView(request, output),
})
