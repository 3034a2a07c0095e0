import { withAccount } from '../platform/actor.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, freshForm, type Page, type PageRequest, page, type View } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Badge, Form, fields, LinkButton, Moment, RecordTable, Section } from '../ui/index.ts'
import { browserName } from './browser-name.ts'
import { provePassword, typed } from './proofs.ts'
import { myAccount } from './queries.ts'
import { owner } from './security-pages.tsx'
import { endOtherSessions, endSession, noSession } from './sessions.ts'
import { attempt, executeReauthenticated } from './sign-in-step.ts'

type Session = Output<typeof myAccount>['sessions'][number]
const home = '/account'
const others = '/account/sessions/end-others'

/** A browser by its name where it has a known one, its own words otherwise. */
const called = ({ browser }: Session) => browserName(browser ?? '') ?? (browser || '—')

/** The open sessions of an account, the present one marked; each is ended by a form of its own. */
export function Sessions({
  request: { t },
  sessions,
}: {
  request: PageRequest
  sessions: readonly Session[]
}) {
  const [since, used, address, browser, action] = [
    t('Từ', 'Since'),
    t('Dùng lần cuối', 'Last used'),
    t('Địa chỉ', 'Address'),
    t('Trình duyệt', 'Browser'),
    t('Việc', 'Action'),
  ]
  return (
    <Section
      title={t('Phiên đang mở', 'Open sessions')}
      id="sessions"
      lead={t(
        'Mỗi dòng là một nơi đang đăng nhập tài khoản này. Máy đã mất hoặc quên đăng xuất: kết thúc phiên của máy đó.',
        'Each row is a place where this account is signed in. A lost device, or one left signed in: end its session.',
      )}
    >
      <RecordTable
        caption={t('Phiên đang mở', 'Open sessions')}
        stack
        rows={sessions}
        columns={[
          {
            head: browser,
            cell: (session) => (
              <>
                {called(session)}{' '}
                {session.present ? <Badge tone="success">{t('Phiên này', 'This session')}</Badge> : null}
              </>
            ),
          },
          { head: address, cell: (session) => session.address || '—' },
          { head: since, cell: (session) => <Moment at={session.since} /> },
          { head: used, cell: (session) => <Moment at={session.lastUsedAt} /> },
          {
            head: action,
            cell: (session) => (
              <LinkButton small kind="danger" href={`/account/sessions/${session.id}/end`}>
                {t('Kết thúc', 'End')}
                <span class="sr-only"> {called(session)}</span>
              </LinkButton>
            ),
          },
        ]}
      />
      {sessions.some(({ present }) => !present) ? (
        <p class="mt-4">
          <LinkButton href={others}>{t('Kết thúc mọi phiên khác', 'End all other sessions')}</LinkButton>
        </p>
      ) : null}
    </Section>
  )
}

/** A form that asks for the password and nothing else. */
function askedView(
  { t }: PageRequest,
  form: FormState,
  asked: { readonly title: string; readonly lead: string; readonly action: string },
): View {
  return {
    title: asked.title,
    lead: asked.lead,
    breadcrumbs: [{ label: t('Tài khoản của tôi', 'My account'), href: home }],
    body: (
      <div class="panel max-w-md">
        <Form form={form} t={t} action={asked.action} submit={asked.title} kind="danger" cancel={home}>
          {fields(form, t).password('password', {
            label: t('Mật khẩu', 'Password'),
            required: true,
            autocomplete: 'current-password',
          })}
        </Form>
      </div>
    ),
  }
}

async function endView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const { sessions } = await request.execute(myAccount, {})
  const session = sessions.find(({ id }) => id === request.params.id)
  if (session === undefined) throw notFound(noSession)
  const at = [called(session), session.address].filter(Boolean).join(', ')
  return askedView(request, form, {
    title: t('Kết thúc phiên', 'End the session'),
    lead: session.present
      ? t(
          `${at}. Đây là phiên bạn đang dùng: bạn sẽ phải đăng nhập lại.`,
          `${at}. This is the session in use: you will have to sign in again.`,
        )
      : at,
    action: `/account/sessions/${session.id}/end`,
  })
}

async function othersView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const { sessions } = await request.execute(myAccount, {})
  const count = sessions.filter(({ present }) => !present).length
  return askedView(request, form, {
    title: t('Kết thúc mọi phiên khác', 'End all other sessions'),
    lead: t(
      `${count} phiên ở nơi khác sẽ kết thúc; phiên này và các token còn nguyên.`,
      count === 1
        ? 'One session elsewhere will end; this one and the tokens stay.'
        : `${count} sessions elsewhere will end; this one and the tokens stay.`,
    ),
    action: others,
  })
}

export const sessionPages: readonly Page[] = [
  page({
    route: 'GET /account/sessions/{id}/end',
    may: withAccount,
    run: (request) => endView(request, freshForm()),
  }),
  page({
    route: 'POST /account/sessions/{id}/end',
    may: withAccount,
    run: (request) =>
      attempt(
        request,
        async (values, once) => {
          await provePassword(request, owner(request), typed(values, 'password'))
          await executeReauthenticated(request, endSession, { id: request.params.id }, { once })
          const message = request.t('Đã kết thúc phiên.', 'The session has ended.')
          return { to: request.params.id === request.actor.sessionId ? '/sign-in' : home, message }
        },
        (form) => endView(request, form),
      ),
  }),
  page({
    route: `GET ${others}`,
    may: withAccount,
    run: (request) => othersView(request, freshForm()),
  }),
  page({
    route: `POST ${others}`,
    may: withAccount,
    run: (request) =>
      attempt(
        request,
        async (values, once) => {
          await provePassword(request, owner(request), typed(values, 'password'))
          const { ended } = await executeReauthenticated(request, endOtherSessions, {}, { once })
          return {
            to: home,
            message: request.t(
              `Đã kết thúc ${ended} phiên khác.`,
              ended === 1 ? 'One other session has ended.' : `${ended} other sessions have ended.`,
            ),
          }
        },
        (form) => othersView(request, form),
      ),
  }),
]
