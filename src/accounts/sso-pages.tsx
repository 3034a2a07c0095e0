import { z } from 'zod'
import { cookiesOf, sessionCookie, singleSignOnId } from '../platform/identity.ts'
import { type Words, words } from '../platform/language.ts'
import { type Page, type PageRequest, page, type View } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { actorOfAccount } from '../platform/session.ts'
import { LinkButton, Notice } from '../ui/index.ts'
import { voidOneTimePassword } from './own-password.ts'
import { safeNext } from './rules.ts'
import { continueSignIn, executeReauthenticated } from './sign-in-step.ts'

const reasons: Readonly<Record<string, Words>> = {
  signup_disabled: words(
    'Bạn đã đăng nhập được ở hệ thống của tỉnh, nhưng chưa có tài khoản trong chương trình này. Xin liên hệ quản trị viên của cơ quan điều hành để được cấp tài khoản với đúng thư điện tử của bạn.',
    'The provider knows you, but you have no account in this programme. Ask the coordinator’s administrator for one with your own e-mail address.',
  ),
  email_not_found: words(
    'Hệ thống của tỉnh không cho biết thư điện tử đã xác minh của bạn, nên không tìm được tài khoản. Xin báo quản trị viên.',
    'The provider did not name a checked e-mail address for you, so no account could be found. Please tell an administrator.',
  ),
  access_denied: words(
    'Bạn đã dừng việc đăng nhập ở hệ thống của tỉnh.',
    'You stopped signing in at the provider.',
  ),
  disabled: words(
    'Tài khoản của bạn trong chương trình này đã bị khóa. Xin liên hệ quản trị viên.',
    'Your account in this programme is closed. Please ask an administrator.',
  ),
}

const fallback: Words = words(
  'Đăng nhập một lần không thành công hoặc đã quá hạn. Xin thử lại, hoặc đăng nhập bằng mật khẩu.',
  'Single sign-on failed or took too long. Please try again, or sign in with your password.',
)

function refusal(request: PageRequest, reason: string, status: number): View {
  const { t } = request
  return {
    status,
    title: t('Chưa đăng nhập được', 'Not signed in'),
    body: (
      <div class="panel max-w-2xl">
        <Notice tone="error">{t(reasons[reason] ?? fallback)}</Notice>
        <LinkButton href="/sign-in" kind="primary">
          {t('Về trang đăng nhập', 'Back to signing in')}
        </LinkButton>
      </div>
    ),
  }
}

/** better-auth takes only plain signs in an address to come back to. */
const packed = (next: string) => `/?next=${Buffer.from(next).toString('base64url')}`
const unpacked = (location: URL) =>
  safeNext(Buffer.from(location.searchParams.get('next') ?? '', 'base64url').toString('utf8'))

function providerOf(request: PageRequest) {
  const open = request.system.singleSignOn
  if (open === null) throw notFound(words('trang này', 'Page'))
  return open()
}

/** The token of the session whose cookie a response sets. */
function tokenOf({ system }: PageRequest, cookies: Headers): string | null {
  const begin = `${sessionCookie(system.identity)}=`
  const set = cookies.getSetCookie().find((cookie) => cookie.startsWith(begin))
  return set === undefined ? null : (decodeURIComponent(set.slice(begin.length)).split('.')[0] ?? null)
}

export const singleSignOnPages: readonly Page[] = [
  page({
    // A link, not a form: the policy of the pages lets forms lead nowhere else.
    route: 'GET /sign-in/sso',
    may: ['public'],
    async run(request) {
      const provider = providerOf(request)
      const next = safeNext(request.url.searchParams.get('next'))
      const response = await provider.api.signInSocial({
        body: {
          provider: singleSignOnId,
          callbackURL: packed(next),
          errorCallbackURL: '/sign-in',
          disableRedirect: true,
        },
        headers: request.headers,
        asResponse: true,
      })
      if (!response.ok) {
        request.system.log.error({ status: response.status }, 'single sign-on: the provider does not answer')
        return refusal(request, 'unreachable', 503)
      }
      const { url } = z.object({ url: z.url() }).parse(await response.json())
      return { to: url, headers: cookiesOf(response) }
    },
  }),
  page({
    route: `GET /auth/callback/${singleSignOnId}`,
    may: ['public'],
    async run(request) {
      const { system, url } = request
      const back = new URL(url.pathname + url.search, system.config.publicUrl)
      const response = await providerOf(request).handler(
        new Request(back, { headers: request.headers, redirect: 'manual' }),
      )
      const location = new URL(response.headers.get('location') ?? '/?error=none', system.config.publicUrl)
      const cookies = cookiesOf(response)
      const token = tokenOf(request, cookies)
      const error = location.searchParams.get('error')
      if (error !== null || token === null) {
        system.log.warn({ error: error?.slice(0, 60) }, 'single sign-on refused')
        return refusal(request, error ?? '', error === 'signup_disabled' ? 403 : 422)
      }
      // Only who it is counts of the session that better-auth has opened: ours begins when every factor has been shown.
      const session = await system.db
        .deleteFrom('accountSession')
        .where('token', '=', token)
        .returning('userId')
        .executeTakeFirst()
      const actor = session === undefined ? null : await actorOfAccount(system.db, session.userId)
      if (actor === null || actor.userId === null) return refusal(request, 'disabled', 403)
      if (actor.mustChangePassword) {
        const vouched = { ...actor, mustChangePassword: false }
        await executeReauthenticated(request, voidOneTimePassword, {}, { actor: vouched })
      }
      const shown = system.config.singleSignOn?.asksSecondFactor ? 'both' : 'password'
      const entered = await continueSignIn(request, actor.userId, unpacked(location), shown, 'provider')
      const headers = entered.headers ?? new Headers()
      const ofSession = sessionCookie(system.identity).replace(/token$/, '')
      for (const cookie of cookies.getSetCookie())
        if (!cookie.startsWith(ofSession)) headers.append('set-cookie', cookie)
      return { ...entered, headers }
    },
  }),
]
