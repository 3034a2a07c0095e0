import type { PageRequest } from '../platform/page.ts'
import { Act, Day } from '../ui/index.ts'

/** The last cells of a row that holds from a day on: its days, with the act that ends it, and the document and reason that it rests on. */
export function InForceCells({
  row,
  heads,
  request,
  command,
  action,
  end,
}: {
  row: { validFrom: string; validTo: string | null; source: string | null; reason: string }
  heads: { days: string; source: string }
  request: PageRequest
  command: Parameters<typeof Act>[0]['command']
  action: string
  /** What the act is called. */
  end: string
}) {
  const { t } = request
  return (
    <>
      <td data-label={heads.days}>
        <Day day={row.validFrom} /> –{' '}
        {row.validTo === null ? t('hiện nay', 'now') : <Day day={row.validTo} />}
        {row.validTo === null ? (
          <div class="mt-1">
            <Act command={command} request={request} action={action} kind="danger" small>
              {end}
            </Act>
          </div>
        ) : null}
      </td>
      <td data-label={heads.source}>
        {row.source ?? t('Chưa có văn bản', 'No document')}
        <div class="hint">{row.reason}</div>
      </td>
    </>
  )
}
