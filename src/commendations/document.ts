import { createHash } from 'node:crypto'
import { z } from 'zod'
import { letterheadOn } from '../agencies/index.ts'
import type { Block, OfficialDocument } from '../documents/official/model.ts'
import { opinionAnnexes } from '../opinions/index.ts'
import { officers } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { choice, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { markedBanner, markedFileName } from '../platform/sample.ts'
import { calledNominee, nomineesOf } from './councils.ts'
import { nominationStates, nomineeKinds } from './fields.ts'
import { type ShownList, showList } from './list-queries.ts'

/* A list as a document: the submission with those that it names, and once it is decided the list of those who are commended. */

async function listDocument(context: Context, of: ShownList): Promise<OfficialDocument> {
  const { db, today: day } = context
  const { initials, ...head } = await letterheadOn(db, day)
  const decided = of.state === 'decided'
  const rows = (await nomineesOf(db, of.id)).filter(({ state }) => !decided || state === 'commended')
  const banner = markedBanner(undefined)
  const table: Block = {
    type: 'table',
    caption: decided ? 'Danh sách được khen thưởng' : 'Danh sách đề nghị khen thưởng',
    fontSize: 11,
    columns: [
      { title: 'STT', width: 0.5 },
      { title: 'Tập thể, cá nhân', width: 2 },
      { title: 'Loại', width: 0.8 },
      { title: 'Thành tích', width: 3.4 },
      { title: 'Tình trạng', width: 1.2 },
    ],
    rows: rows.map((row, at) => ({
      cells: [
        String(at + 1),
        calledNominee(row),
        nomineeKinds.names[row.kind].vi,
        row.achievement,
        nominationStates.names[row.state].vi,
      ],
    })),
  }
  return {
    superior: head.superior,
    issuer: head.issuer,
    number: null,
    symbol: `TTr-${initials}`,
    place: head.place,
    date: null,
    kind: decided ? 'DANH SÁCH' : 'TỜ TRÌNH',
    subject: decided ? `Được khen thưởng: ${of.title}` : `Về việc đề nghị khen thưởng: ${of.title}`,
    blocks: [
      {
        type: 'paragraph',
        text:
          of.decisionNumber === null || of.decidedOn === null
            ? `${head.issuer} đề nghị xét ${of.form} theo ${of.call}, gồm ${rows.length} tập thể, cá nhân.`
            : `Kèm theo Quyết định số ${of.decisionNumber} ngày ${formatDate(of.decidedOn)}: ${of.form}, gồm ${rows.length} tập thể, cá nhân.`,
      },
      table,
    ],
    recipients: ['Lưu: VT'],
    signature: { authority: head.authority, name: '' },
    ...(decided ? {} : { appendices: opinionAnnexes(of.rounds) }),
    ...(banner === undefined ? {} : { banner }),
  }
}

const formats = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** A list in the layout of Decree 30/2020/NĐ-CP: the submission, then the list of those who are commended. */
export const listFile = query({
  name: 'commendations.document',
  summary: words('Danh sách khen thưởng dạng DOCX hoặc PDF', 'A list of commendation as DOCX or PDF'),
  route: 'GET /commendation-lists/{id}/document',
  input: z.object({ id: id(), format: choice(['docx', 'pdf']) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: officers,
  async run(context, { id: listId, format }) {
    const document = await listDocument(context, await showList.run(context, { id: listId }))
    const bytes =
      format === 'pdf'
        ? await (await import('../documents/official/pdf.ts')).officialPdf(document)
        : await (await import('../documents/official/docx.ts')).writeOfficialDocx(document)
    return {
      name: markedFileName(`danh-sach-khen-thuong-${listId}-${context.today}.${format}`),
      mime: formats[format],
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
