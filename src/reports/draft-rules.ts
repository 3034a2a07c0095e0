import { formatDate } from '../platform/dates.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import type { Context, Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, type FieldProblem, notFound } from '../platform/problem.ts'
import type { ReportData } from './figures.ts'
import { type ReportRow, reportRow } from './report-row.ts'
import { type Sections, sectionKeys, unknownPlaceholders } from './text.ts'

/* What editing and sealing hold a draft to. */

/** What the day and number of a report hold to. */
export const paperRules = [
  notAhead('datedOn', words('Ngày của báo cáo không thể ở tương lai.', 'The day cannot be in the future.')),
  {
    of: ['id', 'datedOn'],
    judge: async ({ id: reportId, datedOn }, { db }) => {
      const row = datedOn === undefined ? null : await reportRow(db, reportId, false)
      if (row === null || datedOn === undefined) return null
      if (row.toOn !== null)
        return datedOn >= row.toOn
          ? null
          : {
              field: 'datedOn',
              words: words(
                `Số liệu chốt hết ngày ${formatDate(row.toOn)}: báo cáo không thể đề ngày trước đó.`,
                `Figures close on ${formatDate(row.toOn)}: the report cannot be of a day before.`,
              ),
            }
      if (datedOn >= `${row.year}-01-01`) return null
      return {
        field: 'datedOn',
        words: {
          vi: 'Ngày của báo cáo không thể trước năm báo cáo.',
          en: 'The day cannot be before the year reported on.',
        },
      }
    },
  },
  {
    of: ['number'],
    judge: ({ number }) =>
      number === undefined || /^\d{1,5}[a-z]?$/i.test(number)
        ? null
        : {
            field: 'number',
            words: {
              vi: 'Số văn bản chỉ gồm chữ số (ví dụ 12); ký hiệu ghi ở mục riêng.',
              en: 'The number is digits only (such as 12); the symbol has its own field.',
            },
          },
  },
] satisfies readonly Rule<{ id: number; datedOn?: string | undefined; number?: string | undefined }>[]

/** Names in braces that mean nothing for these figures, each at its section. */
export function unknownNames(sections: Partial<Sections>, figures: ReportData): FieldProblem[] {
  return sectionKeys.flatMap((key): FieldProblem[] => {
    const unknown = unknownPlaceholders(sections[key] ?? '', figures)
    if (unknown.length === 0) return []
    const names = unknown.map((name) => `{${name}}`).join(', ')
    return [
      {
        field: key,
        words: words(`Không có số liệu nào tên ${names}.`, `There is no figure called ${names}.`),
      },
    ]
  })
}

/**
 * The draft, locked until the transaction ends.
 * @param version as it was read; undefined: the present one
 * @throws Problem 404 when there is none, 409 when it is sealed or was saved meanwhile
 */
export async function lockDraft(
  { db }: Context,
  reportId: number,
  version: number | undefined,
): Promise<ReportRow> {
  const row = await reportRow(db, reportId, true)
  if (row === null) throw notFound(words('báo cáo', 'Report'))
  if (row.state === 'sealed') throw alreadySealed()
  if (version !== undefined && row.version !== version) {
    throw conflict('reports.stale', {
      vi: 'Có người vừa lưu báo cáo này. Nội dung bạn nhập vẫn còn dưới đây; xin đối chiếu với bản hiện tại rồi lưu lại.',
      en: 'Somebody has just saved this report. What you typed is still below; compare it with the present text and save again.',
    })
  }
  return row
}

function alreadySealed() {
  return conflict('reports.sealed', {
    vi: 'Báo cáo đã chốt, không sửa được nữa. Nếu số liệu đổi, xin lập lại báo cáo với lý do.',
    en: 'The report is sealed and can no longer be changed. If figures have changed, restate it with a reason.',
  })
}

explainConstraint('report_sealed', alreadySealed)
