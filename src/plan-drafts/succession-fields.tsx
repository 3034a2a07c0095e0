import type { FormValues, PageRequest } from '../platform/page.ts'
import { type Fields, Section, Table } from '../ui/index.ts'
import type { Draft } from './result-items.tsx'
import { proposeSuccession } from './succession.ts'

/* Which plans a new plan takes the place of, and which of their criteria its own go on from: asked on acceptance. */

const replacesField = (planId: number) => `replaces.${planId}`
const criterionField = (planId: number, place: number) => `criterion.${planId}.${place}`

/** The criteria of the draft that are confirmed one by one, with their places: only they have answers that can follow. */
function asked(draft: Draft) {
  return draft.document.criteria.flatMap((criterion, place) =>
    criterion.bySize === true
      ? []
      : [{ place, code: criterion.code, text: criterion.vi, textEn: criterion.en }],
  )
}

/** What is proposed: the plan that the draft was built on, and for each criterion the one most alike. */
export function proposedSuccession(draft: Draft): FormValues {
  const later = asked(draft)
  return Object.fromEntries(
    draft.plans.flatMap((plan) => [
      ...(plan.id === draft.plan?.id ? [[replacesField(plan.id), 'on']] : []),
      ...proposeSuccession(later, plan.criteria).map((from, at) => [
        criterionField(plan.id, later[at]?.place ?? 0),
        from === null ? '' : String(plan.criteria[from]?.id ?? ''),
      ]),
    ]),
  )
}

/** The fields, plan by plan, each new criterion beside the old ones. */
export function SuccessionFields({
  request: { t },
  draft,
  f,
}: {
  request: PageRequest
  draft: Draft
  f: Fields
}) {
  const later = asked(draft)
  return (
    <>
      {draft.plans.map((plan) => (
        <Section title={t(`Kế hoạch ${plan.number}`, `Plan ${plan.number}`)} id={`plan-${plan.id}`}>
          {f.check(replacesField(plan.id), {
            label: t(`Nối tiếp, thay thế Kế hoạch ${plan.number}`, `Takes the place of Plan ${plan.number}`),
            hint: t(
              'Việc đang làm của kế hoạch này vẫn ở các danh sách và được làm xong theo quy định của nó.',
              'Its work in progress stays in the lists and is finished under its own rules.',
            ),
          })}
          {later.length === 0 || plan.criteria.length === 0 ? null : (
            <Table
              caption={t(
                'Tiêu chí ưu tiên: câu trả lời đã có, kèm minh chứng, theo sang tiêu chí mới',
                'Criteria of priority: answers given, with their evidence, follow to the new criterion',
              )}
              stack
            >
              <thead>
                <tr>
                  <th scope="col">{t('Tiêu chí mới', 'New criterion')}</th>
                  <th scope="col">
                    {t(`Tiêu chí của Kế hoạch ${plan.number}`, `Criterion of Plan ${plan.number}`)}
                  </th>
                </tr>
              </thead>
              <tbody>
                {later.map(({ place, code, text, textEn }) => (
                  <tr>
                    <td data-label={t('Tiêu chí mới', 'New criterion')}>
                      <b>{code})</b> {t(text, textEn)}
                    </td>
                    <td>
                      {f.select(criterionField(plan.id, place), {
                        label: t(`Nối tiếp tiêu chí (${code})`, `Continues criterion (${code})`),
                        choices: plan.criteria.map((old) => ({
                          value: old.id,
                          label: `${old.code}) ${t(old.text, old.textEn)}`,
                        })),
                        empty: t('Không nối tiếp tiêu chí nào', 'Continues none'),
                      })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </Section>
      ))}
    </>
  )
}

/** `replaces.7` and `criterion.7.2` of the form → `replacesPlanIds` and `succeeds` of the command; of plans not replaced nothing. */
export function successionInput(values: FormValues): {
  replacesPlanIds: string[]
  succeeds: { criterion: string; predecessorId: string }[]
} {
  const typed = Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const replacesPlanIds = typed.flatMap(([name, value]) => {
    const planId = /^replaces\.(\d+)$/.exec(name)?.[1]
    return planId === undefined || value === '' ? [] : [planId]
  })
  const succeeds = typed.flatMap(([name, value]) => {
    const [, planId, place] = /^criterion\.(\d+)\.(\d+)$/.exec(name) ?? []
    if (planId === undefined || place === undefined || value === '' || !replacesPlanIds.includes(planId))
      return []
    return [{ criterion: place, predecessorId: value }]
  })
  return { replacesPlanIds, succeeds }
}
