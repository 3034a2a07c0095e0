import { expect, test } from 'vitest'
import { z } from 'zod'
import { dong, fieldProblems, optionalWhole, whole } from '../platform/fields.ts'
import { translator, words } from '../platform/language.ts'
import { fields } from './fields.tsx'
import { Form } from './form.tsx'

const input = z.object({
  labour: whole(1, 1_000_000, 'persons'),
  days: optionalWhole(1, 366, 'days'),
  amount: dong(1n),
  rows: z.record(z.string(), optionalWhole(1, 200, 'years')),
})

/** The summary above a form that was refused, in a language. */
function summary(language: 'vi' | 'en', typed: unknown): string[] {
  const parsed = input.safeParse(typed, { reportInput: true })
  const t = translator(language)
  const form = {
    values: {},
    errors: parsed.success ? [] : fieldProblems(parsed.error),
    problem: words('Có thông tin chưa đúng', 'Something is not right'),
    once: 'x',
  }
  const f = fields(form, t)
  const html = String(
    <Form form={form} t={t} action="/x" submit="x">
      {f.number('labour', { label: t('Lao động', 'Workers') })}
      {f.number('days', { label: t('Thời hạn', 'Time') })}
      {f.money('amount', { label: t('Số tiền', 'Amount') })}
      {f.number('rows', { label: t('Tuổi thọ', 'Life') })}
    </Form>,
  )
  return [...html.matchAll(/<a href="#f-[^"]*">([^<]*)</g)].map(([, said = '']) => said)
}

test('a limit that is broken says the field, the number and its unit', () => {
  const typed = { labour: '0', days: '400', amount: '0', rows: { machines: '0' } }
  expect(summary('vi', typed)).toEqual([
    'Lao động: Không được nhỏ hơn 1 người.',
    'Thời hạn: Không được lớn hơn 366 ngày.',
    'Số tiền: Không được nhỏ hơn 1 đồng.',
    'Tuổi thọ: Không được nhỏ hơn 1 năm.',
  ])
  expect(summary('en', { ...typed, labour: '2.000.000' })[0]).toBe(
    'Workers: Not more than 1,000,000 persons.',
  )
})

test.each(['true', 'on', '1', 'yes'])(
  'a box is ticked by all that its command takes as yes (%s)',
  (value) => {
    const f = fields({ values: { paid: value }, errors: [], problem: null, once: 'x' }, translator('vi'))
    expect(String(f.check('paid', { label: 'x' }))).toMatch(/<input[^>]*checked/)
  },
)
