import { publicActor, withAccount } from '../platform/actor.ts'
import { takeAddressGuess } from '../platform/attempts.ts'
import { recordEvent } from '../platform/events.ts'
import { typedPath } from '../platform/forms/kept.ts'
import { cookiesOf } from '../platform/identity.ts'
import { type Words, words } from '../platform/language.ts'
import { namedEvent } from '../platform/operation.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import { passwordPath } from '../platform/page-answer.ts'
import { Problem } from '../platform/problem.ts'
import { Form, fields, LinkButton, Notice } from '../ui/index.ts'
import { changePassword, signOutEverywhere } from './own-password.ts'
import { passkeySignIn } from './passkey-form.tsx'
import { whoseAssertion } from './passkeys.ts'
import { accountOfPassword, guessAddress, provePassword, recordFailure, typed } from './proofs.ts'
import { safeNext } from './rules.ts'
import { attempt, continueSignIn } from './sign-in-step.ts'

/** The page to sign in on. @param passkey what went wrong with a passkey, if that was tried */
async function signInView(
  request: PageRequest,
  form: FormState,
  next: string,
  passkey: FormState = freshForm(),
): Promise<View> {
  const { t, system } = request
  const f = fields(form, t)
  const byPasskey = await passkeySignIn(request, next, passkey)
  const provider = system.config.singleSignOn
  return {
    title: t('Đăng nhập', 'Sign in'),
    body: (
      <div class="panel max-w-md">
        {next.startsWith(`${typedPath}/`) ? (
          <Notice tone="info" title={t('Phiên đăng nhập đã hết', 'Your session has ended')}>
            {t(
              'Nội dung bạn vừa gửi CHƯA được ghi nhưng đã được giữ lại cho tài khoản của bạn. Đăng nhập lại để xem và gửi.',
              'What you have just sent has NOT been written, but is kept for your account. Sign in again to see and send it.',
            )}
          </Notice>
        ) : null}
        <Form form={form} t={t} action="/sign-in" submit={t('Đăng nhập', 'Sign in')}>
          {f.hidden('next', next)}
          {f.text('email', {
            label: t('Thư điện tử', 'E-mail'),
            required: true,
            type: 'email',
            autocomplete: 'username',
            personal: 'account',
          })}
          {f.password('password', {
            label: t('Mật khẩu', 'Password'),
            required: true,
            autocomplete: 'current-password',
          })}
        </Form>
        {byPasskey === null && provider === null ? null : (
          <div class="mt-5 grid gap-3 border-t border-base-300 pt-5">
            {provider === null ? null : (
              <p>
                <LinkButton href={`/sign-in/sso?next=${encodeURIComponent(next)}`}>
                  {t(provider.label)}
                </LinkButton>
              </p>
            )}
            {byPasskey}
          </div>
        )}
        <p class="hint mt-4">
          {t(
            'Quên mật khẩu hoặc chưa có tài khoản: liên hệ quản trị viên của cơ quan điều hành để được cấp mật khẩu dùng một lần.',
            'No account, or password forgotten: the coordinator’s administrator issues a one-time password.',
          )}
        </p>
        {request.mayOpen('/register') ? (
          <p class="mt-3">
            <a href="/register">{t('Đăng ký cho doanh nghiệp', 'Sign an enterprise up')}</a>
          </p>
        ) : null}
      </div>
    ),
  }
}

/** Characters that an e-mail address has at most. */
const longestAddress = 254

const signedOut = namedEvent('identity.signedOut', words('Đã đăng xuất', 'Signed out'))

const unknownPasskey = words(
  'Khóa truy cập này chưa được đăng ký ở đây, hoặc trang đã mở quá lâu. Xin thử lại hoặc dùng mật khẩu.',
  'This passkey is not registered here, or the page stood open too long. Try again, or use the password.',
)

export const signInPages: readonly Page[] = [
  page({
    route: 'GET /sign-in',
    may: ['public'],
    async run(request) {
      const next = safeNext(request.url.searchParams.get('next'))
      if (request.actor.userId !== null) return { to: next }
      return await signInView(request, freshForm(), next)
    },
  }),
  page({
    route: 'POST /sign-in',
    may: ['public'],
    async run(request) {
      const values = await request.form()
      // No address is longer (RFC 5321, 4.5.3.1.3): what is counted, looked for and shown again stays short.
      const email = typed(values, 'email').trim().toLowerCase().slice(0, longestAddress)
      const password = typed(values, 'password')
      const next = safeNext(typed(values, 'next'))
      const again = async (problem: Words, status: number): Promise<View> => ({
        ...(await signInView(request, { ...freshForm({ email }), problem }, next)),
        status,
      })
      try {
        const account = await accountOfPassword(request, email, password)
        return await continueSignIn(request, account.id, next, 'password', 'password')
      } catch (error) {
        if (error instanceof Problem) return again(error.words, error.status)
        throw error
      }
    },
  }),
  page({
    route: 'POST /sign-in/passkey',
    may: ['public'],
    async run(request) {
      const values = await request.form()
      const next = safeNext(typed(values, 'next'))
      const again = async (problem: Words, status: number): Promise<View> => ({
        ...(await signInView(request, freshForm(), next, { ...freshForm(), problem })),
        status,
      })
      try {
        const giveBack = await takeAddressGuess(guessAddress(request))
        const userId = await whoseAssertion(request, typed(values, 'credential'))
        if (userId === null) {
          await recordFailure(request, publicActor, 'passkey')
          return again(unknownPasskey, 422)
        }
        await giveBack()
        return await continueSignIn(request, userId, next, 'both', 'passkey')
      } catch (error) {
        if (error instanceof Problem) return again(error.words, error.status)
        throw error
      }
    },
  }),
  page({
    route: 'POST /sign-out',
    may: ['public'],
    async run(request) {
      const response = await request.system.identity.api.signOut({
        headers: request.headers,
        asResponse: true,
      })
      const { actor, address } = request
      if (actor.userId !== null) {
        const event = { name: signedOut, actor, via: 'page', facts: { address } } as const
        await recordEvent(request.system, { ...event, subject: `account:${actor.userId}` })
      }
      const headers = cookiesOf(response)
      // What the browser kept of this account's pages goes; its cookies stay, because they name the device (see `devices.ts`).
      headers.set('Clear-Site-Data', '"cache", "storage"')
      return { to: '/', headers, message: request.t('Đã đăng xuất.', 'Signed out.') }
    },
  }),
  page({
    route: 'GET /password',
    may: withAccount,
    run: async (request) =>
      passwordView(request, freshForm({ next: request.url.searchParams.get('next') ?? undefined })),
  }),
  page({
    route: 'POST /password',
    may: withAccount,
    async run(request) {
      const { actor } = request
      return attempt(
        request,
        async (values, once) => {
          const change = {
            current: values.current ?? '',
            password: values.password ?? '',
            repeat: values.repeat ?? '',
          }
          // Guesses at the present password are counted here.
          await provePassword(
            request,
            { ...actor, userId: actor.userId ?? '' },
            typed(values, 'current'),
            'current',
          )
          await request.execute(changePassword, change, once)
          const next = safeNext(typed(values, 'next'))
          const entered = await continueSignIn(request, actor.userId ?? '', next, 'session', 'new password')
          return { ...entered, message: request.t('Đã đổi mật khẩu.', 'The password has been changed.') }
        },
        // A password is never written back into a page.
        async (state) => passwordView(request, { ...state, values: { next: state.values.next } }),
      )
    },
  }),
  receiver({
    command: signOutEverywhere,
    address: '/sign-out-everywhere',
    done: () => ({
      to: '/sign-in',
      message: words(
        'Đã đăng xuất khỏi mọi thiết bị; mọi token đã bị thu hồi.',
        'Signed out everywhere; all tokens are revoked.',
      ),
    }),
    again: () => ({ to: '/account' }),
  }),
]

function passwordView(request: PageRequest, form: FormState): View {
  const { t, actor } = request
  const f = fields(form, t)
  return {
    title: t('Đổi mật khẩu', 'Change the password'),
    body: (
      <div class="panel max-w-md">
        {actor.mustChangePassword ? (
          <Notice tone="info">
            {t(
              'Mật khẩu hiện tại chỉ dùng một lần. Xin đặt mật khẩu của riêng bạn để tiếp tục.',
              'The present password is for one use. Choose one of your own to go on.',
            )}
          </Notice>
        ) : null}
        <Form form={form} t={t} action={passwordPath} submit={t('Đổi mật khẩu', 'Change the password')}>
          {f.hidden('next', safeNext(f.value('next')))}
          {f.password('current', {
            label: t('Mật khẩu hiện tại', 'Present password'),
            required: true,
            autocomplete: 'current-password',
          })}
          {f.newPassword('password', 'repeat')}
        </Form>
      </div>
    ),
  }
}
