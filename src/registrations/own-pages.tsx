import type { Child } from 'hono/jsx'
import { unitChoices } from '../enterprises/index.ts'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { type Choice, Facts, Form, fields, LinkButton, Notice, PostButton, Section } from '../ui/index.ts'
import { registrationFields, registrationStates } from './fields.ts'
import { answerInvitation, confirmEmail, fileRegistration } from './file.ts'
import { lookUp, type OwnRegistration, ownRegistration, registrationUnits } from './queries.ts'
import { enterRegistration } from './settle.ts'

/* What a stranger sees: the form, and by a personal link the own registration. */

const title = words('Đăng ký cho doanh nghiệp', 'Sign an enterprise up')

async function units(request: PageRequest): Promise<Choice[]> {
  const rows = await request.execute(registrationUnits, {})
  return unitChoices(rows, request.t).map((choice, at) => ({ ...choice, group: rows[at]?.province }))
}

async function registerView(request: PageRequest, form: FormState, notice?: Child): Promise<View> {
  const { t, system } = request
  return {
    title: t(title),
    lead: t(
      'Cán bộ của cơ quan điều hành xác nhận ai đại diện cho doanh nghiệp rồi mới mở tài khoản. Không mất phí.',
      'An officer of the coordinator confirms who speaks for the enterprise; then the account is opened. It costs nothing.',
    ),
    body: (
      <div class="panel">
        {system.businessRegister === null ? null : (
          <LookUp t={t} taxCode={String(form.values.taxCode ?? '')} />
        )}
        {notice}
        <Form form={form} t={t} action="/register" submit={t('Gửi đăng ký', 'Sign up')} cancel="/sign-in">
          {registrationFields.form(fields(form, t, fileRegistration), t, {
            choices: { adminUnitId: await units(request) },
          })}
        </Form>
      </div>
    ),
  }
}

/** Asks the business register for name and address; a form of its own, since it sends nothing in. */
function LookUp({ t, taxCode }: { t: PageRequest['t']; taxCode: string }) {
  return (
    <form method="get" action="/register" class="mb-5 grid gap-2 border-b border-base-300 pb-5">
      <label for="look-up">{t('Mã số thuế', 'Tax code')}</label>
      <div class="flex flex-wrap gap-2">
        <input id="look-up" name="taxCode" class="input" inputmode="numeric" value={taxCode} />
        <button type="submit" class="btn">
          {t('Tra cứu mã số thuế', 'Look a tax code up')}
        </button>
      </div>
    </form>
  )
}

/** The form with what the business register says of a tax code, where it is asked and answers. */
async function lookedUpView(request: PageRequest, taxCode: string | null): Promise<View> {
  const { t, system } = request
  const initial = { sectorGroup: 'production', taxCode: taxCode ?? '' }
  if (system.businessRegister === null || taxCode === null || taxCode === '')
    return registerView(request, freshForm(initial))
  try {
    const { entry } = await request.execute(lookUp, { taxCode })
    if (entry === null)
      return registerView(
        request,
        freshForm(initial),
        <Notice tone="warning">
          {t(
            'Không có doanh nghiệp mang mã số thuế này; xin xem lại hoặc tự điền.',
            'The business register has no such tax code; please check it, or type yourself.',
          )}
        </Notice>,
      )
    const { name, address } = entry
    return registerView(
      request,
      freshForm({ ...initial, name, address }),
      <Notice tone="info">
        {t('Đã điền tên và địa chỉ; xin xem lại.', 'Name and address are filled in; please check them.')}
      </Notice>,
    )
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return registerView(
      request,
      freshForm(initial),
      <Notice tone="warning">{t(error.fields[0]?.words ?? error.words)}</Notice>,
    )
  }
}

export const registerPage = page({
  route: 'GET /register',
  may: ['public'],
  place: { group: 'work', order: 9, main: ['public'], label: title },
  run: (request) => lookedUpView(request, request.url.searchParams.get('taxCode')),
})

/** What is said once a registration is filed: its link is shown this once. */
function filedView({ t, system }: PageRequest, token: string): View {
  const path = `/register/${token}`
  const mails = system.config.mail !== null
  return {
    title: t('Đã nhận đăng ký', 'The registration has come in'),
    body: (
      <Section>
        <Notice tone="success" live title={t('Bước tiếp theo', 'Next step')}>
          <ol class="list-decimal pl-5">
            {mails ? (
              <li>
                {t(
                  'Mở thư vừa gửi tới địa chỉ bạn đã ghi và bấm xác nhận (trong 7 ngày).',
                  'Open the mail that was sent to your address and confirm it (within 7 days).',
                )}
              </li>
            ) : null}
            <li>
              {t(
                'Cán bộ xác nhận bạn đại diện cho doanh nghiệp; có thể gọi điện hoặc xem giấy ủy quyền.',
                'An officer confirms that you speak for the enterprise, and may call you or ask for the authorisation.',
              )}
            </li>
            <li>
              {t(
                'Sau đó đặt mật khẩu bằng đường dẫn riêng và đăng nhập.',
                'Then choose a password by the personal link, and sign in.',
              )}
            </li>
          </ol>
        </Notice>
        <p class="mt-4">
          {t(
            'Đường dẫn riêng để xem đăng ký (30 ngày), chỉ hiện một lần: xin lưu lại, không đưa cho người khác.',
            'Your personal link to see it (30 days), shown once: keep it, and give it to nobody.',
          )}
        </p>
        <p class="mt-2">
          <code class="break-all">{`${system.config.publicUrl}${path}`}</code>
        </p>
        <p class="mt-4">
          <LinkButton href={path} kind="primary">
            {t('Xem đăng ký', 'See the registration')}
          </LinkButton>
        </p>
      </Section>
    ),
  }
}

export const registering = receiver({
  command: fileRegistration,
  address: '/register',
  done: ({ token }, { request }) => filedView(request, token),
  again: (request, form) => registerView(request, form),
})

const own = (request: PageRequest) => request.execute(ownRegistration, { token: request.params.token })

function PasswordForm({ request, form }: { request: PageRequest; form: FormState }) {
  const { t, params } = request
  const f = fields(form, t, enterRegistration)
  return (
    <Section title={t('Đặt mật khẩu', 'Choose a password')}>
      <Form
        form={form}
        t={t}
        action={`/register/${params.token}/password`}
        submit={t('Đặt mật khẩu', 'Choose a password')}
      >
        {f.newPassword('password', 'repeat')}
      </Form>
    </Section>
  )
}

async function AnswerForm(props: { request: PageRequest; of: OwnRegistration; form: FormState }) {
  const { request, of, form } = props
  const { t, params } = request
  const f = fields(form, t, answerInvitation)
  return (
    <div class="panel">
      <Form form={form} t={t} action={`/register/${params.token}`} submit={t('Gửi đăng ký', 'Sign up')}>
        {registrationFields.form(f, t, { choices: { adminUnitId: await units(request) } })}
        {of.association === null
          ? null
          : f.check('consents', {
              label: t(
                `Đồng ý để ${of.association} theo dõi tình trạng đăng ký, nhu cầu, hồ sơ, lượt hỗ trợ của doanh nghiệp`,
                `${of.association} may follow the registration, needs, applications and support turns of the enterprise`,
              ),
              hint: t(
                'Không bắt buộc; không thấy số tiền, giấy tờ, thông tin cá nhân. Rút được bất cứ lúc nào.',
                'Not required; it sees no amounts, papers or persons. You can withdraw it at any time.',
              ),
            })}
      </Form>
    </div>
  )
}

function WhatNext({ request, of }: { request: PageRequest; of: OwnRegistration }) {
  const { t, params } = request
  if (of.state === 'refused')
    return (
      <Notice tone="warning" title={t('Không chấp nhận', 'Not accepted')}>
        {of.reason}
      </Notice>
    )
  if (of.confirms)
    return (
      <Section title={t('Xác nhận thư điện tử', 'Confirm an address of mail')}>
        <p class="mb-3">
          {t(
            `Bạn đọc thư ở ${of.email} và đã đăng ký cho ${of.name}?`,
            `Is ${of.email} yours, and did you sign ${of.name} up?`,
          )}
        </p>
        <PostButton
          action={`/register/${params.token}/confirmation`}
          label={t('Đúng, xác nhận', 'Yes, confirm')}
          once={crypto.randomUUID()}
          kind="primary"
        />
      </Section>
    )
  if (of.state === 'accepted' && !of.enters)
    return (
      <Notice tone="success" title={t('Đã xác nhận', 'Confirmed')}>
        {t(
          'Xin đăng nhập bằng địa chỉ thư đã đăng ký. Chưa đặt mật khẩu thì mở đường dẫn trong thư.',
          'Please sign in with the address that you gave. Without a password yet, open the link in the mail.',
        )}{' '}
        <a href="/sign-in">{t('Đăng nhập', 'Sign in')}</a>
      </Notice>
    )
  if (of.state !== 'filed') return null
  return (
    <Notice tone="info">
      {of.awaitsEmail
        ? t(
            'Xin mở thư đã gửi tới bạn và bấm xác nhận; sau đó cán bộ xem đăng ký.',
            'Please open the mail that was sent to you and confirm; an officer then looks at the registration.',
          )
        : t(
            'Cán bộ đang xem ai đại diện cho doanh nghiệp. Xin mở lại trang này sau.',
            'An officer is confirming who speaks for the enterprise. Please come back to this page.',
          )}
    </Notice>
  )
}

async function ownView(request: PageRequest, form?: FormState): Promise<View> {
  const { t, language } = request
  const of = await own(request)
  const { adminUnitId, ...rest } = of
  if (of.state === 'invited') {
    const initial = { ...registrationFields.texts(rest, language), adminUnitId: String(adminUnitId ?? '') }
    return {
      title: t(title),
      lead: t('Bạn được mời tham gia chương trình.', 'You are invited to take part in the programme.'),
      body: await AnswerForm({
        request,
        of,
        form: form ?? freshForm({ ...initial, sectorGroup: of.sectorGroup ?? 'production' }),
      }),
    }
  }
  const facts = registrationFields.facts(rest, t, language)
  return {
    title: t('Đăng ký của bạn', 'Your registration'),
    body: (
      <>
        <WhatNext request={request} of={of} />
        {of.enters ? <PasswordForm request={request} form={form ?? freshForm()} /> : null}
        <Section>
          <Facts
            items={[
              [t('Tình trạng', 'State'), t(registrationStates.names[of.state])],
              ...registrationFields.besides().map((key) => facts[key]),
            ]}
          />
        </Section>
      </>
    ),
  }
}

export const ownPage = page({
  route: 'GET /register/{token}',
  for: ownRegistration,
  run: (request) => ownView(request),
})

export const answering = receiver({
  command: answerInvitation,
  address: '/register/{token}',
  done: ({ token }, { request }) => filedView(request, token),
  again: ownView,
})

export const confirming = receiver({
  command: confirmEmail,
  address: '/register/{token}/confirmation',
  done: (_output, { request }) => ({
    to: `/register/${request.params.token}`,
    message: words('Đã xác nhận thư điện tử.', 'Your address is confirmed.'),
  }),
})

export const entering = receiver({
  command: enterRegistration,
  address: '/register/{token}/password',
  done: () => ({
    to: '/sign-in',
    message: words('Đã đặt mật khẩu. Xin đăng nhập.', 'The password is chosen. Please sign in.'),
  }),
  again: ownView,
})
