import type { z } from 'zod'
import { documentDownload } from '../documents/write/export.ts'
import { staff } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import type { Command } from '../platform/operation.ts'
import { type Page, page, receiver, submit } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Notice } from '../ui/index.ts'
import { partNames } from './by-factor/choices.ts'
import { chartNames, studyChart } from './charts.ts'
import {
  publishStudy,
  recalculateStudy,
  returnStudy,
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

/** The receiver of the form of one act, below the study's address. */
const actOf = <I extends z.ZodObject, O extends z.ZodType>(
  act: Act,
  command: Command<I, O>,
  message: Words,
) =>
  receiver({
    command,
    address: `/studies/{id}/${act}`,
    done: (_output, { request }) => ({ to: `/studies/${request.params.id}`, message }),
    again: async (request, form) =>
      studyView(request, await request.execute(showStudy, { id: request.params.id }), { act, form }),
  })

const acts: readonly Page[] = [
  actOf('submission', submitStudy, words('Đã trình thẩm tra.', 'Submitted for review.')),
  actOf('review', reviewStudy, words('Đã thẩm tra.', 'Reviewed.')),
  actOf('return', returnStudy, words('Đã trả lại.', 'Sent back.')),
  actOf('publication', publishStudy, words('Đã công bố.', 'Published.')),
  actOf('withdrawal', withdrawStudy, words('Đã rút tính toán.', 'The study is withdrawn.')),
  page({
    route: 'POST /studies/{id}/recalculation',
    for: recalculateStudy,
    run: (request) =>
      submit(request, recalculateStudy, {
        input: (values) => ({ ...values, id: request.params.id }),
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
    return documentDownload(request, file)
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
