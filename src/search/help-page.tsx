import { FirstStepsAgain } from '../first-steps/index.ts'
import { withAccount } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Fold } from '../ui/index.ts'
import { pageAnchor, pagesHelped, topicsFor } from './help.ts'

/** Questions that users ask, of those that concern whoever asks. */
export const helpPage = page({
  route: 'GET /help',
  may: ['public', ...withAccount],
  about: words('Trợ giúp', 'Help'),
  run: async (request) => ({
    title: request.t('Trợ giúp', 'Help'),
    actions: request.actor.userId === null ? null : <FirstStepsAgain request={request} />,
    body: body(request),
  }),
})

function body({ t, actor }: PageRequest) {
  return (
    <>
      <div class="grid gap-3">
        {topicsFor(actor).map(({ key, title, text, href }) => (
          <section class="panel max-w-prose" id={key} aria-labelledby={`${key}-title`}>
            <h2 id={`${key}-title`}>{t(title)}</h2>
            <p class="mt-1">{t(text)}</p>
            <p class="mt-2">
              <a href={href}>{t('Mở trang này', 'Open this page')}</a>
            </p>
          </section>
        ))}
      </div>
      <div class="mt-6">
        <Fold label={t('Từng trang của chương trình', 'The pages one by one')}>
          <dl class="grid max-w-prose gap-3">
            {pagesHelped(actor).map(({ href, title, text }) => (
              <div id={pageAnchor(href)}>
                <dt class="font-semibold">
                  <a href={href}>{t(title)}</a>
                </dt>
                <dd>{t(text)}</dd>
              </div>
            ))}
          </dl>
        </Fold>
      </div>
    </>
  )
}
