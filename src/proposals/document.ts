import { letterheadOn } from '../agencies/index.ts'
import type { Block, OfficialDocument } from '../documents/official/model.ts'
import { opinionAnnexes } from '../opinions/index.ts'
import { formatDate } from '../platform/dates.ts'
import type { Context } from '../platform/operation.ts'
import { markedBanner } from '../platform/sample.ts'
import { rehearsalAnnex } from '../rehearsals/index.ts'
import type { Proposal } from './shape.ts'

/* A proposal of policy as the letter that submits it, with the table of opinions and the rehearsal as its annexes. */

const heading = (text: string): Block => ({ type: 'heading', level: 1, text })
const paragraphs = (text: string): Block[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ type: 'paragraph', text: line }))

/** Several annexes are numbered, as Decree 30/2020/NĐ-CP, appendix I, asks. */
const numbered = (annexes: NonNullable<OfficialDocument['appendices']>) =>
  annexes.length < 2
    ? annexes
    : annexes.map((one, at) => ({ ...one, label: `Phụ lục ${roman[at] ?? at + 1}` }))
const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X']

/** The letter in the layout of Decree 30/2020/NĐ-CP, appendix I; number, day and signer are left to be written. */
export async function proposalDocument(context: Context, of: Proposal): Promise<OfficialDocument> {
  const { db, today: day } = context
  const { initials, ...head } = await letterheadOn(db, day)
  const rehearsal = of.rehearsal === null ? null : await rehearsalAnnex(context, of.planId, of.rehearsal)
  const banner = markedBanner(undefined)
  const asked = of.rounds.flatMap(({ requests }) => requests)
  const opinions = opinionAnnexes(of.rounds)
  const answered = asked.filter(({ state }) => state === 'answered').length
  return {
    superior: head.superior,
    issuer: head.issuer,
    number: null,
    symbol: `TTr-${initials}`,
    place: head.place,
    date: null,
    kind: 'TỜ TRÌNH',
    subject: `Về việc ${of.title}`,
    blocks: [
      heading('I. SỰ CẦN THIẾT, CĂN CỨ'),
      ...paragraphs(of.grounds),
      heading('II. NỘI DUNG ĐỀ XUẤT'),
      ...of.clauses.flatMap(({ label, text }, at): Block[] => [
        { type: 'heading', level: 2, text: `${at + 1}. ${label}` },
        ...paragraphs(text),
      ]),
      heading('III. Ý KIẾN CỦA CÁC CƠ QUAN'),
      {
        type: 'paragraph',
        text:
          asked.length === 0
            ? 'Chưa xin ý kiến các cơ quan.'
            : `Đến ngày ${formatDate(day)} đã xin ý kiến ${asked.length} lượt cơ quan, có ${answered} lượt trả lời${opinions.length > 0 ? '; chi tiết trong Phụ lục' : ''}.`,
      },
    ],
    recipients: ['Lưu: VT'],
    signature: { authority: head.authority, name: '' },
    appendices: numbered([...opinions, ...(rehearsal === null ? [] : [rehearsal])]),
    ...(banner === undefined ? {} : { banner }),
  }
}
