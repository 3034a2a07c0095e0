import type { ReportData } from './figures.ts'
import { within } from './periods.ts'
import { count, type Piece } from './rules.ts'

/** Dated work of the year that is done. */
export const datedSentence = ({ duties, year, span }: ReportData): readonly Piece[] =>
  duties.total === 0
    ? [{ text: `${within(span)} không có công việc nào đến hạn theo Kế hoạch` }]
    : duties.done === 0
      ? [
          { text: 'các cơ quan được giao nhiệm vụ chưa ghi nhận hoàn thành công việc nào trong ' },
          { text: count(duties.total), href: `/duties?year=${year}` },
          { text: ` công việc có thời hạn ${within(span)}` },
        ]
      : [
          { text: 'các cơ quan được giao nhiệm vụ đã hoàn thành ' },
          { text: `${count(duties.done)}/${count(duties.total)}`, href: `/duties?year=${year}` },
          { text: ` công việc có thời hạn ${within(span)}` },
        ]

/** Reports on standing duties that are in; nothing where none were asked for. */
export const standingSentence = ({ standing, year }: ReportData): readonly Piece[] =>
  standing === undefined || standing.asked === 0
    ? []
    : [
        { text: '; đã gửi ' },
        {
          text: `${count(standing.reported)}/${count(standing.asked)}`,
          href: `/standing-reports?year=${year}`,
        },
        { text: ' báo cáo về nhiệm vụ thường xuyên' },
        ...(standing.nothing === 0
          ? []
          : [
              { text: ', trong đó ' },
              { text: count(standing.nothing), href: `/standing-reports?year=${year}&nothing=on` },
              { text: ' báo cáo không có việc trong kỳ' },
            ]),
      ]
