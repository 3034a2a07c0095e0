import type { z } from 'zod'
import { addIndicator } from '../indicators/index.ts'
import type { Db } from '../platform/database.ts'
import type { Command } from '../platform/operation.ts'
import { addQuestion, createForm } from './forms.ts'

type Run = <I extends z.ZodObject, O extends z.ZodType>(
  operation: Command<I, O>,
  input: unknown,
) => Promise<z.input<O>>

/** A form with a question of every kind; the figure of the second is that of an indicator which the agency enters. */
export async function composedForm(db: Db, run: Run, agencyId: number): Promise<number> {
  const { id } = await run(createForm, { name: 'Báo cáo 6 tháng' })
  const { key } = await run(addIndicator, {
    ...{ name: 'Hội nghị của các ngành', nameEn: 'Conferences of sectors' },
    ...{ unit: 'cuộc', unitEn: 'conferences', source: 'Công văn 12/SKHCN' },
    ...{ way: 'entered', measure: 'sum', agencyId },
  })
  const { id: indicatorId } = await db
    .selectFrom('indicator')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  const figure = { kind: 'number', section: 'I. Kết quả' }
  const questions = [
    {
      ...{ ...figure, code: '1', label: 'Việc đã hoàn thành', unit: 'việc' },
      ...{ integral: true, minimum: '0', known: 'dated' },
    },
    { ...figure, code: '2', label: 'Hội nghị', required: true, unit: 'cuộc', indicatorId },
    { ...figure, code: '3', label: 'Tổng', sumOf: '1; 2' },
    {
      ...{ section: 'I. Kết quả', code: '4', kind: 'table', label: 'Người dự' },
      ...{ lines: 'Nam; Nữ; Cộng', columns: 'Mời; Đến', totalLine: 'on' },
    },
    { section: 'I. Kết quả', code: '5', kind: 'choice', label: 'Đúng hạn', choices: 'Có; Không' },
    { section: 'II. Đánh giá', code: '6', kind: 'text', label: 'Khó khăn' },
    { section: 'III. Tài liệu', code: '7', kind: 'file', label: 'Báo cáo đã ký', required: true },
  ]
  for (const question of questions) await run(addQuestion, { id, ...question })
  return id
}
