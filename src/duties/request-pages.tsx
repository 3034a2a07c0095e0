import { listAgencies } from '../agencies/index.ts'
import { betweenPlans, planChoices } from '../plan/index.ts'
import { roleNames } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { FormState, Page, PageRequest } from '../platform/page.ts'
import { formPage } from '../ui/index.ts'
import { requestFields, termFields } from './fields.ts'
import { requestableDuties, requestDuty } from './requests.ts'

const requestForm = formPage({
  command: requestDuty,
  address: '/duties/new',
  title: words('Yêu cầu công việc đột xuất', 'Ask agencies for work'),
  lead: words(
    'Mỗi cơ quan được chọn nhận một việc có thời hạn, được nhắc và ghi hoàn thành như việc theo kế hoạch.',
    'Each agency that is chosen gets a dated piece of work, reminded of and marked as done like the plan\u2019s own.',
  ),
  crumbs: ({ t }) => [{ label: t('Nhiệm vụ của các cơ quan', 'Duties of agencies'), href: '/duties' }],
  above: ({ request }) => betweenPlans(request),
  initial: (_record, { url }) => ({
    counted: 'calendar',
    planId: url.searchParams.get('planId') ?? undefined,
    code: url.searchParams.get('code') ?? undefined,
    agencyIds: url.searchParams.getAll('agencyId'),
  }),
  fields: async ({ request, form, f, t }) => {
    const plans = await planChoices(request)
    const [named] = [form.values.planId ?? []].flat()
    const planId = plans.some(({ value }) => String(value) === named) ? named : undefined
    const duties = await request.execute(requestableDuties, { planId })
    const { rows: agencies } = await request.execute(listAgencies, { state: 'living', limit: 1000 })
    return (
      <>
        {plans.length < 2 ? null : (
          <p class="hint">
            {t('Chọn kế hoạch để thấy nhiệm vụ của kế hoạch đó', 'Choose a plan to see its duties')}:{' '}
            {plans.map(({ value, label }, at) => (
              <>
                {at === 0 ? '' : ' · '}
                <a href={`/duties/new?planId=${value}`}>{label}</a>
              </>
            ))}
          </p>
        )}
        {requestFields.form(f, t, {
          choices: {
            code: duties.map((duty) => ({
              value: duty.code,
              label: `${duty.code}. ${short(t(duty.text, duty.textEn))}`,
            })),
            planId: plans,
          },
          without: plans.length === 0 ? ['planId'] : [],
        })}
        <AgencyBoxes request={request} form={form} agencies={agencies} />
        <fieldset class="grid gap-4">
          <legend class="mb-1 font-semibold">{t('Thời hạn', 'Due')}</legend>
          {termFields.form(f, t)}
        </fieldset>
      </>
    )
  },
  submit: words('Gửi yêu cầu', 'Send the request'),
  cancel: '/duties',
  done: ({ ids }) => ({
    to: ids.length === 1 ? `/duties/${ids[0]}` : '/duties?kind=requested',
    message: words(`Đã gửi yêu cầu tới ${ids.length} cơ quan.`, `Asked ${ids.length} agencies.`),
  }),
})

export const requestPages: readonly Page[] = requestForm.pages

function short(text: string): string {
  return text.length <= 90 ? text : `${text.slice(0, 88).trimEnd()} …`
}

/** One box for each agency in being, by its role. */
function AgencyBoxes(props: {
  request: PageRequest
  form: FormState
  agencies: readonly { id: number; name: string; nameEn: string; kind: keyof typeof roleNames }[]
}) {
  const { t } = props.request
  const { form } = props
  const chosen = [form.values.agencyIds ?? []].flat()
  const error = form.errors.find((each) => each.field.startsWith('agencyIds'))
  return (
    <fieldset id="f-agencyIds" aria-describedby={error ? 'e-agencyIds' : undefined}>
      <legend class="mb-1 font-semibold">{t('Cơ quan thực hiện', 'Implementing agencies')}</legend>
      {[...Map.groupBy(props.agencies, (agency) => agency.kind)].map(([kind, agencies]) => (
        <div class="mb-2">
          <p class="hint">{t(roleNames[kind])}</p>
          <div class="grid gap-x-6 gap-y-1 sm:grid-cols-2">
            {agencies.map((agency) => (
              <label class="flex items-start gap-2">
                <input
                  class="checkbox mt-0.5 border-base-content/60"
                  type="checkbox"
                  name="agencyIds"
                  value={String(agency.id)}
                  checked={chosen.includes(String(agency.id))}
                />
                <span>{t(agency.name, agency.nameEn)}</span>
              </label>
            ))}
          </div>
        </div>
      ))}
      {error === undefined ? null : (
        <p class="mt-1 font-semibold text-error" id="e-agencyIds">
          {t(error.words)}
        </p>
      )}
    </fieldset>
  )
}
