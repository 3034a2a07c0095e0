import { type FormState, freshForm, type Page, type PageRequest, page, type View } from '../platform/page.ts'
import { invalidField } from '../platform/problem.ts'
import { seal, unseal } from '../platform/session.ts'
import { Form, fields, Notice, PostButton, Section } from '../ui/index.ts'
import { admit, attempt, endStep, proven, type Step, stepOf } from './door.ts'
import { passkeySignIn, QrPicture, RecoveryCodes } from './parts.tsx'
import { newRecoveryCodes, proveCode, provePassword, typed } from './proofs.ts'
import { factorsOf, switchOnApp } from './second-factor.ts'
import { addressKeys } from './sign-in-pages.tsx'
import { keyUri, newSecret, stepOfCode } from './totp.ts'

const issuer = 'NSCL'

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
              label: t('Mã xác thực', 'Code'),
              hint: t(
                'Sáu chữ số trong ứng dụng xác thực trên điện thoại, hoặc một mã khôi phục chưa dùng.',
                'Six digits in the authenticator app on your phone, or a recovery code not yet used.',
              ),
              required: true,
              autocomplete: 'one-time-code',
            })}
          </Form>
        ) : (
          <p>{t('Tài khoản này đăng nhập bằng khoá truy cập.', 'This account signs in with a passkey.')}</p>
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

/** A proposed secret, sealed with its owner's name, so that nothing is kept before a code has confirmed it. */
async function proposal(
  request: PageRequest,
  userId: string,
  sealed: string,
): Promise<{ secret: string; sealed: string }> {
  const { identity } = request.system
  const known = sealed === '' ? null : await unseal(identity, sealed)
  if (known?.startsWith(`app ${userId} `)) return { secret: known.slice(-32), sealed }
  const secret = newSecret()
  return { secret, sealed: await seal(identity, `app ${userId} ${secret}`) }
}

/**
 * The form that sets an authenticator app up: the QR code, the secret as text, and a code to confirm it.
 * @param password whether it asks for the password, too; at the door it has just been given
 */
export async function enrolForm(
  request: PageRequest,
  owner: { readonly userId: string; readonly email: string },
  form: FormState,
  options: { readonly action: string; readonly password: boolean; readonly cancel: string },
) {
  const { t } = request
  const f = fields(form, t)
  const { secret, sealed } = await proposal(request, owner.userId, f.value('sealed'))
  const uri = keyUri(secret, owner.email, issuer)
  return (
    <>
      <ol class="mb-5 grid max-w-prose list-decimal gap-2 pl-5">
        <li>
          {t(
            'Cài một ứng dụng xác thực trên điện thoại (ví dụ Google Authenticator, Microsoft Authenticator, FreeOTP).',
            'Install an authenticator app on your phone (such as Google Authenticator, Microsoft Authenticator, FreeOTP).',
          )}
        </li>
        <li>
          {t(
            'Quét mã QR bằng ứng dụng đó, hoặc nhập khoá bên dưới.',
            'Scan the QR code with the app, or type the key below.',
          )}
        </li>
        <li>{t('Nhập mã sáu chữ số mà ứng dụng hiện ra.', 'Type the six digits that the app shows.')}</li>
      </ol>
      <div class="mb-5 grid gap-3">
        <QrPicture text={uri} label={t('Mã QR của khoá bí mật', 'QR code of the secret key')} />
        <p>
          <span class="hint">{t('Khoá', 'Key')}: </span>
          <code class="text-lg" id="secret">
            {secret.match(/.{4}/g)?.join(' ')}
          </code>
        </p>
      </div>
      <Form
        form={form}
        t={t}
        action={options.action}
        submit={t('Bật xác thực hai bước', 'Switch on')}
        cancel={options.cancel}
      >
        {f.hidden('sealed', sealed)}
        {options.password
          ? f.password('password', {
              label: t('Mật khẩu', 'Password'),
              required: true,
              autocomplete: 'current-password',
            })
          : null}
        {f.text('code', {
          label: t('Mã sáu chữ số', 'Six-digit code'),
          required: true,
          autocomplete: 'one-time-code',
        })}
      </Form>
    </>
  )
}

/**
 * Switches the app on with what the form holds; gives the recovery codes, which stand nowhere else.
 * @throws Problem 422 at `code` or `password`
 */
export async function enrol(
  request: PageRequest,
  actor: Step['actor'],
  values: Awaited<ReturnType<PageRequest['form']>>,
  options: { readonly password: boolean },
): Promise<readonly string[]> {
  const { system } = request
  if (options.password) await provePassword(system, actor.userId, typed(values, 'password'))
  const sealed = typed(values, 'sealed')
  const known = await proposal(request, actor.userId, sealed)
  const step = stepOfCode(known.secret, typed(values, 'code'), system.now())
  if (step === null || known.sealed !== sealed) {
    throw invalidField('code', {
      vi: 'Mã không đúng. Xin xem lại giờ trên điện thoại và nhập mã đang hiện.',
      en: 'The code is not right. Check the clock of your phone and type the code it shows now.',
    })
  }
  const { codes, hashes } = await newRecoveryCodes(system, actor.userId)
  await proven(request, actor).execute(switchOnApp, {
    secret: await seal(system.identity, known.secret),
    step,
    hashes,
  })
  return codes
}

/** The recovery codes and what they are for. */
export function codesBody(request: PageRequest, codes: readonly string[]) {
  const { t } = request
  return (
    <>
      <Notice tone="warning">
        {t(
          'Mã khôi phục chỉ hiện một lần. Xin in hoặc chép lại và cất ở nơi an toàn: mỗi mã thay cho ứng dụng được một lần khi mất điện thoại.',
          'The recovery codes are shown once. Print or copy them and keep them safe: each stands in for the app once, when the phone is lost.',
        )}
      </Notice>
      <RecoveryCodes codes={codes} />
    </>
  )
}

async function enrolView(request: PageRequest, step: Step, form: FormState): Promise<View> {
  const { t, system } = request
  const { email } = await system.db
    .selectFrom('account')
    .select('email')
    .where('id', '=', step.actor.userId)
    .executeTakeFirstOrThrow()
  return {
    title: t('Bật xác thực hai bước', 'Set up the second step'),
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
          await proveCode(request.system, step.actor.userId, typed(values, 'code'), addressKeys(request))
          if (!(await endStep(request, step))) return restart
          return admit(request, step.actor.userId, step.next, 'both')
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
          await request.system.db
            .updateTable('sign_in_step')
            .set({ kind: 'entered' })
            .where('sha256', '=', step.sha256)
            .execute()
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
      return admit(request, step.actor.userId, step.next, 'both')
    },
  }),
]
