import type { Child } from 'hono/jsx'
import { formatMoment } from '../platform/dates.ts'
import { draftsOf } from '../platform/forms/drafts.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act } from '../ui/index.ts'
import { dropDraft } from './commands.ts'

/** What a page offers to go on with: the drafts that its reader has of its forms; null when there are none. */
export async function draftOffers(request: PageRequest): Promise<Child> {
  const { system, actor, url, t } = request
  const drafts = actor.userId === null ? [] : await draftsOf(system, actor.userId, url.pathname)
  if (drafts.length === 0) return null
  return (
    <aside
      class="no-print mb-4 grid gap-2 rounded-box border-l-4 border-info bg-info/10 p-3"
      aria-label={t('Bản nháp biểu mẫu', 'Drafts of forms')}
    >
      {drafts.map(({ number, name, savedAt }) => (
        <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
          <p>
            {t(
              `Bản nháp "${name.vi}" lưu lúc ${formatMoment(savedAt)}`,
              `Draft of “${name.en}” saved on ${formatMoment(savedAt)}`,
            )}
          </p>
          <a class="btn btn-sm btn-primary" href={`/drafts/${number}`}>
            {t('Tiếp tục', 'Continue')}
          </a>
          <Act
            command={dropDraft}
            request={request}
            action={`/drafts/${number}/drop`}
            values={{ back: url.pathname }}
            small
          >
            {t('Bỏ', 'Remove')}
          </Act>
        </div>
      ))}
    </aside>
  )
}
