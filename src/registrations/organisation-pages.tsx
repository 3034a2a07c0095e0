import { z } from 'zod'
import { taxCode } from '../enterprises/index.ts'
import { systemActor } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import { claimsOf, cookiesOf, organisationId } from '../platform/identity.ts'
import { type Words, words } from '../platform/language.ts'
import { freshForm, type PageRequest, page, type View } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { LinkButton, Notice } from '../ui/index.ts'
import { countAddress } from './limits.ts'
import { keepWord } from './organisation.ts'
import { registerView } from './own-pages.tsx'

/* To the provider of organisations and back, to the form with the tax code that it named. */

/** Milliseconds that the provider has to answer. */
const patience = 5_000

function providerOf({ system }: PageRequest) {
  const open = system.organisations
  const settings = system.config.organisations
  if (open === null || settings === null) throw notFound(words('trang này', 'Page'))
  return { provider: open(), settings }
}

/** What comes in time; null for a provider that is silent, slow or wrong. */
async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience)
  })
  try {
    return await Promise.race([answer, late])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

function refusal({ t }: PageRequest, why: Words, status: number): View {
  return {
    status,
    title: t('Chưa xác nhận được tổ chức', 'The organisation was not vouched for'),
    body: (
      <div class="panel max-w-2xl">
        <Notice tone="error">{t(why)}</Notice>
        <p class="mt-4">
          <LinkButton href="/register" kind="primary">
            {t('Đăng ký không kèm lời xác nhận', 'Sign up without it')}
          </LinkButton>
        </p>
      </div>
    ),
  }
}

const silent = words(
  'Nhà cung cấp tài khoản tổ chức không trả lời. Xin thử lại sau, hoặc tự điền đăng ký; cán bộ xác nhận như thường.',
  'The provider of organisations does not answer. Try again later, or sign up by hand; an officer confirms as usual.',
)
const wrong = words(
  'Nhà cung cấp không xác nhận, lời xác nhận không đúng hoặc đã quá hạn. Xin thử lại, hoặc tự điền đăng ký.',
  'The provider did not vouch for you, or its word does not hold or took too long. Try again, or sign up by hand.',
)
const nameless = words(
  'Nhà cung cấp không cho biết mã số thuế đúng của tổ chức. Xin tự điền đăng ký; cán bộ xác nhận như thường.',
  'The provider named no valid tax code of the organisation. Sign up by hand; an officer confirms as usual.',
)

export const toOrganisation = page({
  // A link, not a form: the policy of the pages lets forms lead nowhere else.
  route: 'GET /register/organisation',
  may: ['public'],
  async run(request) {
    const { provider } = providerOf(request)
    await countAddress()
    const response = await inTime(
      provider.api.signInSocial({
        body: {
          provider: organisationId,
          callbackURL: '/register',
          errorCallbackURL: '/register',
          disableRedirect: true,
        },
        headers: request.headers,
        asResponse: true,
      }),
    )
    if (response === null || !response.ok) {
      request.system.log.error('organisations: the provider does not answer')
      return refusal(request, silent, 503)
    }
    const { url } = z.object({ url: z.url() }).parse(await response.json())
    return { to: url, headers: cookiesOf(response) }
  },
})

export const fromOrganisation = page({
  route: `GET /auth/callback/${organisationId}`,
  may: ['public'],
  async run(request) {
    const { system, url, t } = request
    const { provider, settings } = providerOf(request)
    const back = new URL(url.pathname + url.search, system.config.publicUrl)
    const claims = await inTime(
      claimsOf(provider, new Request(back, { headers: request.headers, redirect: 'manual' })),
    )
    if (claims === null || typeof claims.sub !== 'string') {
      system.log.warn('organisations: no word of the provider')
      return refusal(request, wrong, 422)
    }
    const named = taxCode().safeParse(String(claims[settings.taxClaim] ?? ''))
    if (!named.success) {
      system.log.warn({ claim: settings.taxClaim }, 'organisations: no tax code')
      return refusal(request, nameless, 422)
    }
    const { token } = await execute(
      system,
      keepWord,
      systemActor,
      { issuer: settings.issuer, subject: claims.sub, taxCode: named.data },
      { via: 'system' },
    )
    return registerView(
      request,
      freshForm({ sectorGroup: 'production', taxCode: named.data, vouched: token }),
      <Notice tone="success">
        {t(
          `Nhà cung cấp xác nhận bạn đại diện mã số thuế ${named.data}. Xin điền tiếp; cán bộ xem và xác nhận sau.`,
          `The provider says that you speak for tax code ${named.data}. Fill in the rest; an officer looks at it and confirms.`,
        )}
      </Notice>,
    )
  },
})
