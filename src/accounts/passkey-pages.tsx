import { withAccount } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  numberOf,
  type Page,
  type PageRequest,
  page,
  type View,
} from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Form, fields } from '../ui/index.ts'
import { PasskeyForm } from './passkey-form.tsx'
import { newPasskeyQuestion, readRegistration } from './passkeys.ts'
import { provePassword, typed } from './proofs.ts'
import { myAccount } from './queries.ts'
import { addPasskey, mySecondFactor, removePasskey, renamePasskey } from './second-factor.ts'
import { owner, securityCrumbs, securityPath } from './security-pages.tsx'
import { attempt, executeReauthenticated } from './sign-in-step.ts'

async function newPasskeyView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const { userId, name } = owner(request)
  const { email } = await request.execute(myAccount, {})
  const question = await newPasskeyQuestion(request, { userId, email, name })
  const f = fields(form, t)
  return {
    title: t('Thêm khóa truy cập', 'Add a passkey'),
    breadcrumbs: securityCrumbs(request),
    body: (
      <div class="panel max-w-md">
        {question === null ? (
          <p>
            {t(
              'Khóa truy cập cần địa chỉ có tên miền qua HTTPS (hoặc localhost). Máy chủ này đang dùng địa chỉ khác; xin báo người vận hành đặt PUBLIC_URL.',
              'A passkey needs a host name over HTTPS (or localhost). This server goes by another address; the operator sets PUBLIC_URL.',
            )}
          </p>
        ) : (
          <PasskeyForm
            kind="create"
            t={t}
            action="/account/passkeys/new"
            question={question}
            button={t('Tạo khóa truy cập trên thiết bị này', 'Create a passkey on this device')}
            form={form}
            primary
          >
            {f.text('name', {
              personal: 'account',
              label: t('Tên gợi nhớ', 'Label'),
              hint: t('Ví dụ: Điện thoại của tôi, Máy cơ quan.', 'Such as: my phone, office computer.'),
              required: true,
            })}
            {f.password('password', {
              label: t('Mật khẩu', 'Password'),
              required: true,
              autocomplete: 'current-password',
            })}
          </PasskeyForm>
        )}
      </div>
    ),
  }
}

/** One's own passkey that the address names. @throws Problem 404 */
async function ownPasskey(request: PageRequest) {
  const id = numberOf(request, 'id')
  const mine = await request.execute(mySecondFactor, {})
  const passkey = mine.passkeys.find((candidate) => candidate.id === id)
  if (passkey === undefined) throw notFound(words('khóa truy cập', 'Passkey'))
  return passkey
}

async function renameView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const { id, ...passkey } = await ownPasskey(request)
  const f = fields(form.problem === null ? { ...form, values: { name: passkey.name } } : form, t)
  return {
    title: t('Đổi tên khóa truy cập', 'Rename the passkey'),
    breadcrumbs: securityCrumbs(request),
    body: (
      <div class="panel max-w-md">
        <Form
          form={form}
          t={t}
          action={`/account/passkeys/${id}`}
          submit={t('Lưu', 'Save')}
          cancel={securityPath}
        >
          {f.text('name', { label: t('Tên gợi nhớ', 'Label'), required: true, personal: 'account' })}
        </Form>
      </div>
    ),
  }
}

async function removeView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const { id, name } = await ownPasskey(request)
  const f = fields(form, t)
  return {
    title: t('Xóa khóa truy cập', 'Remove the passkey'),
    lead: name,
    breadcrumbs: securityCrumbs(request),
    body: (
      <div class="panel max-w-md">
        <Form
          form={form}
          t={t}
          action={`/account/passkeys/${id}/remove`}
          submit={t('Xóa', 'Delete')}
          kind="danger"
          cancel={securityPath}
        >
          {f.password('password', {
            label: t('Mật khẩu', 'Password'),
            required: true,
            autocomplete: 'current-password',
          })}
        </Form>
      </div>
    ),
  }
}

export const passkeyPages: readonly Page[] = [
  page({
    route: 'GET /account/passkeys/new',
    may: withAccount,
    run: (request) => newPasskeyView(request, freshForm()),
  }),
  page({
    route: 'POST /account/passkeys/new',
    may: withAccount,
    run: (request) =>
      attempt(
        request,
        async (values, once) => {
          const me = owner(request)
          await provePassword(request, me, typed(values, 'password'))
          const passkey = await readRegistration(request, me.userId, typed(values, 'credential'))
          await executeReauthenticated(
            request,
            addPasskey,
            {
              name: values.name,
              credentialId: passkey.id,
              publicKey: passkey.publicKey,
              signCount: passkey.signCount,
            },
            { once },
          )
          return {
            to: securityPath,
            message: request.t('Đã thêm khóa truy cập.', 'The passkey has been added.'),
          }
        },
        (form) => newPasskeyView(request, form),
      ),
  }),
  page({
    route: 'GET /account/passkeys/{id}',
    may: withAccount,
    run: (request) => renameView(request, freshForm()),
  }),
  page({
    route: 'POST /account/passkeys/{id}',
    may: withAccount,
    run: (request) =>
      attempt(
        request,
        async (values, once) => {
          const renamed = { id: request.params.id, name: values.name }
          await executeReauthenticated(request, renamePasskey, renamed, { once })
          return { to: securityPath, message: request.t('Đã đổi tên.', 'Renamed.') }
        },
        (form) => renameView(request, form),
      ),
  }),
  page({
    route: 'GET /account/passkeys/{id}/remove',
    may: withAccount,
    run: (request) => removeView(request, freshForm()),
  }),
  page({
    route: 'POST /account/passkeys/{id}/remove',
    may: withAccount,
    run: (request) =>
      attempt(
        request,
        async (values, once) => {
          await provePassword(request, owner(request), typed(values, 'password'))
          await executeReauthenticated(request, removePasskey, { id: request.params.id }, { once })
          return {
            to: securityPath,
            message: request.t('Đã xóa khóa truy cập.', 'The passkey is removed.'),
          }
        },
        (form) => removeView(request, form),
      ),
  }),
]
