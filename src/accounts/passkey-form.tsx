import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import type { Child } from 'hono/jsx'
import { asset } from '../platform/assets.ts'
import type { Translate } from '../platform/language.ts'
import type { FormState, PageRequest } from '../platform/page.ts'
import { FormProblem } from '../ui/index.ts'
import { newChallenge, partyOf } from './passkeys.ts'
import { signInQuestion } from './webauthn.ts'

/** A form whose question the authenticator answers; hidden until the page's script shows it. */
export function PasskeyForm(props: {
  kind: 'get' | 'create'
  t: Translate
  action: string
  question: PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON
  button: string
  form: FormState
  primary?: boolean
  children?: Child
}) {
  const { t } = props
  return (
    <>
      <form
        hidden
        method="post"
        action={props.action}
        novalidate
        class="grid max-w-3xl gap-4"
        data-passkey={props.kind}
        data-question={JSON.stringify(props.question)}
        data-failed={t(
          'Thiết bị chưa xác nhận. Xin thử lại hoặc dùng mật khẩu.',
          'The device did not confirm. Try again, or use the password.',
        )}
        data-unable={t(
          'Trình duyệt này không dùng được khóa truy cập; xin dùng mật khẩu.',
          'This browser has no passkeys; please use the password.',
        )}
      >
        <FormProblem form={props.form} t={t} />
        <input type="hidden" name="_once" value={props.form.once} />
        <input type="hidden" name="credential" value="" id="f-credential" />
        {props.children}
        <div>
          <button
            class={`btn ${props.primary ? 'btn-primary' : 'border-base-content/40 bg-base-100 hover:bg-base-200'}`}
            type="submit"
          >
            {props.button}
          </button>
          <p class="mt-2" role="status"></p>
        </div>
      </form>
      <noscript>
        <p class="hint">
          {t(
            'Khóa truy cập cần JavaScript, mà trình duyệt này đang tắt. Xin dùng mật khẩu.',
            'A passkey needs JavaScript, which is off in this browser. Please use the password.',
          )}
        </p>
      </noscript>
      <script src={asset('passkey.js')} defer></script>
    </>
  )
}

/** Signing in by passkey, as a part of a page; nothing where browsers give no passkeys. */
export async function passkeySignIn(request: PageRequest, next: string, form: FormState): Promise<Child> {
  const { t } = request
  const party = partyOf(request)
  if (party === null) return null
  return (
    <PasskeyForm
      kind="get"
      t={t}
      action="/sign-in/passkey"
      question={signInQuestion(party, await newChallenge(request.system, 'sign-in'))}
      button={t('Đăng nhập bằng khóa truy cập', 'Sign in with a passkey')}
      form={form}
    >
      <input type="hidden" name="next" value={next} />
    </PasskeyForm>
  )
}
