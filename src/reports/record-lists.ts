import { z } from 'zod'

/* What a report about one record holds: sentences that say what it is, and lists of what hangs on it. */

const Cell = z.object({
  /** Money as text in whole đồng, days as ISO. */
  value: z.union([z.string(), z.number()]).nullable(),
  href: z.string().optional(),
})
export type RecordCell = z.output<typeof Cell>

const List = z.object({
  title: z.string(),
  columns: z.array(
    z.object({
      title: z.string(),
      kind: z.enum(['text', 'number', 'money', 'date']),
      width: z.number(),
    }),
  ),
  rows: z.array(z.array(Cell)),
})
export type RecordList = z.output<typeof List>

/** The record of a report, as it was when the report was sealed. */
export const ReportedRecord = z.object({
  about: z.enum(['enterprise', 'task']),
  id: z.int(),
  name: z.string(),
  href: z.string(),
  told: z.array(z.string()),
  lists: z.array(List),
})
export type ReportedRecord = z.output<typeof ReportedRecord>
export type About = Pick<ReportedRecord, 'about' | 'id'>

type Column = RecordList['columns'][number]
const kindsOf = { t: 'text', n: 'number', m: 'money', d: 'date' } as const

/** Columns by their kind and title: `m:Kinh phí`; of text also how wide it would like to be: `t3:Nội dung`. */
export const columnsOf = (...named: readonly string[]): Column[] =>
  named.map((one) => {
    const [, kind = 't', width = '', title = ''] = /^([tnmd])([\d.]*):(.*)$/.exec(one) ?? []
    return {
      kind: kindsOf[kind as keyof typeof kindsOf],
      width: width === '' ? 1 : Number(width),
      title,
    }
  })

export const cell = (value: string | number | bigint | null | undefined, href?: string): RecordCell => ({
  value: typeof value === 'bigint' ? String(value) : (value ?? null),
  ...(href === undefined ? {} : { href }),
})
