import { EnterpriseChoice, OwnChoice, ownNamed } from '../enterprises/index.ts'
import { words } from '../platform/language.ts'
import { freshForm, type PageRequest, page } from '../platform/page.ts'
import { contentChoices } from '../support/index.ts'
import { formPage } from '../ui/index.ts'
import { recordProject } from './commands.ts'
import { projectFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { projectChoices } from './queries.ts'

/* The form that begins a project: the enterprise first, then what is to be improved. */

const address = `${at}/new` as const
const title = words('Lập dự án cải tiến', 'Begin an improvement project')

/** The enterprise that the address or the form names, or the only one of its owner; null until one is chosen. */
async function enterpriseNamed(request: PageRequest): Promise<string | null> {
  const { actor, url } = request
  const typed = [(await request.form()).enterpriseId ?? ''].flat()[0] ?? ''
  const named = url.searchParams.get('enterpriseId') ?? typed
  if (named !== '') return named
  const own = actor.enterpriseIds.length > 0 ? ownNamed(request) : null
  return own === null ? null : String(own)
}

/** What a project of an enterprise may hang on, as choices of its form. */
export async function tiedChoices(request: PageRequest, enterpriseId: string | number) {
  const found = await request.execute(projectChoices, { enterpriseId })
  return {
    enterprise: found.enterprise,
    choices: {
      contentId: await contentChoices(request, false),
      turnId: found.turns.map(({ id, name }) => ({ value: id, label: name })),
      taskId: found.tasks.map(({ id, name }) => ({ value: id, label: name.slice(0, 90) })),
    },
  }
}

const unnamed = { enterpriseId: '', enterprise: '', choices: { contentId: [], turnId: [], taskId: [] } }

const begun = formPage({
  command: recordProject,
  address,
  record: async (request) => {
    const enterpriseId = await enterpriseNamed(request)
    // a form without an enterprise is refused by the command, which names the field
    if (enterpriseId === null || !/^\d+$/.test(enterpriseId)) return unnamed
    return { enterpriseId, ...(await tiedChoices(request, enterpriseId)) }
  },
  title,
  lead: ({ record }) => record.enterprise,
  crumbs,
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('enterpriseId', record.enterpriseId)}
      {projectFields.form(f, t, {
        choices: record.choices,
        // an enterprise knows of no task
        without: record.choices.taskId.length === 0 ? ['taskId'] : [],
      })}
    </>
  ),
  submit: words('Lập dự án', 'Begin the project'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words(
      'Đã lập dự án; xin chọn chỉ số và ghi giá trị trước khi bắt đầu.',
      'The project is begun; choose measures and enter their values before it starts.',
    ),
  }),
})

export const projectFormPages = [
  page({
    route: `GET ${address}`,
    may: recordProject.may,
    async run(request) {
      const { url, t } = request
      if ((await enterpriseNamed(request)) !== null)
        return begun.view(
          request,
          freshForm({
            turnId: url.searchParams.get('turnId') ?? undefined,
            taskId: url.searchParams.get('taskId') ?? undefined,
          }),
        )
      const where = { request, at: address }
      return {
        title: t(title),
        lead: t('Chọn doanh nghiệp trước.', 'Choose the enterprise first.'),
        breadcrumbs: crumbs(request),
        body: request.actor.enterpriseIds.length > 0 ? await OwnChoice(where) : await EnterpriseChoice(where),
      }
    },
  }),
  begun.pages[1],
]
