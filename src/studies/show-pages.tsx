import { download } from '../documents/write/export.ts'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type FormState, type Page, type PageRequest, page, submit } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Notice } from '../ui/index.ts'
import { partNames } from './by-factor/choices.ts'
import { chartNames, studyChart } from './charts.ts'
import {
  authors,
  publishers,
  publishStudy,
  recalculateStudy,
  returnStudy,
  reviewers,
  reviewStudy,
  submitStudy,
  withdrawStudy,
} from './commands.ts'
import { showStudy, studyDocument } from './queries.ts'
import { crumb } from './result-view.tsx'
import { type Act, studyView } from './show-view.tsx'

const show = page({
  route: 'GET /studies/{id}',
  may: ['public', ...staff],
  run: async (request) =>
    studyView(request, await request.execute(showStudy, { id: request.params.id }), null),
})

/** The page again with the form that was refused. */
const again = (request: PageRequest, act: Act) => async (form: FormState) =>
  studyView(request, await request.execute(showStudy, { id: request.params.id }), { act, form })

const withId = (request: PageRequest) => (values: Record<string, unknown>) => ({
  ...values,
  id: request.params.id,
})
const back = (request: PageRequest, message: string) => () => ({
  to: `/studies/${request.params.id}`,
  message,
})

const acts: readonly Page[] = [
  page({
    route: 'POST /studies/{id}/submission',
    may: authors,
    run: (request) =>
      submit(request, submitStudy, {
        input: withId(request),
        done: back(request, request.t('Đã trình thẩm tra.', 'Submitted for review.')),
        again: again(request, 'submission'),
      }),
  }),
  page({
    route: 'POST /studies/{id}/review',
    may: reviewers,
    run: (request) =>
      submit(request, reviewStudy, {
        input: withId(request),
        done: back(request, request.t('Đã thẩm tra.', 'Reviewed.')),
        again: again(request, 'review'),
      }),
  }),
  page({
    route: 'POST /studies/{id}/return',
    may: reviewers,
    run: (request) =>
      submit(request, returnStudy, {
        input: withId(request),
        done: back(request, request.t('Đã trả lại.', 'Sent back.')),
        again: again(request, 'return'),
      }),
  }),
  page({
    route: 'POST /studies/{id}/publication',
    may: publishers,
    run: (request) =>
      submit(request, publishStudy, {
        input: withId(request),
        done: back(request, request.t('Đã công bố.', 'Published.')),
        again: again(request, 'publication'),
      }),
  }),
  page({
    route: 'POST /studies/{id}/withdrawal',
    may: publishers,
    run: (request) =>
      submit(request, withdrawStudy, {
        input: withId(request),
        done: back(request, request.t('Đã rút tính toán.', 'The study is withdrawn.')),
        again: again(request, 'withdrawal'),
      }),
  }),
  page({
    route: 'POST /studies/{id}/recalculation',
    may: authors,
    run: (request) =>
      submit(request, recalculateStudy, {
        input: withId(request),
        done: ({ id }) => ({
          to: `/studies/${id}`,
          message: request.t('Đã tính lại thành dự thảo mới.', 'Computed again as a new draft.'),
        }),
        again: async (form) => ({
          title: request.t('Chưa tính lại được', 'It could not be computed again'),
          breadcrumbs: [crumb(request.t)],
          body: (
            <Notice tone="error" live>
              {form.errors.length === 0
                ? form.problem === null
                  ? null
                  : request.t(form.problem)
                : form.errors.map((error) => <p>{request.t(error.words)}</p>)}
            </Notice>
          ),
        }),
      }),
  }),
]

const documentPage = page({
  route: 'GET /studies/{id}/document',
  may: ['public', ...staff],
  run: async (request) => {
    const file = await request.execute(studyDocument, {
      id: request.params.id,
      format: request.url.searchParams.get('format') ?? 'docx',
    })
    return download(file.name, file.mime, Uint8Array.from(Buffer.from(file.base64, 'base64')))
  },
})

/** A chart alone, to be kept or put into another document. */
const chart = page({
  route: 'GET /studies/{id}/chart/{name}',
  may: ['public', ...staff],
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

export const studyShowPages: readonly Page[] = [show, ...acts, documentPage, chart]
