import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import { clearSignIn, failedSignIn, signInWait } from '../platform/http.ts'
import { cookiesOf } from '../platform/identity.ts'
import { type Words, words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  submit,
  type View,
} from '../platform/page.ts'
import { passwordPath } from '../platform/pages.ts'
import { Form, fields, LinkButton, Notice } from '../ui/index.ts'
import { changePassword, signOutEverywhere } from './commands.ts'
import { passkeySignIn } from './passkey-form.tsx'
import { whoseAssertion } from './passkeys.ts'
import { typed, waitWords } from './proofs.ts'
import { safeNext } from './rules.ts'
import { continueSignIn, dropSession } from './sign-in-step.ts'

/** The page to sign in on. @param passkey what went wrong with a passkey, if that was tried */
export async function signInView(
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
        <Form form={form} t={t} action="/sign-in" submit={t('Đăng nhập', 'Sign in')}>
          {f.hidden('next', next)}
          {f.text('email', {
            label: t('Thư điện tử', 'E-mail'),
            required: true,
            type: 'email',
            autocomplete: 'username',
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
      </div>
    ),
  }
}

/** A session by address and password; null when either is wrong. Who must show more is not let in by it yet: see `continueSignIn`. */
async function enter(request: PageRequest, email: string, password: string) {
  const response = await request.system.identity.api.signInEmail({
    body: { email, password },
    headers: request.headers,
    asResponse: true,
  })
  if (!response.ok) return null
  const cookies = cookiesOf(response)
  const { token } = z.object({ token: z.string() }).parse(await response.json())
  return { token, cookies }
}

/** What counts failed attempts. Behind one address sits a whole office; the machine itself is not counted. */
export function addressKeys(request: PageRequest): string[] {
  const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1', 'unknown'].includes(request.address)
  return local ? [] : [`address ${request.address}`]
}

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
      const email = typed(values, 'email').trim().toLowerCase()
      const password = typed(values, 'password')
      const next = safeNext(typed(values, 'next'))
      const again = async (problem: Words, status: number): Promise<View> => ({
        ...(await signInView(request, { ...freshForm({ email }), problem }, next)),
        status,
      })
      const keys = [`account ${email}`, ...addressKeys(request)]
      const wait = await signInWait(...keys)
      if (wait !== null) return again(waitWords(wait), 429)
      const account = await request.system.db
        .selectFrom('account')
        .select(['id', 'disabled'])
        .where('email', '=', email)
        .executeTakeFirst()
      const session = email === '' || password === '' ? null : await enter(request, email, password)
      if (session === null || account === undefined || account.disabled) {
        if (session !== null) await dropSession(request, session.token)
        const blocked = await failedSignIn(...keys)
        if (blocked !== null) return again(waitWords(blocked), 429)
        return again(
          words('Thư điện tử hoặc mật khẩu không đúng.', 'The e-mail or the password is not right.'),
          422,
        )
      }
      await clearSignIn(...keys)
      return continueSignIn(request, account.id, next, 'password', session)
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
      const keys = addressKeys(request)
      const wait = await signInWait(...keys)
      if (wait !== null) return again(waitWords(wait), 429)
      const userId = await whoseAssertion(request, typed(values, 'credential'))
      if (userId === null) {
        const blocked = await failedSignIn(...keys)
        if (blocked !== null) return again(waitWords(blocked), 429)
        return again(
          words(
            'Khóa truy cập này chưa được đăng ký ở đây, hoặc trang đã mở quá lâu. Xin thử lại hoặc dùng mật khẩu.',
            'This passkey is not registered here, or the page stood open too long. Try again, or use the password.',
          ),
          422,
        )
      }
      return continueSignIn(request, userId, next, 'both')
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
      const headers = cookiesOf(response)
      // What the browser kept of this account's pages goes; its cookies stay, because they name the device (see `devices.ts`).
      headers.set('Clear-Site-Data', '"cache", "storage"')
      return { to: '/', headers, message: request.t('Đã đăng xuất.', 'Signed out.') }
    },
  }),
  page({
    route: 'GET /password',
    may: signedIn,
    run: async (request) => passwordView(request, freshForm()),
  }),
  page({
    route: 'POST /password',
    may: signedIn,
    async run(request) {
      const result = await submit(request, changePassword, {
        input: (values) => ({
          current: values.current ?? '',
          password: values.password ?? '',
          repeat: values.repeat ?? '',
        }),
        done: () => ({ to: '/' }),
        // A password is never written back into a page.
        again: async (state) => passwordView(request, { ...state, values: {} }),
      })
      if (!('to' in result)) return result
      const entered = await continueSignIn(request, request.actor.userId ?? '', '/', 'session')
      return { ...entered, message: request.t('Đã đổi mật khẩu.', 'The password has been changed.') }
    },
  }),
  page({
    route: 'POST /sign-out-everywhere',
    may: signedIn,
    run: (request) =>
      submit(request, signOutEverywhere, {
        done: () => ({
          to: '/sign-in',
          message: request.t('Đã đăng xuất khỏi mọi thiết bị.', 'Signed out everywhere.'),
        }),
        again: async () => ({ to: '/account' }),
      }),
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
          {f.password('current', {
            label: t('Mật khẩu hiện tại', 'Present password'),
            required: true,
            autocomplete: 'current-password',
          })}
          {f.password('password', {
            label: t('Mật khẩu mới', 'New password'),
            hint: t(
              'Ít nhất 10 ký tự; một câu dài dễ nhớ là tốt nhất.',
              'At least 10 characters; a long sentence is best.',
            ),
            required: true,
            autocomplete: 'new-password',
          })}
          {f.password('repeat', {
            label: t('Nhập lại mật khẩu mới', 'New password again'),
            required: true,
            autocomplete: 'new-password',
          })}
        </Form>
      </div>
    ),
  }
}
