import { type MovedRecord, movedRecords, moveRules, planNames } from '../plan/index.ts'
import { yearSpan } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { written } from '../platform/numbers.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { Badge, Empty, Form, fields, RecordTable, Section } from '../ui/index.ts'
import { movableRecords, moveRecords } from './move.ts'

const up = { href: '/plans/transition', label: words('Chuyển kỳ kế hoạch', 'The passage to the next plan') }

/** What is to be moved, as the address or the form names it. */
interface Wanted {
  readonly record: MovedRecord
  readonly ids: readonly string[]
  readonly from: string | undefined
  readonly planId: string | undefined
  readonly year: string | undefined
}

function wanted({ searchParams }: URL): Wanted {
  const record = searchParams.get('record') ?? ''
  return {
    record: movedRecords.is(record) ? record : 'application',
    ids: searchParams.getAll('ids'),
    from: searchParams.get('from') ?? undefined,
    planId: searchParams.get('planId') || undefined,
    year: searchParams.get('year') || undefined,
  }
}

async function targets(request: PageRequest) {
  const { plans } = await request.execute(planNames, {})
  return plans
    .filter(({ replaced }) => !replaced)
    .map(({ id, number, province, firstYear, lastYear }) => ({
      value: id,
      label: `${number}, ${province} (${yearSpan(firstYear, lastYear)})`,
    }))
}

/** Which records, to which plan: sent by GET, so that what follows is a preview. */
async function chooseView(request: PageRequest, of: Wanted): Promise<View> {
  const { t } = request
  const { rows } = await request.execute(movableRecords, { record: of.record, ids: of.ids, from: of.from })
  const f = fields(freshForm({ ids: [...of.ids], planId: of.planId, year: of.year }), t)
  return {
    title: t(
      `Chuyển kế hoạch: ${movedRecords.names[of.record].vi}`,
      `Move: ${movedRecords.names[of.record].en}`,
    ),
    lead: t(
      'Chọn việc còn mở và kế hoạch nhận; bước sau cho xem trước từng việc rồi mới ghi.',
      'Choose open records and the plan that takes them; the next step shows what becomes of each before anything is written.',
    ),
    breadcrumbs: [{ label: t(up.label), href: up.href }],
    body: (
      <Section>
        {rows.length === 0 ? (
          <Empty>{t('Không còn việc nào.', 'Nothing is open.')}</Empty>
        ) : (
          <form method="get" action="/plans/move" class="grid max-w-3xl gap-4">
            <input type="hidden" name="record" value={of.record} />
            {f.checks('ids', {
              label: t('Việc còn mở', 'Open work'),
              choices: rows.map(({ id, title, plan, year }) => ({
                value: id,
                label: `${id}. ${title} (${plan}${year === null ? '' : `, ${year}`})`,
              })),
            })}
            {f.select('planId', {
              label: t('Kế hoạch nhận', 'The plan that takes them'),
              choices: await targets(request),
              required: true,
              empty: t('Chọn kế hoạch', 'Choose a plan'),
            })}
            {of.record === 'application' || of.record === 'support_turn'
              ? f.number('year', {
                  label: t('Năm thực hiện trong kế hoạch nhận', 'Year of the work under that plan'),
                  hint: t(
                    'Cho việc có năm ngoài giai đoạn của kế hoạch nhận; để trống: năm đầu.',
                    'For records whose year that plan does not count; left empty: its first year.',
                  ),
                })
              : null}
            <p>
              <button class="btn btn-primary" type="submit">
                {t('Xem trước', 'Preview')}
              </button>
            </p>
          </form>
        )}
      </Section>
    ),
  }
}

async function previewView(request: PageRequest, of: Wanted, form: FormState): Promise<View> {
  const { t } = request
  const { rows } = await request.execute(movableRecords, {
    record: of.record,
    ids: of.ids,
    planId: of.planId,
    year: of.year,
  })
  const plan = (await targets(request)).find(({ value }) => String(value) === of.planId)
  const f = fields(form, t, moveRecords)
  const movable = rows.filter(({ hindrance }) => hindrance === null)
  const yearly = of.record === 'application' || of.record === 'support_turn'
  return {
    title: t('Xem trước việc chuyển kế hoạch', 'Preview of the move'),
    lead: plan === undefined ? undefined : t(`Sang kế hoạch ${plan.label}`, `To plan ${plan.label}`),
    breadcrumbs: [{ label: t(up.label), href: up.href }],
    body: (
      <>
        <Section>
          <RecordTable
            caption={t('Việc được chuyển', 'Records to be moved')}
            stack
            rows={rows}
            columns={[
              {
                head: t('Việc chuyển', 'Open record'),
                cell: (row) => (
                  <>
                    {row.id}. {row.title}
                  </>
                ),
              },
              { head: t('Kế hoạch hiện nay', 'Present plan'), cell: (row) => row.plan },
              yearly
                ? {
                    head: t('Năm', 'Year'),
                    cell: (row) => (row.year === row.yearThere ? row.year : `${row.year} → ${row.yearThere}`),
                  }
                : null,
              {
                head: t('Chuyển được', 'Can be moved'),
                cell: (row) =>
                  row.hindrance === null ? (
                    <Badge tone="success">{t('Có', 'Yes')}</Badge>
                  ) : (
                    <>
                      <Badge tone="error">{t('Không', 'No')}</Badge> {t(row.hindrance)}
                    </>
                  ),
              },
            ]}
          />
          <p class="hint mt-3">
            {t(
              'Kinh phí đã cam kết vẫn ở sổ của kế hoạch đã cam kết; kết quả đã được tính vẫn thuộc kế hoạch cũ.',
              'Money that is committed stays in the ledger of the plan that committed it; what was counted stays with the old plan.',
            )}
          </p>
        </Section>
        {movable.length === 0 ? null : (
          <Section title={t('Ghi việc chuyển', 'Record the move')}>
            <Form form={form} t={t} action="/plans/move" submit={t('Chuyển', 'Move')} cancel={up.href}>
              {f.hidden('record', of.record)}
              {movable.map(({ id }) => (
                <input type="hidden" name="ids" value={String(id)} />
              ))}
              {f.hidden('planId', of.planId ?? '')}
              {f.hidden('year', of.year ?? '')}
              {f.radio('rules', {
                label: t('Giải quyết theo', 'Settled under'),
                hint: t(
                  'Các điều kiện của hồ sơ xét theo kế hoạch được chọn; thứ tự ưu tiên theo kế hoạch nhận.',
                  'The conditions of an application are judged by the plan chosen here; its rank is by the plan that takes it.',
                ),
                required: true,
                choices: moveRules.choices(t),
              })}
              {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
            </Form>
          </Section>
        )}
      </>
    ),
  }
}

export const movePage = page({
  route: 'GET /plans/move',
  for: moveRecords,
  run: (request) => {
    const of = wanted(request.url)
    const ready = of.planId !== undefined && of.ids.length > 0
    return ready ? previewView(request, of, freshForm({ rules: 'kept' })) : chooseView(request, of)
  },
})

export const moveReceiver = receiver({
  command: moveRecords,
  address: '/plans/move',
  done: (output) => {
    const { vi, en } = written(output)
    return {
      to: `/plans/transition?moved=${output.planId}`,
      message: words(`Đã chuyển ${vi.moved} việc.`, `Moved ${en.moved} records.`),
    }
  },
  again: (request, form) => {
    const one = (name: string) => [form.values[name] ?? []].flat()[0]
    const record = String(one('record') ?? '')
    return previewView(
      request,
      {
        record: movedRecords.is(record) ? record : 'application',
        ids: [form.values.ids ?? []].flat().map(String),
        from: undefined,
        planId: one('planId') === undefined ? undefined : String(one('planId')),
        year: one('year') ? String(one('year')) : undefined,
      },
      form,
    )
  },
})
