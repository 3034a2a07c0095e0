import { type FormState, freshForm, type Page, type PageRequest, page, type View } from '../platform/page.ts'
import { Form, fields, PostButton, Section } from '../ui/index.ts'
import { codesBody, enrol, enrolForm } from './authenticator-app.tsx'
import { passkeySignIn } from './passkey-form.tsx'
import { proveCode, typed } from './proofs.ts'
import { factorsOf } from './second-factor.ts'
import { attempt, continueSignIn, endStep, enrolled, type Step, stepOf } from './sign-in-step.ts'

/** The page for the code, after the password. */
async function codeView(request: PageRequest, step: Step, form: FormState): Promise<View> {
  const { t, system } = request
  const factors = await factorsOf(system.db, step.actor.userId)
  const f = fields(form, t)
  const byPasskey =
    factors === null || factors.passkeys === 0 ? null : await passkeySignIn(request, step.next, freshForm())
  return {
    title: t('Xác thực bước hai', 'Second step'),
    body: (
      <div class="panel max-w-md">
        {factors?.app ? (
          <Form form={form} t={t} action="/sign-in/code" submit={t('Tiếp tục', 'Continue')} cancel="/sign-in">
            {f.text('code', {
              label: t('Mã xác thực', 'Verification code'),
              hint: t(
                'Sáu chữ số trong ứng dụng xác thực trên điện thoại, hoặc một mã khôi phục chưa dùng.',
                'Six digits in the authenticator app on your phone, or a recovery code not yet used.',
              ),
              required: true,
              autocomplete: 'one-time-code',
            })}
          </Form>
        ) : (
          <p>{t('Tài khoản này đăng nhập bằng khóa truy cập.', 'This account signs in with a passkey.')}</p>
        )}
        {byPasskey === null ? null : (
          <div class="mt-5 grid gap-3 border-t border-base-300 pt-5">{byPasskey}</div>
        )}
        <p class="hint mt-4">
          {t(
            'Mất điện thoại và hết mã khôi phục: quản trị viên đặt lại xác thực hai bước cho bạn.',
            'Phone lost and no recovery code left: an administrator resets your second factor.',
          )}
        </p>
      </div>
    ),
  }
}

async function enrolView(request: PageRequest, step: Step, form: FormState): Promise<View> {
  const { t, system } = request
  const { email } = await system.db
    .selectFrom('account')
    .select('email')
    .where('id', '=', step.actor.userId)
    .executeTakeFirstOrThrow()
  return {
    title: t('Bật xác thực hai bước', 'Switch the second step on'),
    lead: t(
      'Vai trò của bạn phải có xác thực hai bước. Xin bật trước khi vào chương trình; việc này chỉ làm một lần.',
      'Your role must have a second factor. Please set it up before you go in; this is done once.',
    ),
    body: (
      <Section>
        {
          await enrolForm(request, { userId: step.actor.userId, email }, form, {
            action: '/sign-in/enrol',
            password: false,
            cancel: '/sign-in',
          })
        }
      </Section>
    ),
  }
}

const restart = { to: '/sign-in' } as const

export const secondStepPages: readonly Page[] = [
  page({
    route: 'GET /sign-in/code',
    may: ['public'],
    async run(request) {
      const step = await stepOf(request)
      return step?.kind === 'code' ? codeView(request, step, freshForm()) : restart
    },
  }),
  page({
    route: 'POST /sign-in/code',
    may: ['public'],
    async run(request) {
      const step = await stepOf(request)
      if (step?.kind !== 'code') return restart
      return attempt(
        request,
        async (values) => {
          await proveCode(request, step.actor, typed(values, 'code'))
          if (!(await endStep(request, step))) return restart
          return continueSignIn(request, step.actor.userId, step.next, 'both', 'code')
        },
        (form) => codeView(request, step, form),
      )
    },
  }),
  page({
    route: 'GET /sign-in/enrol',
    may: ['public'],
    async run(request) {
      const step = await stepOf(request)
      return step?.kind === 'enrol' ? enrolView(request, step, freshForm()) : restart
    },
  }),
  page({
    route: 'POST /sign-in/enrol',
    may: ['public'],
    async run(request) {
      const step = await stepOf(request)
      if (step?.kind !== 'enrol') return restart
      return attempt(
        request,
        async (values) => {
          const codes = await enrol(request, step.actor, values, { password: false })
          await enrolled(request, step)
          return {
            title: request.t('Đã bật xác thực hai bước', 'The second step is set up'),
            body: (
              <Section>
                {codesBody(request, codes)}
                <p class="mt-5">
                  <PostButton
                    action="/sign-in/enter"
                    kind="primary"
                    label={request.t('Tôi đã cất các mã, vào chương trình', 'I have kept the codes, go in')}
                    once={crypto.randomUUID()}
                  />
                </p>
              </Section>
            ),
          }
        },
        (form) => enrolView(request, step, form),
      )
    },
  }),
  page({
    route: 'POST /sign-in/enter',
    may: ['public'],
    async run(request) {
      const step = await stepOf(request)
      if (step?.kind !== 'entered' || !(await endStep(request, step))) return restart
      return continueSignIn(request, step.actor.userId, step.next, 'both', 'code')
    },
  }),
]
