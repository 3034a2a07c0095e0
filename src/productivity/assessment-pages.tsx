import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatPercent } from '../platform/numbers.ts'

import {
  type FormState,
  type FormValues,
  freshForm,
  numberOf,
  type PageRequest,
  page,
  receiver,
} from '../platform/page.ts'
import { listContents } from '../support/index.ts'
import { Form, fields, Meter, Section, StateBadge, Table } from '../ui/index.ts'
import { adviceOf, questionnaire, scoresOf, stageOf, stages } from './assessment.ts'
import { recordAssessment } from './commands.ts'
import { listAssessments } from './queries.ts'
import { crumbs, readers } from './words.ts'

const load = (request: PageRequest) => request.execute(listAssessments, { id: numberOf(request, 'id') })
type Shown = Awaited<ReturnType<typeof load>>

export const assessmentPage = page({
  route: 'GET /enterprises/{id}/assessment',
  may: readers,
  run: async (request) => view(request, await load(request)),
})

export const assessmentAction = receiver({
  command: recordAssessment,
  address: '/enterprises/{id}/assessment',
  input: (values, request) => ({ id: numberOf(request, 'id'), answers: answersOf(values) }),
  done: (_output, { request }) => ({
    to: `/enterprises/${numberOf(request, 'id')}/assessment`,
    message: words('Đã lưu bản tự đánh giá.', 'The self-assessment is saved.'),
  }),
  again: async (request, form) => view(request, await load(request), form),
})

/** The answers of a form: its fields `answers.<key>`. */
function answersOf(values: FormValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith('answers.') && value !== '' ? [[name.slice('answers.'.length), value]] : [],
    ),
  )
}

/** The page of an enterprise's self-assessment. @param typed the form that was refused, to be shown again */
async function view(request: PageRequest, shown: Shown, typed?: FormState) {
  const { t, actor } = request
  const edit = holds(actor, ['coordinator', 'enterprise'])
  const questions = questionnaire()
  const same = shown.assessments.filter((each) => each.questionnaire === questions.edition)
  return {
    title: t('Tự đánh giá thực hành năng suất chất lượng', 'Self-assessment of productivity practice'),
    lead: shown.name,
    breadcrumbs: crumbs(request, shown),
    body: (
      <>
        {same.length === 0 ? null : await Results({ request, assessments: same })}
        {edit ? (
          <Questions request={request} id={shown.id} typed={typed} last={same[0]?.answers ?? {}} />
        ) : null}
        {same.length === 0 && !edit ? (
          <p>{t('Chưa có lần tự đánh giá nào.', 'No self-assessment yet.')}</p>
        ) : null}
      </>
    ),
  }
}

async function Results({
  request,
  assessments,
}: {
  request: PageRequest
  assessments: Shown['assessments']
}) {
  const { t, language } = request
  const questions = questionnaire()
  const [latest, before] = assessments
  if (latest === undefined) return null
  const scores = scoresOf(questions, latest.answers)
  const earlier = before === undefined ? null : scoresOf(questions, before.answers)
  const advice = adviceOf(scores)
  const contents = new Map((await request.execute(listContents, {})).map((content) => [content.key, content]))
  return (
    <>
      <Section
        title={t(
          `Kết quả ngày ${formatDate(latest.assessedOn)}`,
          `Result of ${formatDate(latest.assessedOn)}`,
        )}
        id="result"
      >
        <Table caption={t('Điểm theo lĩnh vực thực hành', 'Score by area of practice')} stack>
          <thead>
            <tr>
              <th>{t('Lĩnh vực thực hành', 'Area of practice')}</th>
              <th>{t('Điểm', 'Score')}</th>
              <th>{t('Lần trước', 'Last time')}</th>
              <th>{t('Mức', 'Level')}</th>
              <th>{t('Điểm yếu nhất', 'Weakest point')}</th>
            </tr>
          </thead>
          <tbody>
            {scores.map((score, place) => {
              const past = earlier?.[place]?.share
              return (
                <tr>
                  <td data-label={t('Lĩnh vực thực hành', 'Area of practice')}>{t(score.name)}</td>
                  <td data-label={t('Điểm', 'Score')} class="sm:w-40">
                    {formatPercent(score.share, language)}
                    <Meter
                      share={score.share}
                      label={`${t(score.name)}: ${formatPercent(score.share, language)}`}
                    />
                  </td>
                  <td data-label={t('Lần trước', 'Last time')}>
                    {past === undefined ? '—' : formatPercent(past, language)}
                  </td>
                  <td data-label={t('Mức', 'Level')}>
                    <StateBadge of={stages} is={stageOf(score.share)} t={t} />
                  </td>
                  <td data-label={t('Điểm yếu nhất', 'Weakest point')}>{t(score.weakest)}</td>
                </tr>
              )
            })}
          </tbody>
        </Table>
        {latest.note === null ? null : <p class="mt-3 whitespace-pre-line">{latest.note}</p>}
      </Section>
      <Section
        title={t('Nội dung hỗ trợ phù hợp', 'Support that fits')}
        lead={t(
          'Gợi ý từ bản tự đánh giá, lĩnh vực yếu nhất trước; không thay cho khảo sát của chuyên gia.',
          'Suggested by the self-assessment, the weakest area first; no substitute for an expert’s survey.',
        )}
      >
        {advice.length === 0 ? (
          <p>
            {t(
              'Các thực hành đều đã thành nền nếp. Có thể nghĩ đến sản xuất thông minh, năng suất xanh hoặc Giải thưởng Chất lượng Quốc gia.',
              'All practices are in place. Smart production, green productivity or the National Quality Award may be next.',
            )}
          </p>
        ) : (
          <ol class="list-decimal pl-5">
            {advice.map((area) => (
              <li>
                <span class="font-semibold">{t(area.name)}</span>:{' '}
                {area.contents
                  .flatMap((key) => contents.get(key) ?? [])
                  .map((content) => t(content.name, content.nameEn))
                  .join('; ')}
              </li>
            ))}
          </ol>
        )}
        <p class="no-print mt-3">
          <a href="/applications/new">
            {t('Lập hồ sơ đề nghị hỗ trợ', 'Draw up an application for support')}
          </a>
        </p>
      </Section>
    </>
  )
}

function Questions(props: {
  request: PageRequest
  id: number
  typed: FormState | undefined
  last: Readonly<Record<string, number>>
}) {
  const { t } = props.request
  const questions = questionnaire()
  const proposed = Object.fromEntries(
    Object.entries(props.last).map(([key, level]) => [`answers.${key}`, String(level)]),
  )
  const form = props.typed ?? freshForm(proposed)
  const f = fields(form, t)
  const choices = questions.levels.map((level, value) => ({ value, label: `${value} · ${t(level)}` }))
  return (
    <Section
      title={t('Bộ câu hỏi', 'Questionnaire')}
      lead={t(
        'Chọn mức đúng nhất với thực tế hôm nay. Kết quả chỉ doanh nghiệp và cơ quan của Chương trình xem được.',
        'Choose what is true today. Only the enterprise and the programme’s agencies see the result.',
      )}
    >
      <Form
        form={form}
        t={t}
        action={`/enterprises/${props.id}/assessment`}
        submit={t('Lưu và xem kết quả', 'Save and see the result')}
        cancel={`/enterprises/${props.id}/productivity`}
      >
        {f.hidden('edition', questions.edition)}
        {questions.areas.map((area) => (
          <>
            <h3>{t(area.name)}</h3>
            {area.statements.map((statement) =>
              f.radio(`answers.${statement.key}`, { label: t(statement), choices }),
            )}
          </>
        ))}
        {f.area('note', { label: t('Ghi chú', 'Note') })}
      </Form>
    </Section>
  )
}

import { holds } from '../platform/actor.ts'
