import { documentDownload } from '../documents/write/export.ts'
import { words } from '../platform/language.ts'
import { type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Notice, type Sent } from '../ui/index.ts'
import { type StudyAct, studyActs } from './acts.tsx'
import { partNames } from './by-factor/choices.ts'
import { chartNames, studyChart } from './charts.ts'
import { recalculateStudy } from './commands.ts'
import { showStudy, studyDocument } from './queries.ts'
import { crumb } from './result-view.tsx'
import { studyView } from './show-view.tsx'

/** The page of the study of the route's id. @param sent a form of it that was refused, to be shown again */
const shown = async (request: PageRequest, sent?: Sent<StudyAct>) =>
  studyView(request, await request.execute(showStudy, { id: request.params.id }), sent)

const show = page({
  route: 'GET /studies/{id}',
  for: showStudy,
  run: (request) => shown(request),
})

const recalculation = receiver({
  command: recalculateStudy,
  address: '/studies/{id}/recalculation',
  done: ({ id }) => ({
    to: `/studies/${id}`,
    message: words('Đã tính lại thành dự thảo mới.', 'Computed again as a new draft.'),
  }),
  again: ({ t }, form) => ({
    title: t('Chưa tính lại được', 'It could not be computed again'),
    breadcrumbs: [crumb(t)],
    body: (
      <Notice tone="error" live>
        {form.errors.length === 0
          ? form.problem === null
            ? null
            : t(form.problem)
          : form.errors.map((error) => <p>{t(error.words)}</p>)}
      </Notice>
    ),
  }),
})

const documentPage = page({
  route: 'GET /studies/{id}/document',
  for: studyDocument,
  run: async (request) => {
    const file = await request.execute(studyDocument, {
      id: request.params.id,
      format: request.url.searchParams.get('format') ?? 'docx',
    })
    return documentDownload(request, file)
  },
})

/** A chart alone, to be kept or put into another document. */
const chart = page({
  route: 'GET /studies/{id}/chart/{name}',
  for: showStudy,
  run: async (request) => {
    const name = chartNames.find((each) => `${each}.svg` === request.params.name)
    const study = await request.execute(showStudy, { id: request.params.id })
    const svg =
      name === undefined
        ? null
        : studyChart(name, study.result, {
            language: request.language,
            size: 'wide',
            id: name,
            names: partNames(study.data),
          })
    if (svg === null) throw notFound(words('biểu đồ', 'Chart'))
    return new Response(svg, {
      headers: {
        'Content-Type': 'image/svg+xml; charset=utf-8',
        'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'private, no-store',
      },
    })
  },
})

export const studyShowPages: readonly Page[] = [
  show,
  ...studyActs.receivers(shown),
  recalculation,
  documentPage,
  chart,
]
