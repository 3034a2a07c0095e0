import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { Act, formPage, Section, Table } from '../ui/index.ts'
import { addIntegrations, offeredIntegrations } from './beside.ts'
import { addBeside, removeBeside } from './commands.ts'
import { besideFields } from './fields.ts'
import { ofPlan, up } from './line-pages.tsx'
import { isOpen } from './rules.ts'
import { Cells, Heads, type Shown, to } from './sections.tsx'

/* The money of other programmes beside a yearly plan: typed there, or taken from what agencies entered. */

export function Beside({ plan, request }: { plan: Shown; request: PageRequest }) {
  const { t, language } = request
  const caption = t('Lồng ghép với chương trình khác', 'Together with other programmes')
  return (
    <Section
      title={caption}
      id="beside"
      actions={
        isOpen(plan.state) ? (
          <>
            <Act command={addBeside} request={request} href={`${to(plan)}/beside/new`} small>
              {t('Thêm kinh phí lồng ghép', 'Add money of another programme')}
            </Act>
            <Act command={addIntegrations} request={request} href={`${to(plan)}/beside/integrations`} small>
              {t('Lấy từ cơ quan, hội', 'Take from agencies')}
            </Act>
          </>
        ) : undefined
      }
    >
      {plan.beside.length === 0 ? (
        <p>{t('Không có kinh phí lồng ghép.', 'No money of another programme.')}</p>
      ) : (
        <Table caption={caption}>
          <Heads
            of={[
              [t('Chương trình lồng ghép', 'Other programme')],
              [t('Văn bản của chương trình', 'Document of the programme')],
              [t('Dùng vào việc gì', 'What it is for')],
              [t('Số tiền (đồng)', 'Amount (đồng)'), true],
            ]}
          />
          <tbody>
            {plan.beside.map((one) => (
              <tr>
                <Cells
                  of={[
                    [
                      t('Chương trình lồng ghép', 'Other programme'),
                      one.integrationId === null ? (
                        one.programme
                      ) : (
                        <>
                          <a href={`/integrations/${one.integrationId}`}>{one.programme}</a>
                          <div class="hint">{t(one.agency ?? '', one.agencyEn ?? '')}</div>
                        </>
                      ),
                    ],
                    [
                      t('Văn bản của chương trình', 'Document of the programme'),
                      <>
                        {one.document}
                        {one.clause === null ? null : <div class="hint">{one.clause}</div>}
                        {one.ownLine === null ? null : <div class="hint">{one.ownLine}</div>}
                      </>,
                    ],
                    [
                      t('Dùng vào việc gì', 'What it is for'),
                      <>
                        {one.purpose}{' '}
                        {one.fund === null ? null : (
                          <div class="hint">{t(one.fund, one.fundEn ?? one.fund)}</div>
                        )}
                        {one.line === null ? null : <div class="hint">{one.line}</div>}
                        {isOpen(plan.state) ? (
                          <Act
                            command={removeBeside}
                            request={request}
                            action={`${to(plan)}/beside/${one.id}/removal`}
                            small
                          >
                            {t('Bỏ', 'Remove')}
                          </Act>
                        ) : null}
                      </>,
                    ],
                    [t('Số tiền (đồng)', 'Amount (đồng)'), formatDong(one.amount, language), true],
                  ]}
                />
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

const besideAdded = formPage({
  command: addBeside,
  address: '/yearly-plans/{id}/beside/new',
  record: ofPlan,
  title: words('Thêm kinh phí lồng ghép', 'Add money of another programme'),
  lead: words(
    'Tiền của chương trình khác cùng phục vụ mục tiêu; ghi bên cạnh, không cộng vào kinh phí của kế hoạch.',
    'Money of another programme that serves the same ends; it stands beside the plan’s own and is not added to it.',
  ),
  crumbs: up,
  fields: ({ f, t }) => besideFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: ({ id }) => `/yearly-plans/${id}`,
  done: ({ id }) => ({ to: `/yearly-plans/${id}#beside`, message: words('Đã ghi.', 'Recorded.') }),
})

const integrationsAdded = formPage({
  command: addIntegrations,
  address: '/yearly-plans/{id}/beside/integrations',
  record: async (request) => {
    const plan = await ofPlan(request)
    const { integrations } = await request.execute(offeredIntegrations, { id: plan.id })
    return { ...plan, integrations }
  },
  title: words('Đặt khoản lồng ghép cạnh kế hoạch năm', 'Put integrations beside the yearly plan'),
  lead: words(
    'Khoản mà cơ quan, hội đã ghi cho năm này và đã được xác nhận; không phải ghi lại.',
    'What agencies entered for the year and was confirmed; nothing is typed anew.',
  ),
  crumbs: up,
  fields: ({ f, t, record, request }) =>
    record.integrations.length === 0 ? (
      <p>{t('Không còn khoản nào của năm này.', 'None of the year is left.')}</p>
    ) : (
      f.checks('integrationIds', {
        label: t('Khoản lồng ghép', 'Integrated money'),
        choices: record.integrations.map(({ id, programme, amount, agency, agencyEn }) => ({
          value: id,
          label: `${programme} · ${t(agency, agencyEn)} · ${formatDong(amount, request.language)} đồng`,
        })),
      })
    ),
  submit: words('Đặt các khoản đã chọn', 'Put the chosen ones beside it'),
  cancel: ({ id }) => `/yearly-plans/${id}`,
  done: ({ id }) => ({ to: `/yearly-plans/${id}#beside`, message: words('Đã ghi.', 'Recorded.') }),
})

export const besidePages: readonly Page[] = [...besideAdded.pages, ...integrationsAdded.pages]
