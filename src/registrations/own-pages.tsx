import type { Child } from 'hono/jsx'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { Facts, Form, fields, LinkButton, Notice, Section } from '../ui/index.ts'
import { askConfirmationAgain } from './again.ts'
import { registrationFields, registrationStates } from './fields.ts'
import { answerInvitation, confirmEmail, fileRegistration } from './file.ts'
import { AnswerForm, AskAgain, Papers, PasswordForm, units, WhatNext } from './own-views.tsx'
import { addRegistrationPaper, keepRegistrationFile, removeRegistrationPaper } from './papers.ts'
import { lookUp, ownRegistration } from './queries.ts'
import { enterRegistration } from './settle.ts'

/* What a stranger sees: the form, and by a personal link the own registration. */

const title = words('Đăng ký cho doanh nghiệp', 'Sign an enterprise up')

export async function registerView(request: PageRequest, form: FormState, notice?: Child): Promise<View> {
  const { t, system } = request
  const f = fields(form, t, fileRegistration)
  const vouched = form.values.vouched
  const provider = system.config.organisations
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
        {provider === null || vouched !== undefined ? null : (
          <p class="mb-5 border-b border-base-300 pb-5">
            <LinkButton href="/register/organisation">{t(provider.label)}</LinkButton>
            <span class="hint mt-1 block">
              {t(
                'Không bắt buộc: nhà cung cấp cho biết mã số thuế mà bạn đại diện; cán bộ vẫn xác nhận.',
                'Not required: the provider says for which tax code you speak; an officer confirms all the same.',
              )}
            </span>
          </p>
        )}
        {notice}
        <Form form={form} t={t} action="/register" submit={t('Gửi đăng ký', 'Sign up')} cancel="/sign-in">
          {typeof vouched === 'string' ? f.hidden('vouched', vouched) : null}
          {registrationFields.form(f, t, {
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
        <AskAgain request={request} of={of} />
        <Papers request={request} of={of} form={of.enters ? freshForm() : (form ?? freshForm())} />
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

const toOwn = (request: PageRequest, part = '') => `/register/${request.params.token}${part}`

export const sendingPaper = receiver({
  command: addRegistrationPaper,
  keeps: { known: ownRegistration, by: keepRegistrationFile },
  address: '/register/{token}/papers',
  done: (_output, { request }) => ({
    to: toOwn(request, '#papers'),
    message: words('Đã gửi giấy tờ.', 'The paper is sent.'),
  }),
  again: ownView,
})

export const removingPaper = receiver({
  command: removeRegistrationPaper,
  address: '/register/{token}/papers/{paper}/removal',
  done: (_output, { request }) => ({
    to: toOwn(request, '#papers'),
    message: words('Đã bỏ giấy tờ.', 'The paper is taken back.'),
  }),
})

export const askingAgain = receiver({
  command: askConfirmationAgain,
  address: '/register/{token}/mail',
  done: (_output, { request }) => ({
    to: toOwn(request),
    message: words('Thư xác nhận đang được gửi lại.', 'The confirmation is on its way again.'),
  }),
  again: ownView,
})
