import { sql } from 'kysely'
import { z } from 'zod'
import { longDate } from '../documents/official/model.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import {
  type Filled,
  fillDocument,
  type Head,
  headFields,
  headOf,
  keepDocument,
  templateKind,
} from '../templates/index.ts'
import { calledNominee } from './councils.ts'
import { noList } from './list-commands.ts'
import { noNomination } from './nomination-lock.ts'
import { listRecord } from './sight.ts'

/* The certificates of those who are commended, out of the template in use. */

interface CertificateRecord extends Head {
  readonly id: number
  readonly name: string
  readonly post: string | null
  readonly workplace: string | null
  readonly achievement: string
  readonly form: string
  readonly enterpriseId: number | null
  readonly decisionNumber: string | null
  readonly decidedOn: string | null
}

const rowsOf = (db: Db) =>
  db
    .selectFrom('nomination as n')
    .innerJoin('commendationCall as c', 'c.id', 'n.callId')
    .innerJoin('commendationForm as f', 'f.id', 'c.formId')
    .innerJoin('commendationList as l', 'l.id', 'n.listId')
    .select(['n.id', 'n.name', 'n.post', 'n.workplace', 'n.achievement', 'f.name as form'])
    .select(['n.enterpriseId', 'l.decisionNumber', 'l.decidedOn', 'n.listId'])
    .where('n.state', '=', 'commended')

export const certificateTemplate = templateKind<CertificateRecord>({
  key: 'commendation-certificate',
  label: words('Giấy chứng nhận khen thưởng', 'Certificate of commendation'),
  about: words(
    'Khi có quyết định khen thưởng: mỗi tập thể, cá nhân được khen một bản.',
    'When commendation is decided: one for each group or person.',
  ),
  record: words('Người, tập thể được khen thưởng', 'Who was commended'),
  fields: {
    ...headFields,
    nguoi_duoc_khen: {
      label: words('Tập thể, cá nhân được khen', 'Who is commended'),
      value: ({ name }) => name,
    },
    chuc_vu: { label: words('Chức vụ', 'Post'), value: ({ post }) => post ?? '' },
    noi_cong_tac: { label: words('Nơi công tác', 'Workplace'), value: ({ workplace }) => workplace ?? '' },
    thanh_tich: {
      label: words('Tóm tắt thành tích', 'Achievement in short'),
      value: ({ achievement }) => achievement,
    },
    hinh_thuc: { label: words('Hình thức khen thưởng', 'Form of commendation'), value: ({ form }) => form },
    so_quyet_dinh: {
      label: words('Số quyết định khen thưởng', 'Number of the decision to commend'),
      value: ({ decisionNumber }) => decisionNumber ?? '',
    },
    ngay_quyet_dinh: {
      label: words('Ngày quyết định khen thưởng', 'Day of the decision to commend'),
      value: ({ decidedOn }) => longDate(decidedOn),
    },
  },
  async records({ db }) {
    const rows = await rowsOf(db).orderBy('n.id', 'desc').limit(20).execute()
    return rows.map((row) => ({ id: row.id, label: words(calledNominee(row), calledNominee(row)) }))
  },
  async read(context, nominationId) {
    const row = await rowsOf(context.db).where('n.id', '=', nominationId).executeTakeFirst()
    if (row === undefined) throw noNomination()
    return { ...(await headOf(context, 'decision')), ...row }
  },
  shipped: {
    kind: 'GIẤY CHỨNG NHẬN',
    subject: '{hinh_thuc}',
    blocks: [
      { type: 'paragraph', text: [{ text: '{nguoi_duoc_khen}', bold: true }] },
      { type: 'paragraph', text: '{#chuc_vu}{chuc_vu}{/chuc_vu}' },
      { type: 'paragraph', text: '{#noi_cong_tac}{noi_cong_tac}{/noi_cong_tac}' },
      { type: 'paragraph', text: '{thanh_tich}' },
      { type: 'paragraph', text: 'Theo Quyết định số {so_quyet_dinh}, {ngay_quyet_dinh}.' },
    ],
    recipients: ['{nguoi_duoc_khen}', 'Lưu: VT'],
  },
})

interface Made {
  readonly id: number
  readonly enterpriseId: number | null
  readonly filled: Filled
}

/** Those of a list who are commended and have no certificate yet, each with it filled. */
async function fillAll(context: Context, listId: number): Promise<Made[]> {
  const rows = await rowsOf(context.db)
    .where('n.listId', '=', listId)
    .where(sql<boolean>`NOT EXISTS (SELECT FROM made_document d WHERE d.record = 'nomination:' || n.id)`)
    .orderBy('n.id')
    .execute()
  const made: Made[] = []
  for (const row of rows) {
    const day = row.decidedOn ?? context.today
    const head = await headOf(context, 'decision', { on: day })
    const filled = await fillDocument(context, certificateTemplate, day, { ...head, ...row })
    made.push({ id: row.id, enterpriseId: row.enterpriseId, filled })
  }
  return made
}

/** Makes the certificates of those of a list who are commended and have none. */
export const issueCertificates = command({
  name: 'commendations.issueCertificates',
  summary: words('Tạo giấy chứng nhận khen thưởng', 'Make the certificates of commendation'),
  route: 'POST /commendation-lists/{id}/certificates',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), made: z.int() }),
  may: ['coordinator', 'home_affairs'],
  subject: ({ id: listId }) => `${listRecord}:${listId}`,
  prepare: (context, { id: listId }) => fillAll(context, listId),
  async run(context, { id: listId }, made: readonly Made[]) {
    const list = await context.db
      .selectFrom('commendationList')
      .select('state')
      .where('id', '=', listId)
      .forUpdate()
      .executeTakeFirst()
    if (list === undefined) throw noList()
    const { rows: again } = await sql<{ id: number }>`
      SELECT substring(record FROM 12)::int AS id FROM made_document
       WHERE record = ANY (${made.map((one) => `nomination:${one.id}`)}::text[])`.execute(context.db)
    const wanted = made.filter((one) => !again.some((there) => there.id === one.id))
    if (wanted.length === 0)
      throw conflict(
        'commendations.certified',
        words('Không còn ai chưa có giấy chứng nhận.', 'There is nobody left without a certificate.'),
      )
    for (const { id: nominationId, enterpriseId, filled } of wanted)
      await keepDocument(context, filled, {
        ...{ record: `nomination:${nominationId}`, enterpriseId },
        title: `Giấy chứng nhận khen thưởng số ${nominationId}`,
      })
    return { id: listId, made: wanted.length }
  },
})
