import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Act, Badge, Empty, LinkButton, Section, Table } from '../ui/index.ts'
import { type CoveredSentence, coveredPlan } from './coverage.ts'
import { title } from './list-page.tsx'
import { decideRecording } from './recordings.ts'
import { recordKinds } from './records.ts'

interface Line {
  readonly said: string
  readonly href: string
}

/** The records that tell of a sentence, with their numbers. */
function recordLines(of: CoveredSentence, planId: number, { t, language }: PageRequest): Line[] {
  return of.told.map(({ record, count }) => {
    const { label, href } = recordKinds[record]
    return {
      said: count === null ? t(label) : `${t(label)}: ${formatNumber(count, language)}`,
      href: href(planId),
    }
  })
}

/** Why these records tell of it. */
function Why({ of, t }: { of: CoveredSentence; t: PageRequest['t'] }) {
  if (of.decision !== null)
    return (
      <p class="mt-1 text-sm">
        {t('Cán bộ đã chọn', 'Chosen by an officer')}: {of.decision.source}
      </p>
    )
  const by = [...new Set(of.told.flatMap(({ grounds }) => grounds.map((ground) => ground.by)))]
  return by.length === 0 ? null : (
    <details class="mt-1 text-sm">
      <summary>{t('Đề xuất theo', 'Proposed because of')}</summary>
      {by.join('; ')}
    </details>
  )
}

/** What is recorded of a sentence, in words that lead to it. */
function Recorded(props: { of: CoveredSentence; planId: number; request: PageRequest }) {
  const { of, planId, request } = props
  const { t, language, mayOpen } = request
  const n = (value: number) => formatNumber(value, language)
  const choose = (
    <Act
      command={decideRecording}
      request={request}
      href={`/plan-coverage/recording?planId=${planId}&sentence=${encodeURIComponent(of.key)}`}
      small
    >
      {t('Chọn nơi ghi nhận', 'Choose where')}
    </Act>
  )
  if (of.ways.length === 0)
    return (
      <>
        <p>
          <Badge tone="error">{t('Không có nơi ghi nhận', 'It is recorded nowhere')}</Badge>
        </p>
        <p class="my-1">
          {t(
            'Việc tiếp theo: cơ quan điều hành chọn loại hồ sơ ghi nhận nội dung này.',
            'Next: the coordinator chooses the records that tell of it.',
          )}
        </p>
        {choose}
      </>
    )
  const lines: Line[] = []
  if (of.ways.includes('dated'))
    lines.push({
      said: t(
        `Việc có thời hạn: xong ${n(of.done)}/${n(of.dated)}`,
        `Dated work: ${n(of.done)} of ${n(of.dated)} done`,
      ),
      href: `/duties?q=${encodeURIComponent(of.code)}`,
    })
  if (of.ways.includes('standing'))
    lines.push({
      said: t(
        `Báo cáo theo kỳ: đã gửi ${n(of.reported)}/${n(of.asked)}, chấp nhận ${n(of.accepted)}, không làm gì ${n(of.nothing)}`,
        `Reports by period: ${n(of.reported)} of ${n(of.asked)} in, ${n(of.accepted)} accepted, ${n(of.nothing)} with nothing done`,
      ),
      href: `/standing-reports?code=${encodeURIComponent(of.code)}`,
    })
  lines.push(...recordLines(of, planId, request))
  if (of.kind === 'task' && of.deeds > 0)
    lines.push({
      said: t(
        `Việc đã làm trong báo cáo theo kỳ: ${n(of.deeds)}, của ${n(of.agencies)} cơ quan`,
        `Things done in reports by period: ${n(of.deeds)}, by ${n(of.agencies)} agencies`,
      ),
      href: '/standing-reports',
    })
  const served = `serves=${encodeURIComponent(of.key)}&state=confirmed`
  if (of.outreach > 0)
    lines.push({
      said: t(
        `Việc vận động gắn với nội dung này: ${n(of.outreach)}`,
        `Outreach that serves it: ${n(of.outreach)}`,
      ),
      href: `/outreach?${served}`,
    })
  if (of.integrated > 0n) {
    const sum = formatDong(of.integrated, language)
    lines.push({
      said: t(`Kinh phí lồng ghép: ${sum} đồng`, `Integrated money: ${sum} đồng`),
      href: `/integrations?${served}`,
    })
  }
  return (
    <>
      <ul class="grid gap-1">
        {lines.map(({ said, href }) => (
          <li>{mayOpen(href) ? <a href={href}>{said}</a> : said}</li>
        ))}
      </ul>
      <Why of={of} t={t} />
      {choose}
    </>
  )
}

function Sentences(props: {
  request: PageRequest
  planId: number
  sentences: readonly CoveredSentence[]
  caption: string
}) {
  const { request, planId, sentences, caption } = props
  const { t } = request
  if (sentences.length === 0)
    return (
      <Empty>
        {t('Văn bản không có nội dung nào ở phần này.', 'The document has nothing in this part.')}
      </Empty>
    )
  return (
    <Table caption={caption} stack>
      <thead>
        <tr>
          <th scope="col">{t('Mục', 'Section')}</th>
          <th scope="col">{t('Nội dung trong văn bản', 'In the document')}</th>
          <th scope="col">{t('Việc đã ghi nhận', 'What is recorded')}</th>
        </tr>
      </thead>
      <tbody>
        {sentences.map((of) => (
          <tr id={of.key.replace('/', '-')}>
            <td data-label={t('Mục', 'Section')}>{of.code}</td>
            <td data-label={t('Nội dung trong văn bản', 'In the document')}>{t(of.words)}</td>
            <td class="sm:w-80" data-label={t('Việc đã ghi nhận', 'What is recorded')}>
              <Recorded of={of} planId={planId} request={request} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

export const coveragePage = page({
  route: 'GET /plan-coverage',
  for: coveredPlan,
  async run(request) {
    const { t, url } = request
    const asked = url.searchParams.get('planId')
    const { planId, plan, sentences } = await request.execute(
      coveredPlan,
      asked === null ? {} : { planId: asked },
    )
    const nowhere = sentences.filter(({ ways }) => ways.length === 0)
    const of = (wanted: CoveredSentence['kind']) =>
      sentences.filter(({ kind, ways }) => kind === wanted && ways.length > 0)
    const [tasks, duties] = [
      t('Nhiệm vụ, giải pháp', 'Tasks'),
      t('Nhiệm vụ của từng cơ quan', 'Duties of each agency'),
    ]
    return {
      title: t('Việc thực hiện từng nội dung của kế hoạch', 'What is recorded of each sentence of the plan'),
      lead:
        plan === null
          ? t('Chưa có kế hoạch nào.', 'There is no plan yet.')
          : t(
              `${plan}: ${sentences.length} nội dung, ${nowhere.length} nội dung chưa có nơi ghi nhận.`,
              `${plan}: ${sentences.length} sentences, ${nowhere.length} of them recorded nowhere.`,
            ),
      breadcrumbs: [{ label: t(title), href: '/standing-reports' }],
      actions: (
        <LinkButton href="/recording-rules">{t('Quy tắc nơi ghi nhận', 'Recording rules')}</LinkButton>
      ),
      body:
        planId === null ? (
          <Empty>{t('Chưa có kế hoạch nào.', 'There is no plan yet.')}</Empty>
        ) : (
          <>
            {nowhere.length === 0 ? null : (
              <Section title={t('Chưa có nơi ghi nhận', 'Recorded nowhere')} id="nowhere">
                <Sentences
                  {...{ request, planId, sentences: nowhere }}
                  caption={t('Chưa có nơi ghi nhận', 'Recorded nowhere')}
                />
              </Section>
            )}
            <Section title={tasks} id="tasks">
              <Sentences {...{ request, planId, sentences: of('task') }} caption={tasks} />
            </Section>
            <Section title={duties} id="duties" fold>
              <Sentences {...{ request, planId, sentences: of('duty') }} caption={duties} />
            </Section>
          </>
        ),
    }
  },
})
