import { withAccount } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, freshForm, type Page, type PageRequest, page, type View } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Badge, Facts, Form, fields, LinkButton, Moment, Notice, Section } from '../ui/index.ts'
import { codesBody, enrol, enrolForm } from './authenticator-app.tsx'
import { newRecoveryCodes, proveCode, provePassword, typed } from './proofs.ts'
import { myAccount } from './queries.ts'
import { mySecondFactor, renewRecoveryCodes, switchOffApp } from './second-factor.ts'
import { attempt, executeReauthenticated } from './sign-in-step.ts'

export const securityPath = '/account/security'
const path = securityPath

export const securityCrumbs = (request: PageRequest, deep = true) => [
  { label: request.t('Tài khoản của tôi', 'My account'), href: '/account' },
  ...(deep ? [{ label: request.t('Đăng nhập an toàn', 'Secure sign-in'), href: path }] : []),
]

/** The signed-in account as the actor of its own commands. */
export function owner(request: PageRequest) {
  const { actor } = request
  if (actor.userId === null) throw notFound(words('tài khoản', 'Account'))
  return { ...actor, userId: actor.userId }
}

async function securityView(request: PageRequest, form: FormState = freshForm()): Promise<View> {
  const { t } = request
  const mine = await request.execute(mySecondFactor, {})
  return {
    title: t('Đăng nhập an toàn', 'Secure sign-in'),
    breadcrumbs: securityCrumbs(request, false),
    body: (
      <>
        {form.problem === null ? null : (
          <Notice tone="error" live>
            {t(form.problem)}
          </Notice>
        )}
        {mine.required ? (
          <Notice tone="info">
            {t(
              'Vai trò của bạn phải có xác thực hai bước (ứng dụng hoặc khóa truy cập).',
              'Your role must have a second factor (app or passkey).',
            )}
          </Notice>
        ) : null}
        {mine.reset === null ? null : (
          <Notice tone="warning">
            {t('Xác thực hai bước đã được đặt lại lúc ', 'Your second factor was reset on ')}
            <Moment at={mine.reset.at} /> ({mine.reset.by}).
          </Notice>
        )}
        <SecondStep request={request} mine={mine} />
        <Passkeys request={request} passkeys={mine.passkeys} />
      </>
    ),
  }
}

type Mine = Output<typeof mySecondFactor>

function SecondStep({ request: { t }, mine }: { request: PageRequest; mine: Mine }) {
  return (
    <Section
      id="app"
      title={t('Xác thực hai bước bằng ứng dụng', 'Second step by authenticator app')}
      lead={t(
        'Ngoài mật khẩu, khi đăng nhập còn phải nhập mã sáu chữ số trong điện thoại của bạn: biết mật khẩu thôi thì không vào được.',
        'Beside the password, signing in asks for six digits from your phone: knowing the password is not enough.',
      )}
    >
      <Facts
        items={[
          [
            t('Tình trạng', 'State'),
            mine.app ? (
              <Badge tone="success">{t('Đang bật', 'On')}</Badge>
            ) : (
              <Badge>{t('Chưa bật', 'Off')}</Badge>
            ),
          ],
          ...(mine.since === null
            ? []
            : ([
                [t('Bật từ', 'On since'), <Moment at={mine.since} />],
                [t('Mã khôi phục còn lại', 'Recovery codes left'), String(mine.recoveryLeft)],
              ] as const)),
        ]}
      />
      <p class="mt-4 flex flex-wrap gap-3">
        {mine.app ? (
          <>
            <LinkButton href="/account/second-factor/codes">
              {t('Cấp lại mã khôi phục', 'Renew the recovery codes')}
            </LinkButton>
            <LinkButton kind="danger" href="/account/second-factor/off">
              {t('Tắt', 'Switch off')}
            </LinkButton>
          </>
        ) : (
          <LinkButton kind="primary" href="/account/second-factor">
            {t('Bật xác thực hai bước', 'Switch the second step on')}
          </LinkButton>
        )}
      </p>
    </Section>
  )
}

function Passkeys({ request: { t }, passkeys }: { request: PageRequest; passkeys: Mine['passkeys'] }) {
  return (
    <Section
      id="passkeys"
      title={t('Khóa truy cập', 'Passkeys')}
      lead={t(
        'Đăng nhập bằng vân tay, khuôn mặt hoặc mã PIN của thiết bị, không cần mật khẩu và mã. Khóa nằm trong thiết bị; máy chủ chỉ giữ phần công khai.',
        'Sign in with fingerprint, face or the PIN of your device, without password and code. The key stays in the device; the server has its public half only.',
      )}
    >
      {passkeys.length === 0 ? (
        <p>{t('Chưa có khóa truy cập.', 'No passkey yet.')}</p>
      ) : (
        <ul class="grid gap-3">
          {passkeys.map((passkey) => (
            <li class="flex flex-wrap items-center gap-3">
              <span class="min-w-0">
                <b class="break-words">{passkey.name}</b>{' '}
                <span class="hint">
                  {t('thêm', 'added')} <Moment at={passkey.createdAt} />
                  {passkey.lastUsedAt === null ? null : (
                    <>
                      {', '}
                      {t('dùng lần cuối', 'last used')} <Moment at={passkey.lastUsedAt} />
                    </>
                  )}
                </span>
              </span>
              <LinkButton small href={`/account/passkeys/${passkey.id}`}>
                {t('Đổi tên', 'Rename')}
                <span class="sr-only"> {passkey.name}</span>
              </LinkButton>
              <LinkButton small kind="danger" href={`/account/passkeys/${passkey.id}/remove`}>
                {t('Xóa', 'Delete')}
                <span class="sr-only"> {passkey.name}</span>
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
      <p class="mt-4">
        <LinkButton kind="primary" href="/account/passkeys/new">
          {t('Thêm khóa truy cập', 'Add a passkey')}
        </LinkButton>
      </p>
    </Section>
  )
}

async function setUpView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const { id, email } = await request.execute(myAccount, {})
  return {
    title: t('Bật xác thực hai bước', 'Switch the second step on'),
    breadcrumbs: securityCrumbs(request),
    body: (
      <Section>
        {
          await enrolForm(request, { userId: id, email }, form, {
            action: '/account/second-factor',
            password: true,
            cancel: path,
          })
        }
      </Section>
    ),
  }
}

function codesView(request: PageRequest, codes: readonly string[]): View {
  return {
    title: request.t('Mã khôi phục', 'Recovery codes'),
    breadcrumbs: securityCrumbs(request),
    body: (
      <Section>
        {codesBody(request, codes)}
        <p class="mt-5">
          <LinkButton href={path} kind="primary">
            {request.t('Tôi đã cất các mã', 'I have kept the codes')}
          </LinkButton>
        </p>
      </Section>
    ),
  }
}

/** A page that asks for the password and a code before something is done. */
function proofView(
  request: PageRequest,
  form: FormState,
  words: {
    readonly title: string
    readonly lead: string
    readonly action: string
    readonly danger?: boolean
  },
): View {
  const { t } = request
  const f = fields(form, t)
  return {
    title: words.title,
    lead: words.lead,
    breadcrumbs: securityCrumbs(request),
    body: (
      <div class="panel max-w-md">
        <Form
          form={form}
          t={t}
          action={words.action}
          submit={words.title}
          kind={words.danger ? 'danger' : 'primary'}
          cancel={path}
        >
          {f.password('password', {
            label: t('Mật khẩu', 'Password'),
            required: true,
            autocomplete: 'current-password',
          })}
          {f.text('code', {
            label: t('Mã của ứng dụng, hoặc một mã khôi phục', 'Code of the app, or a recovery code'),
            required: true,
            autocomplete: 'one-time-code',
          })}
        </Form>
      </div>
    ),
  }
}

const offView = (request: PageRequest, form: FormState) =>
  proofView(request, form, {
    title: request.t('Tắt xác thực hai bước', 'Switch the second step off'),
    lead: request.t(
      'Sau đó chỉ cần mật khẩu là đăng nhập được; các mã khôi phục hết giá trị.',
      'After that the password alone signs in; the recovery codes end.',
    ),
    action: '/account/second-factor/off',
    danger: true,
  })

const renewView = (request: PageRequest, form: FormState) =>
  proofView(request, form, {
    title: request.t('Cấp lại mã khôi phục', 'Renew the recovery codes'),
    lead: request.t('Các mã cũ hết giá trị.', 'The old codes end.'),
    action: '/account/second-factor/codes',
  })

async function prove(
  request: PageRequest,
  values: Awaited<ReturnType<PageRequest['form']>>,
): Promise<string> {
  const me = owner(request)
  await provePassword(request, me, typed(values, 'password'))
  await proveCode(request, me, typed(values, 'code'))
  return me.userId
}

export const securityPages: readonly Page[] = [
  page({ route: `GET ${path}`, for: mySecondFactor, run: (request) => securityView(request) }),
  page({
    route: 'GET /account/second-factor',
    for: mySecondFactor,
    async run(request) {
      const { app } = await request.execute(mySecondFactor, {})
      return app ? { to: path } : setUpView(request, freshForm())
    },
  }),
  page({
    route: 'POST /account/second-factor',
    may: withAccount,
    run: (request) =>
      attempt(
        request,
        async (values) =>
          codesView(request, await enrol(request, owner(request), values, { password: true })),
        (form) => setUpView(request, form),
      ),
  }),
  page({
    route: 'GET /account/second-factor/off',
    may: withAccount,
    run: async (request) => offView(request, freshForm()),
  }),
  page({
    route: 'POST /account/second-factor/off',
    may: withAccount,
    run: (request) =>
      attempt(
        request,
        async (values, once) => {
          await prove(request, values)
          await executeReauthenticated(request, switchOffApp, {}, { once })
          return { to: path, message: request.t('Đã tắt.', 'Switched off.') }
        },
        async (form) => offView(request, form),
      ),
  }),
  page({
    route: 'GET /account/second-factor/codes',
    may: withAccount,
    run: async (request) => renewView(request, freshForm()),
  }),
  page({
    route: 'POST /account/second-factor/codes',
    may: withAccount,
    run: (request) =>
      attempt(
        request,
        async (values) => {
          const { codes, hashes } = await newRecoveryCodes(request.system, await prove(request, values))
          await executeReauthenticated(request, renewRecoveryCodes, { hashes })
          return codesView(request, codes)
        },
        async (form) => renewView(request, form),
      ),
  }),
]
