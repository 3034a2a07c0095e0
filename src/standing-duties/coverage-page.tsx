import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Badge, Empty, Section, Table } from '../ui/index.ts'
import { type CoveredSentence, coveredPlan } from './coverage.ts'
import { title } from './list-page.tsx'

/** What is recorded of a sentence, in words that lead to it. */
function Recorded({ of, request: { t, language, mayOpen } }: { of: CoveredSentence; request: PageRequest }) {
  const n = (value: number) => formatNumber(value, language)
  if (of.ways.length === 0)
    return <Badge tone="error">{t('Không có nơi ghi nhận', 'It is recorded nowhere')}</Badge>
  const lines: { readonly said: string; readonly href: string }[] = []
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
  if (of.ways.includes('deeds'))
    lines.push({
      said:
        of.deeds === 0
          ? t('Chưa cơ quan nào ghi việc đã làm', 'No agency has entered anything yet')
          : t(
              `${n(of.deeds)} việc đã làm của ${n(of.agencies)} cơ quan`,
              `${n(of.deeds)} things done by ${n(of.agencies)} agencies`,
            ),
      href: '/standing-reports',
    })
  const served = `serves=${encodeURIComponent(of.key)}&state=confirmed`
  if (of.outreach > 0)
    lines.push({
      said: t(
        `${n(of.outreach)} việc vận động được xác nhận`,
        `${n(of.outreach)} pieces of outreach confirmed`,
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
    <ul class="grid gap-1">
      {lines.map(({ said, href }) => (
        <li>{mayOpen(href) ? <a href={href}>{said}</a> : said}</li>
      ))}
    </ul>
  )
}

function Sentences(props: { request: PageRequest; sentences: readonly CoveredSentence[]; caption: string }) {
  const { request, sentences, caption } = props
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
              <Recorded of={of} request={request} />
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
    const { plan, sentences } = await request.execute(coveredPlan, asked === null ? {} : { planId: asked })
    const nowhere = sentences.filter(({ ways }) => ways.length === 0).length
    const of = (kind: CoveredSentence['kind']) => sentences.filter((sentence) => sentence.kind === kind)
    return {
      title: t('Việc thực hiện từng nội dung của kế hoạch', 'What is recorded of each sentence of the plan'),
      lead:
        plan === null
          ? t('Chưa có kế hoạch nào.', 'There is no plan yet.')
          : t(
              `${plan}: ${sentences.length} nội dung, ${nowhere} nội dung chưa có nơi ghi nhận.`,
              `${plan}: ${sentences.length} sentences, ${nowhere} of them recorded nowhere.`,
            ),
      breadcrumbs: [{ label: t(title), href: '/standing-reports' }],
      body: (
        <>
          <Section title={t('Nhiệm vụ, giải pháp', 'Tasks')} id="tasks">
            <Sentences {...{ request, sentences: of('task') }} caption={t('Nhiệm vụ, giải pháp', 'Tasks')} />
          </Section>
          <Section title={t('Nhiệm vụ của từng cơ quan', 'Duties of each agency')} id="duties">
            <Sentences
              {...{ request, sentences: of('duty') }}
              caption={t('Nhiệm vụ của từng cơ quan', 'Duties of each agency')}
            />
          </Section>
        </>
      ),
    }
  },
})
