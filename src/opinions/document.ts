import type { z } from 'zod'
import type { OfficialDocument } from '../documents/official/model.ts'
import type { OpinionRound } from './queries.ts'
import { outcomes } from './rules.ts'

type Round = z.infer<typeof OpinionRound>

/** The rounds in which something was said, each as an annex of the document's letter: the table of what was taken up and why not. */
export const opinionAnnexes = (rounds: readonly Round[]): NonNullable<OfficialDocument['appendices']> =>
  rounds
    .filter(({ opinions }) => opinions.length > 0)
    .map((round) => ({
      label: 'Phụ lục',
      title: `Tiếp thu, giải trình ý kiến (lần ${round.number})`,
      landscape: true,
      blocks: [
        {
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
              round.requests.find(({ id }) => id === one.requestId)?.agency ?? '',
              one.text,
              [one.outcome === null ? 'Chưa ghi' : outcomes.names[one.outcome].vi, one.reason]
                .filter((part) => part !== null)
                .join('. '),
            ],
          })),
        },
      ],
    }))
