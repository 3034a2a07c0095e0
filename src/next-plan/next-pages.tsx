import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  fillingOf,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { Notice, Section } from '../ui/index.ts'
import { BasisView, type ShownBasis } from './basis-view.tsx'
import { draftNext } from './commands.ts'
import { inputOfForm } from './form.ts'
import { ChoicesForm, proposedValues } from './form-view.tsx'
import { Preview } from './preview-view.tsx'
import { draftingBasis, nextProposal } from './queries.ts'

export const nextPlanPage: Page = page({
  route: 'GET /plan/next',
  for: draftingBasis,
  async run(request) {
    const basis = await request.execute(draftingBasis, {})
    return nextView(request, basis, freshForm(proposedValues(basis)))
  },
})

const draft = receiver({
  command: draftNext,
  address: '/plan/next',
  input: inputOfForm,
  done: ({ id }) => ({
    to: `/plan-drafts/${id}`,
    message: words(
      'Đã lập dự thảo. Mỗi con số có cách tính bên cạnh; sửa, xuất văn bản và ban hành tại đây.',
      'The draft is made. Each figure has its calculation beside it; edit, export and accept it here.',
    ),
  }),
  again: async (request, form) => nextView(request, await request.execute(draftingBasis, {}), form),
})

/** "Tính thử" works the figures out again and keeps nothing; the other button makes the draft. */
export const draftNextPage: Page = {
  ...draft,
  async run(request) {
    const values = await request.form()
    if (values._step !== 'try') return draft.run(request)
    const basis = await request.execute(draftingBasis, {})
    return nextView(request, basis, {
      ...freshForm(values),
      once: fillingOf(values),
    })
  },
}

async function nextView(request: PageRequest, basis: ShownBasis, form: FormState): Promise<View> {
  const { t, actor } = request
  const { firstYear, lastYear } = basis.orientation
  const worked = await workOut(request, form)
  const shownForm = worked.form
  return {
    title: t(`Dự thảo giai đoạn ${firstYear} - ${lastYear}`, `Draft for ${firstYear}-${lastYear}`),
    lead: t(
      `Lập từ kết quả và kinh phí của Kế hoạch ${basis.plan.number}; mỗi con số có cách tính.`,
      `Made from the results and the money of Plan ${basis.plan.number}; each figure has its calculation.`,
    ),
    breadcrumbs: [{ label: t('Kế hoạch', 'The plan'), href: '/plan' }],
    ...(worked.status === null ? {} : { status: worked.status }),
    body: (
      <>
        {basis.openDraft === null ? null : (
          <Notice tone="info" title={t('Đang có một dự thảo', 'A draft is open')}>
            <p>
              <a href={`/plan-drafts/${basis.openDraft.id}`}>{basis.openDraft.label}</a>
            </p>
          </Notice>
        )}
        <BasisView request={request} basis={basis} />
        {mayRun(actor, draftNext) ? (
          <Section id="choices" title={t('Lựa chọn', 'Choices')}>
            <ChoicesForm request={request} basis={basis} form={shownForm} />
          </Section>
        ) : null}
        <div id="preview">
          <h2 class="mb-3">{t('Tính thử', 'Trial calculation')}</h2>
          {worked.proposal === null ? (
            <Notice tone="error">
              {t(
                'Xin sửa các mục nêu ở trên rồi tính lại.',
                'Please mend what is named above and work it out again.',
              )}
            </Notice>
          ) : (
            <Preview request={request} proposal={worked.proposal} basis={basis} />
          )}
        </div>
      </>
    ),
  }
}

/** The proposal that follows from what the form holds, or the form with what is wrong in it. */
async function workOut(request: PageRequest, form: FormState) {
  try {
    const proposal = await request.execute(nextProposal, inputOfForm(form.values))
    return { proposal, form, status: null }
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    const known = form.problem === null ? { ...form, errors: error.fields, problem: error.words } : form
    return { proposal: null, form: known, status: error.status }
  }
}
