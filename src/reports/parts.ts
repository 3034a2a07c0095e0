import { z } from 'zod'
import { longText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { SectionKey } from './text.ts'

/* The parts of a report and their order. A report without an order of its own has that of the year's report. */

/** `results` holds the four tasks of the plan and the tables of targets; its other parts are a section each. */
export const partKeys = [
  'situation',
  'results',
  'budget',
  'comparison',
  'agencies',
  'brief',
  'record',
  'execution',
  'findings',
  'obstacles',
  'lessons',
  'proposals',
  'direction',
] as const
/** What each is called where a kind of report is kept. */
export const partNames: Readonly<Record<PartKey, string>> = {
  situation: 'tình hình',
  results: 'kết quả',
  budget: 'kinh phí',
  comparison: 'so sánh với kỳ trước',
  agencies: 'kết quả của các cơ quan',
  brief: 'tóm tắt một trang',
  record: 'hồ sơ được báo cáo',
  execution: 'kinh phí theo mục, năm, nguồn',
  findings: 'kiến nghị kiểm toán, thanh tra',
  obstacles: 'vướng mắc',
  lessons: 'bài học',
  proposals: 'kiến nghị',
  direction: 'phương hướng',
}
export type PartKey = (typeof partKeys)[number]
const isPart = (key: string): key is PartKey => (partKeys as readonly string[]).includes(key)

/** Those of the year's report, as it has always been. */
export const yearParts: readonly PartKey[] = [
  'situation',
  'results',
  'budget',
  'obstacles',
  'proposals',
  'direction',
]

/** The parts that a kind names, one a line. */
export const partsOfText = (text: string): PartKey[] => text.split('\n').filter(isPart)

/** What is typed as the parts of a kind: known ones, each once. */
export const partsField = () =>
  longText(500)
    .transform((typed) =>
      typed
        .split(/[\n,]/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .refine((lines) => lines.every(isPart) && new Set(lines).size === lines.length, {
      params: {
        words: words(
          'Mỗi dòng một phần có trong danh sách, mỗi phần một lần.',
          'Each line is a part of the list, and each part stands once.',
        ),
      },
    })
    .transform((lines) => lines.join('\n'))

/** The sections that a report of these parts is written in; the opening stands before all. */
export const sectionsOf = (parts: readonly PartKey[]): SectionKey[] => [
  'opening',
  ...parts.flatMap((key): SectionKey[] => (key === 'results' ? ['task1', 'task2', 'task3', 'task4'] : [key])),
]

/** What a kind said when a report of it was begun: the report keeps it, whatever becomes of the kind. */
export const ReportForm = z.object({
  name: z.string(),
  nameEn: z.string(),
  /** What it is over, as its title says it. */
  over: z.object({ vi: z.string(), en: z.string() }),
  issuer: z.enum(['department', 'committee']),
  addressee: z.string().nullable(),
  estimates: z.boolean(),
  /** What its subject line begins with, where it is not the results; whatever came after the first kinds is left out where it says nothing. */
  subjectLine: z.string().optional(),
  parts: z.array(z.enum(partKeys)),
  /** Held to one page: without opening, closing sentence and appendices. */
  onePage: z.literal(true).optional(),
  /** The name of the one record that it is about. */
  of: z.string().optional(),
  /** When its periods close. Not in reports begun before they were compared with the period before. */
  cutOff: z.object({ closingDay: z.int(), monthsBefore: z.int() }).optional(),
})
export type ReportForm = z.output<typeof ReportForm>
