import { words } from '../../platform/language.ts'
import {
  type FormState,
  freshForm,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../../platform/page.ts'
import { Act, Form, fields, listPage, Notice, PostButton, Section, StateBadge } from '../../ui/index.ts'
import {
  confirmSubscription,
  endSubscription,
  leaveNews,
  showConfirmation,
  showLeaving,
  subscribe,
} from './commands.ts'
import { mailLanguages, subscriberFields, subscriberStates } from './fields.ts'
import { listSubscribers, type Subscriber } from './queries.ts'

/* Whoever wants the news by mail: the form, the page that a letter's link leads to, the page by which one leaves, and the office's list. */

const crumbs = ({ t }: PageRequest) => [
  { label: t('Tin tức của Chương trình', 'News of the programme'), href: '/news' },
]

function subscribeView(request: PageRequest, form: FormState): View {
  const { t, system } = request
  const f = fields(form, t, subscribe)
  return {
    title: t('Nhận tin qua thư', 'News by mail'),
    lead: t(
      'Mỗi bài mới một thư. Thôi nhận bằng một lần bấm ở cuối mỗi thư; địa chỉ được xóa ngay khỏi danh sách.',
      'A mail for each new article. One click in any of them ends it, and the address is erased from the list at once.',
    ),
    breadcrumbs: crumbs(request),
    body: (
      <Section>
        {system.config.mail === null ? (
          <Notice tone="warning">
            {t(
              'Máy chủ thư chưa được thiết lập nên chưa gửi được thư; xin theo dõi bằng RSS.',
              'No mail server is set up, so no mail leaves yet; please follow by RSS.',
            )}
          </Notice>
        ) : null}
        <Form
          form={form}
          t={t}
          action="/news/subscribe"
          submit={t('Đăng ký nhận tin', 'Receive the news')}
          cancel="/news"
        >
          {subscriberFields.form(f, t)}
          {f.check('consents', {
            label: t(
              'Tôi đồng ý để cơ quan điều hành giữ địa chỉ này để gửi tin',
              'I agree that the coordinator keeps this address to send the news',
            ),
            required: true,
          })}
        </Form>
      </Section>
    ),
  }
}

export const subscribePage = page({
  route: 'GET /news/subscribe',
  for: subscribe,
  about: words('Nhận tin qua thư', 'News by mail'),
  run: async (request) => subscribeView(request, freshForm({ language: request.language })),
})

export const subscribing = receiver({
  command: subscribe,
  address: '/news/subscribe',
  again: subscribeView,
  done: (_output, { request }) => ({
    title: request.t('Xin xác nhận qua thư', 'Please confirm by mail'),
    breadcrumbs: crumbs(request),
    body: (
      <Section>
        <Notice tone="success" live title={request.t('Bước tiếp theo', 'Next step')}>
          {request.t(
            'Nếu địa chỉ này chưa nhận tin, một thư xác nhận được gửi tới đó. Chưa bấm xác nhận thì không có thư nào khác.',
            'If this address does not receive the news yet, a letter is sent to it. Until it is confirmed no other follows.',
          )}
        </Notice>
      </Section>
    ),
  }),
})

/** A page of one button: a program that opens every link of a letter must not act by it. */
function oneButton(
  request: PageRequest,
  of: { title: string; lead: string; action: string; label: string; open: boolean; closed: string },
): View {
  return {
    title: of.title,
    lead: of.open ? of.lead : undefined,
    breadcrumbs: crumbs(request),
    body: (
      <Section>
        {of.open ? (
          <PostButton action={of.action} label={of.label} once={crypto.randomUUID()} kind="primary" />
        ) : (
          <Notice tone="success" live>
            {of.closed}
          </Notice>
        )}
      </Section>
    ),
  }
}

async function confirmView(request: PageRequest): Promise<View> {
  const { t } = request
  const { state } = await request.execute(showConfirmation, { token: request.params.token })
  return oneButton(request, {
    title: t('Xác nhận nhận tin', 'Confirm a subscription'),
    lead: t('Bấm để nhận mỗi bài mới qua thư.', 'Confirm to receive each new article by mail.'),
    action: `/news/confirm/${request.params.token}`,
    label: t('Xác nhận nhận tin', 'Confirm a subscription'),
    open: state === 'asked',
    closed: t(
      'Địa chỉ đã được xác nhận; bạn đang nhận tin.',
      'The address is confirmed; you receive the news.',
    ),
  })
}

async function leaveView(request: PageRequest): Promise<View> {
  const { t } = request
  const { state } = await request.execute(showLeaving, { token: request.params.token })
  return oneButton(request, {
    title: t('Thôi nhận tin', 'Leave the news'),
    lead: t('Địa chỉ của bạn được xóa ngay khỏi danh sách.', 'Your address is erased from the list at once.'),
    action: `/news/leave/${request.params.token}`,
    label: t('Thôi nhận tin', 'Leave the news'),
    open: state === 'confirmed',
    closed: t('Bạn đã thôi nhận tin; địa chỉ đã được xóa.', 'You have left the news; the address is erased.'),
  })
}

export const confirmPage = page({
  route: 'GET /news/confirm/{token}',
  for: showConfirmation,
  run: confirmView,
})
export const confirming = receiver({
  command: confirmSubscription,
  address: '/news/confirm/{token}',
  again: confirmView,
  done: (_output, { request }) => ({ to: `/news/confirm/${request.params.token}` }),
})

export const leavePage = page({ route: 'GET /news/leave/{token}', for: showLeaving, run: leaveView })
export const leaving = receiver({
  command: leaveNews,
  address: '/news/leave/{token}',
  again: leaveView,
  done: (_output, { request }) => ({ to: `/news/leave/${request.params.token}` }),
})

const at = '/news/subscribers'

export const subscribersPage = listPage({
  route: `GET ${at}`,
  title: words('Người nhận tin qua thư', 'Subscribers to the news'),
  lead: words(
    'Địa chỉ chỉ nhận tin khi chủ nhân xác nhận qua thư; ai thôi nhận thì địa chỉ được xóa ngay.',
    'An address receives the news once its owner has confirmed by mail; when somebody leaves, the address is erased at once.',
  ),
  breadcrumbs: crumbs,
  query: listSubscribers,
  empty: ({ t }) => t('Chưa có ai đăng ký.', 'Nobody has subscribed yet.'),
  filters: ({ t }) => [
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: subscriberStates.choices(t),
    },
    {
      name: 'language',
      kind: 'select',
      label: subscriberFields.labels.language,
      choices: mailLanguages.choices(t),
    },
  ],
  columns: (request) => {
    const { t } = request
    const { labels } = subscriberFields
    return [
      {
        key: 'email',
        label: labels.email,
        value: (row: Subscriber) => row.email ?? t('(đã xóa)', '(erased)'),
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: Subscriber) => t(subscriberStates.names[row.state]),
        cell: (row: Subscriber) => <StateBadge of={subscriberStates} is={row.state} t={t} />,
      },
      {
        key: 'language',
        label: labels.language,
        value: (row) => t(mailLanguages.names[row.language]),
      },
      {
        key: 'asked',
        label: words('Đăng ký lúc', 'Asked at'),
        kind: 'moment',
        sort: 'asked',
        value: (row: Subscriber) => row.askedAt,
      },
      {
        key: 'confirmedOn',
        label: words('Xác nhận nhận tin ngày', 'Subscription confirmed on'),
        kind: 'date',
        value: (row: Subscriber) => row.confirmedOn,
      },
      {
        key: 'endedOn',
        label: words('Thôi nhận tin ngày', 'Left the news on'),
        kind: 'date',
        value: (row: Subscriber) => row.endedOn,
      },
      {
        key: 'acts',
        label: words('Việc làm được', 'What can be done'),
        value: () => null,
        cell: (row: Subscriber) =>
          row.state === 'ended' ? null : (
            <Act
              command={endSubscription}
              request={request}
              action={`${at}/${row.id}/end`}
              values={{ version: row.version }}
              small
            >
              {t('Xóa theo yêu cầu', 'Erase as asked')}
            </Act>
          ),
      },
    ]
  },
})

export const ending = receiver({
  command: endSubscription,
  address: '/news/subscribers/{id}/end',
  done: () => ({ to: at, message: words('Đã xóa địa chỉ.', 'The address is erased.') }),
})
