import { formatDate } from '../platform/dates.ts'
import { formatDong } from '../platform/money.ts'
import type { PageRequest } from '../platform/page.ts'
import { Notice } from '../ui/index.ts'
import { blockHref, enterpriseBlocks } from './blocks.ts'

/** What bars an enterprise from new support, each with its link; nothing where nothing does, or for whom it does not concern. */
export async function Blocks({ request, enterpriseId }: { request: PageRequest; enterpriseId: number }) {
  const { t, language, mayOpen } = request
  if (!mayOpen('/support-blocks')) return null
  const blocks = await request.execute(enterpriseBlocks, { id: enterpriseId })
  if (blocks.length === 0) return null
  return (
    <Notice tone="error">
      {t('Doanh nghiệp chưa được hỗ trợ mới:', 'The enterprise gets no new support:')}{' '}
      {blocks.map((block) => (
        <a class="block" href={blockHref(block)}>
          {block.kind === 'recovery'
            ? t(`thu hồi theo quyết định ${block.number}`, `recovery by decision ${block.number}`)
            : t(
                `tạm ứng ${block.number} quá hạn từ ${formatDate(block.dueOn)}`,
                `advance ${block.number}, overdue since ${formatDate(block.dueOn)}`,
              )}
          , {formatDong(block.rest, language)} đ
        </a>
      ))}
    </Notice>
  )
}
