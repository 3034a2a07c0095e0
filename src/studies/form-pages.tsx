import { words } from '../platform/language.ts'
import {
  type FormState,
  fillingOf,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
} from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { flatChoices, nestedParts } from './by-factor/choices.ts'
import { authors, createStudy, editStudy } from './commands.ts'
import { type Editing, formView, usual } from './form-view.tsx'
import { previewStudy, showStudy } from './queries.ts'

const newPage = page({
  route: 'GET /studies/new',
  for: createStudy,
  run: (request) => {
    const territory = request.url.searchParams.get('territory') ?? ''
    return formView(request, freshForm({ ...usual, territoryId: territory }))
  },
})

const create = receiver({
  command: createStudy,
  address: '/studies',
  input: nestedParts,
  done: ({ id }) => ({ to: `/studies/${id}`, message: words('Đã lưu dự thảo.', 'The draft is kept.') }),
  again: (request, form) => formView(request, form),
})

async function editingOf(request: PageRequest, id: string | null | undefined): Promise<Editing | undefined> {
  if (id === null || id === undefined) return undefined
  const study = await request.execute(showStudy, { id })
  return { id: study.id, title: study.title }
}

/** The form again with what it would give: nothing is kept, nothing typed is lost. */
const preview = page({
  route: 'POST /studies/preview',
  may: authors,
  command: createStudy,
  run: async (request) => {
    const values = await request.form()
    const editing = await editingOf(request, request.url.searchParams.get('edit'))
    const form: FormState = { values, errors: [], problem: null, once: fillingOf(values) }
    const { _once, version, title, ...typed } = values
    try {
      const preview = await request.execute(previewStudy, nestedParts(typed))
      return await formView(request, form, { editing, preview })
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error
      const refused = { ...form, errors: error.fields, problem: error.words }
      const shown = await formView(request, refused, { editing })
      return 'body' in shown && 'title' in shown ? { ...shown, status: 422 } : shown
    }
  },
})

const editPage = page({
  route: 'GET /studies/{id}/edit',
  for: editStudy,
  run: async (request) => {
    const study = await request.execute(showStudy, { id: request.params.id })
    if (!study.own || (study.state !== 'draft' && study.state !== 'returned')) {
      return { to: `/studies/${study.id}` }
    }
    return formView(
      request,
      freshForm({
        ...flatChoices(study.choices),
        territoryId: String(study.territoryId),
        sector: study.sectorKey,
        title: study.title,
        version: String(study.version),
      }),
      { editing: study },
    )
  },
})

const edit = receiver({
  command: editStudy,
  address: '/studies/{id}/edit',
  input: (values) => ({ ...nestedParts(values) }),
  done: ({ id }) => ({ to: `/studies/${id}`, message: words('Đã lưu.', 'Saved.') }),
  again: async (request, form) =>
    formView(request, form, { editing: await editingOf(request, request.params.id) }),
})

export const studyFormPages: readonly Page[] = [newPage, create, preview, editPage, edit]
