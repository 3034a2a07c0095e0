import { withAccount } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { page } from '../platform/page.ts'
import { topicsFor } from './help.ts'

/** Questions that users ask, of those that concern whoever asks. */
export const helpPage = page({
  route: 'GET /help',
  may: ['public', ...withAccount],
  about: words('Trợ giúp', 'Help'),
  run: async ({ t, actor }) => ({
    title: t('Trợ giúp', 'Help'),
    body: (
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
    ),
  }),
})
