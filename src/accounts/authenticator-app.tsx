import { seal, unseal } from '../platform/identity.ts'
import type { FormState, PageRequest } from '../platform/page.ts'
import { invalidField } from '../platform/problem.ts'
import { Form, fields, Notice, QrPicture } from '../ui/index.ts'
import { newRecoveryCodes, provePassword, typed } from './proofs.ts'
import { switchOnApp } from './second-factor.ts'
import { executeReauthenticated, type Step } from './sign-in-step.ts'
import { keyUri, newSecret, stepOfCode } from './totp.ts'

const issuer = 'NSCL'

/** Recovery codes, the one time that they are shown. */
function RecoveryCodes(props: { codes: readonly string[] }) {
  return (
    <ul class="grid max-w-md grid-cols-1 gap-x-6 gap-y-1 text-lg sm:grid-cols-2">
      {props.codes.map((code) => (
        <li>
          <code>{code}</code>
        </li>
      ))}
    </ul>
  )
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
 * @param password whether it asks for the password, too; at sign-in it has just been given
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
            'Quét mã QR bằng ứng dụng đó, hoặc nhập khóa bên dưới.',
            'Scan the QR code with the app, or type the key below.',
          )}
        </li>
        <li>{t('Nhập mã sáu chữ số mà ứng dụng hiện ra.', 'Type the six digits that the app shows.')}</li>
      </ol>
      <div class="mb-5 grid gap-3">
        <QrPicture text={uri} label={t('Mã QR của khóa bí mật', 'QR code of the secret key')} />
        <p>
          <span class="hint">{t('Khóa', 'Key')}: </span>
          <code class="text-lg" id="secret">
            {secret.match(/.{4}/g)?.join(' ')}
          </code>
        </p>
      </div>
      <Form
        form={form}
        t={t}
        action={options.action}
        submit={t('Bật xác thực hai bước', 'Switch the second step on')}
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
  if (options.password) await provePassword(request, actor, typed(values, 'password'))
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
  const app = { secret: await seal(system.identity, known.secret), step, hashes }
  await executeReauthenticated(request, switchOnApp, app, { actor })
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
