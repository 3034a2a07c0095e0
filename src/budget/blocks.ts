import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { dongOut, id } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { query } from '../platform/operation.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'

/** What of an enterprise is not settled and bars it from new support: a recovery, or an advance that is overdue. */
export interface Block {
  readonly kind: 'recovery' | 'advance'
  readonly recordId: number
  readonly number: string
  readonly rest: bigint
  readonly dueOn: string
}

/** Where the record of a block is. */
export const blockHref = ({ kind, recordId }: Pick<Block, 'kind' | 'recordId'>) =>
  kind === 'recovery' ? `/recoveries/${recordId}` : `/advances/${recordId}`

explainConstraint('support_blocked', () =>
  conflict(
    'support.blocked',
    words(
      'Còn nghĩa vụ chưa hoàn thành (thu hồi, tạm ứng quá hạn) nên chưa được hỗ trợ mới; xem trang Đơn vị chưa được hỗ trợ mới.',
      'A recovery or an overdue advance is not settled, so that there is no new support; see the page of who is barred.',
    ),
  ),
)

/** What bars an enterprise, or the host of a task, on a day, less what an approved exception lets pass. */
async function blocksOf(db: Db, who: Barred, on: string): Promise<Block[]> {
  const of =
    'enterpriseId' in who
      ? sql`support_blocks(${who.enterpriseId}::int, ${on}::date)`
      : sql`host_blocks(${who.hostOf}::int, ${on}::date)`
  const { rows } = await sql<Block>`
    SELECT kind, record_id, number, rest, due_on FROM ${of} ORDER BY due_on, kind, record_id`.execute(db)
  return rows
}
type Barred = { readonly enterpriseId: number } | { readonly hostOf: number }

/** @throws Problem 409 `support.blocked` that names each record and where it is */
export async function holdUnblocked(
  { db, today }: { readonly db: Db; readonly today: string },
  enterpriseId: number | null,
  field?: string,
): Promise<void> {
  if (enterpriseId !== null) hold(await blocksOf(db, { enterpriseId }, today), field)
}

/** The same for the host of a task, whom its tax code tells. */
export async function holdHostUnblocked(
  { db, today }: { readonly db: Db; readonly today: string },
  taskId: number,
): Promise<void> {
  hold(await blocksOf(db, { hostOf: taskId }, today), undefined, {
    vi: 'Tổ chức chủ trì',
    en: 'the host',
  })
}

function hold(
  blocks: readonly Block[],
  field?: string,
  who: Words = { vi: 'Doanh nghiệp', en: 'the enterprise' },
): void {
  if (blocks.length === 0) return
  const vi = blocks.map((block) =>
    block.kind === 'recovery'
      ? `thu hồi theo quyết định ${block.number} còn ${formatDong(block.rest, 'vi')} đồng (${blockHref(block)})`
      : `tạm ứng ${block.number} quá hạn từ ${formatDate(block.dueOn)}, còn ${formatDong(block.rest, 'vi')} đồng (${blockHref(block)})`,
  )
  const en = blocks.map((block) =>
    block.kind === 'recovery'
      ? `recovery by decision ${block.number}, ${formatDong(block.rest, 'en')} đồng left (${blockHref(block)})`
      : `advance ${block.number}, overdue since ${formatDate(block.dueOn)}, ${formatDong(block.rest, 'en')} đồng left (${blockHref(block)})`,
  )
  throw conflict(
    'support.blocked',
    {
      vi: `${who.vi} còn nghĩa vụ chưa hoàn thành nên chưa được hỗ trợ mới: ${vi.join('; ')}.`,
      en: `What ${who.en} owes is not settled, so that it gets no new support: ${en.join('; ')}.`,
    },
    field,
  )
}

/** What bars an enterprise from new support today. */
export const enterpriseBlocks = query({
  name: 'budget.blocks',
  summary: words('Nghĩa vụ chưa hoàn thành của doanh nghiệp', 'What of an enterprise bars new support'),
  route: 'GET /enterprises/{id}/support-blocks',
  input: z.object({ id: id() }),
  output: z.array(
    z.object({
      kind: z.enum(['recovery', 'advance']),
      recordId: z.int(),
      number: z.string(),
      rest: dongOut(),
      dueOn: z.iso.date(),
    }),
  ),
  may: officers,
  run: ({ db, today }, { id: enterpriseId }) => blocksOf(db, { enterpriseId }, today),
})
