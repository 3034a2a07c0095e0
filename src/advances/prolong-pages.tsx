import { heldRows } from '../controls/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, receiver } from '../platform/page.ts'
import { formPage, StateBadge } from '../ui/index.ts'
import { partStates } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { PartList } from './part-list.tsx'
import { approveProlongation, proposedDay, refuseProlongation } from './prolonging.ts'
import { type ShownAdvance, showAdvance } from './queries.ts'

const title = words('Các lần gia hạn hoàn tạm ứng', 'Later days to clear an advance')

/** The later days of an advance: each with its document and reason, who proposed and approved it, and what can be done now. */
export async function Prolongations({ request, advance }: { request: PageRequest; advance: ShownAdvance }) {
  const { t } = request
  const waiting = advance.prolongations.filter(({ state }) => state === 'entered').map(({ id }) => id)
  return (
    <PartList
      request={request}
      id="prolongations"
      title={t(title)}
      none={t('Chưa gia hạn lần nào.', 'It was not prolonged.')}
      parts={advance.prolongations}
      href={(one) => `${at}/${advance.id}/prolongations/${one.id}`}
      acts={{
        confirm: {
          command: approveProlongation,
          label: words('Phê duyệt gia hạn', 'Approve the prolongation'),
          path: 'approval',
        },
        refuse: refuseProlongation,
        refuseLabel: words('Không duyệt gia hạn', 'Refuse the prolongation'),
      }}
      held={await heldRows(request, 'payment', proposedDay, waiting)}
      shown={(one) => ({
        sums: (
          <b>
            {t(
              `Từ ${formatDate(one.dueBefore)} đến ${formatDate(one.dueOn)}`,
              `From ${formatDate(one.dueBefore)} to ${formatDate(one.dueOn)}`,
            )}
          </b>
        ),
        badge: <StateBadge of={partStates} is={one.state} t={t} />,
        about: <>{one.why} · </>,
      })}
    />
  )
}

const back = (id: number) => ({ to: `${at}/${id}#prolongations` })
const approved = receiver({
  command: approveProlongation,
  address: `${at}/{id}/prolongations/{prolongation}/approval`,
  done: ({ id, dueOn }) => ({
    ...back(id),
    message: words(
      `Đã gia hạn: hạn hoàn tạm ứng là ${formatDate(dueOn)}.`,
      `It is prolonged: to be cleared by ${formatDate(dueOn)}.`,
    ),
  }),
})
const refused = formPage({
  command: refuseProlongation,
  address: `${at}/{id}/prolongations/{prolongation}/refusal`,
  title: words('Không duyệt gia hạn hoàn tạm ứng', 'Refuse a later day to clear an advance'),
  record: (request) => request.execute(showAdvance, { id: numberOf(request, 'id') }),
  lead: ({ record }) => `${record.beneficiary}: ${record.documentNumber}`,
  crumbs: (request, record) => [
    ...crumbs(request),
    { label: request.t('Khoản tạm ứng này', 'This advance'), href: `${at}/${record.id}` },
  ],
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 }),
  submit: words('Không duyệt gia hạn', 'Refuse the prolongation'),
  cancel: (record) => `${at}/${record.id}`,
  done: ({ id }) => ({
    ...back(id),
    message: words('Đã ghi: không gia hạn.', 'It is not prolonged.'),
  }),
})

export const prolongPages = [approved, ...refused.pages]
