import { letterheadOn } from '../agencies/index.ts'
import type { Block, OfficialDocument, TableBlock } from '../documents/official/model.ts'
import { outcomes } from '../opinions/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { markedBanner } from '../platform/sample.ts'
import type { Proposal } from './queries.ts'

/* A proposal of policy as the letter that submits it, with the table of opinions as its annex. */

const heading = (text: string): Block => ({ type: 'heading', level: 1, text })
const paragraphs = (text: string): Block[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ type: 'paragraph', text: line }))

function opinionTable(round: Proposal['rounds'][number]): TableBlock {
  const agencyOf = (requestId: number) => round.requests.find(({ id }) => id === requestId)?.agency ?? ''
  return {
    type: 'table',
    caption: `Tổng hợp, tiếp thu, giải trình ý kiến lần ${round.number}`,
    fontSize: 11,
    columns: [
      { title: 'Khoản, mục', width: 1.4 },
      { title: 'Cơ quan', width: 1.6 },
      { title: 'Ý kiến', width: 3 },
      { title: 'Tiếp thu, giải trình', width: 3 },
    ],
    rows: round.opinions.map((one) => ({
      cells: [
        one.clause ?? 'Cả văn bản',
        agencyOf(one.requestId),
        one.text,
        [one.outcome === null ? 'Chưa ghi' : outcomes.names[one.outcome].vi, one.reason]
          .filter((part) => part !== null)
          .join('. '),
      ],
    })),
  }
}

/** The letter in the layout of Decree 30/2020/NĐ-CP, appendix I; number, day and signer are left to be written. @param day ISO */
export async function proposalDocument(db: Db, of: Proposal, day: string): Promise<OfficialDocument> {
  const { initials, ...head } = await letterheadOn(db, day)
  const banner = markedBanner(undefined)
  const asked = of.rounds.flatMap(({ requests }) => requests)
  const withOpinions = of.rounds.filter(({ opinions }) => opinions.length > 0)
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
            : `Đến ngày ${formatDate(day)} đã xin ý kiến ${asked.length} lượt cơ quan, có ${answered} lượt trả lời${withOpinions.length > 0 ? '; chi tiết trong Phụ lục' : ''}.`,
      },
    ],
    recipients: ['Lưu: VT'],
    signature: { authority: head.authority, name: '' },
    appendices: withOpinions.map((round) => ({
      label: 'Phụ lục',
      title: `Tiếp thu, giải trình ý kiến (lần ${round.number})`,
      landscape: true,
      blocks: [opinionTable(round)],
    })),
    ...(banner === undefined ? {} : { banner }),
  }
}
