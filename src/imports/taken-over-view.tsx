import type { Child } from 'hono/jsx'
import { type Translate, words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, type ListFilter, Moment, OpenLink } from '../ui/index.ts'
import type { TakenOver } from './taken-over.ts'

/** The mark of a record that was taken over, on its page; nothing for one that was made here. */
export function TakenOverMark({ mark, request }: { mark: TakenOver; request: PageRequest }): Child {
  if (mark === null) return null
  const { t } = request
  const place = t(`dòng ${mark.line}`, `row ${mark.line}`)
  return (
    <p class="mb-4 flex flex-wrap items-baseline gap-2">
      <Badge tone={mark.undone ? 'warning' : 'info'}>
        {mark.undone ? t('Tiếp nhận đã hoàn tác', 'Take-over undone') : t('Tiếp nhận', 'Taken over')}
      </Badge>
      <span>
        {mark.number === null ? null : <b>{mark.number}. </b>}
        {mark.file === null ? null : (
          <>
            {t('Từ tệp', 'From the file')} {mark.file.name}, {place}; {t('người tiếp nhận', 'taken over by')}{' '}
            {mark.by}, {t('người duyệt', 'approved by')} {mark.approvedBy}.{' '}
          </>
        )}
        <Moment at={mark.approvedAt} />
        {'. '}
        <OpenLink request={request} href={`/takeover/imports/${mark.batchId}`}>
          {t(`Lô tiếp nhận ${mark.batchId}`, `Batch ${mark.batchId}`)}
        </OpenLink>
      </span>
    </p>
  )
}

/** The filter of a list whose records may have come in with a sheet of past years. */
export const takenOverFilter = (t: Translate): ListFilter => ({
  name: 'takenOver',
  label: words('Nguồn ghi', 'How it was recorded'),
  kind: 'select',
  choices: [
    { value: 'yes', label: t('Tiếp nhận từ bảng cũ', 'Taken over from a sheet') },
    { value: 'no', label: t('Ghi trong chương trình', 'Recorded here') },
  ],
})
