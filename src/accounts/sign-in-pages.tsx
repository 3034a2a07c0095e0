import { signedIn } from '../platform/actor.ts'
import { clearSignIn, failedSignIn, signInWait } from '../platform/http.ts'
import type { Words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  type Redirect,
  submit,
  type View,
} from '../platform/page.ts'
import { passwordPath } from '../platform/pages.ts'
import { Form, fields, Notice } from '../ui/index.ts'
import { changePassword, signOutEverywhere } from './commands.ts'

/** Only addresses of this site: a link must not lead a user elsewhere after signing in. */
function safeNext(next: string | null | undefined): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/'
}

function signInView(request: PageRequest, form: FormState, next: string): View {
  const { t } = request
  const f = fields(form, t)
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

/** Signs in and gives the redirect that carries the session's cookies; null when address or password is wrong. */
async function enter(
  request: PageRequest,
  email: string,
  password: string,
  to: string,
): Promise<Redirect | null> {
  const response = await request.system.identity.api.signInEmail({
    body: { email, password },
    headers: request.headers,
    asResponse: true,
  })
  if (!response.ok) return null
  const headers = new Headers()
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return { to, headers }
}

export const signInPages: readonly Page[] = [
  page({
    route: 'GET /sign-in',
    may: ['public'],
    async run(request) {
      const next = safeNext(request.url.searchParams.get('next'))
      if (request.actor.userId !== null) return { to: next }
      return signInView(request, freshForm(), next)
    },
  }),
  page({
    route: 'POST /sign-in',
    may: ['public'],
    async run(request) {
      const values = await request.form()
      const email = typeof values.email === 'string' ? values.email.trim().toLowerCase() : ''
      const password = typeof values.password === 'string' ? values.password : ''
      const next = safeNext(typeof values.next === 'string' ? values.next : null)
      const again = (problem: Words, status: number): View => ({
        ...signInView(request, { ...freshForm({ email }), problem }, next),
        status,
      })
      // Behind one address sits a whole office; the machine itself is not counted.
      const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1', 'unknown'].includes(request.address)
      const keys = [`account ${email}`, ...(local ? [] : [`address ${request.address}`])]
      const wait = await signInWait(...keys)
      if (wait !== null) return again(waitWords(wait), 429)
      const account = await request.system.db
        .selectFrom('account')
        .select('disabled')
        .where('email', '=', email)
        .executeTakeFirst()
      const entered = email === '' || password === '' ? null : await enter(request, email, password, next)
      if (entered === null || account === undefined || account.disabled) {
        const blocked = await failedSignIn(...keys)
        if (blocked !== null) return again(waitWords(blocked), 429)
        return again(
          { vi: 'Thư điện tử hoặc mật khẩu không đúng.', en: 'The e-mail or the password is not right.' },
          422,
        )
      }
      await clearSignIn(...keys)
      return entered
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
      const headers = new Headers()
      for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie)
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
      const form = await request.form()
      const result = await submit(request, changePassword, {
        input: (values) => ({
          current: values.current ?? '',
          password: values.password ?? '',
          repeat: values.repeat ?? '',
        }),
        done: (output) => ({ to: output.email }),
        // A password is never written back into a page.
        again: async (state) => passwordView(request, { ...state, values: {} }),
      })
      if (!('to' in result)) return result
      const entered = await enter(request, result.to, String(form.password), '/')
      return {
        ...(entered ?? { to: '/sign-in' }),
        message: request.t('Đã đổi mật khẩu.', 'The password has been changed.'),
      }
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

function waitWords(seconds: number): Words {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return {
    vi: `Nhập sai quá nhiều lần. Xin thử lại sau ${minutes} phút.`,
    en: `Too many failed attempts. Please try again in ${minutes} min.`,
  }
}

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
