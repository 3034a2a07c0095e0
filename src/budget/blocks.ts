import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { dongOut, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { query } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'

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

/** What bars an enterprise on a day, less what an approved exception lets pass. */
async function blocksOf(db: Db, enterpriseId: number, on: string): Promise<Block[]> {
  const { rows } = await sql<Block>`
    SELECT kind, record_id, number, rest, due_on FROM support_blocks(${enterpriseId}::int, ${on}::date) ORDER BY due_on, kind, record_id`.execute(
    db,
  )
  return rows
}

/** @throws Problem 409 `support.blocked` that names each record and where it is */
export async function holdUnblocked(
  { db, today }: { readonly db: Db; readonly today: string },
  enterpriseId: number | null,
  field?: string,
): Promise<void> {
  if (enterpriseId === null) return
  const blocks = await blocksOf(db, enterpriseId, today)
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
      vi: `Doanh nghiệp còn nghĩa vụ chưa hoàn thành nên chưa được hỗ trợ mới: ${vi.join('; ')}.`,
      en: `What the enterprise owes is not settled, so that it gets no new support: ${en.join('; ')}.`,
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
  run: ({ db, today }, { id: enterpriseId }) => blocksOf(db, enterpriseId, today),
})
