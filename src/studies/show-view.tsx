import { holds, mayRun, staff } from '../platform/actor.ts'
import type { Translate } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest, PageResult } from '../platform/page.ts'
import { Facts, LinkButton, Notice, PostButton, Section, type Sent, StateBadge } from '../ui/index.ts'
import { type StudyAct, Way } from './acts.tsx'
import { chartsOf } from './charts.ts'
import { recalculateStudy } from './commands.ts'
import { reasonWords } from './plausible.ts'
import { comparableStudies, type showStudy } from './queries.ts'
import { Basis, crumb, Findings } from './result-view.tsx'
import { methods, studyStates } from './rules.ts'

type Study = Output<typeof showStudy>

/** The page of a study. @param sent a form of it that was refused, to be shown again */
export async function studyView(
  request: PageRequest,
  study: Study,
  sent?: Sent<StudyAct>,
): Promise<PageResult> {
  const { t, actor } = request
  const inside = holds(actor, staff)
  const { studies } = await request.execute(comparableStudies, { id: study.id })
  const file = (format: string) => `/studies/${study.id}/document?format=${format}`
  return {
    title: study.title,
    breadcrumbs: [crumb(t)],
    actions: (
      <>
        {study.own && (study.state === 'draft' || study.state === 'returned') ? (
          <LinkButton href={`/studies/${study.id}/edit`}>{t('Sửa', 'Edit')}</LinkButton>
        ) : null}
        <LinkButton href={file('docx')}>DOCX</LinkButton>
        <LinkButton href={file('pdf')}>PDF</LinkButton>
        <LinkButton href={file('xlsx')}>XLSX</LinkButton>
      </>
    ),
    body: (
      <>
        <Notices request={request} study={study} />
        <Section>
          <Facts
            columns={3}
            items={[
              [t('Tình trạng', 'State'), <StateBadge of={studyStates} is={study.state} t={t} />],
              [t('Địa bàn', 'Territory'), t(study.territory)],
              [t('Ngành', 'Sector'), t(study.sector)],
              [t('Phương pháp', 'Method'), t(methods[study.method].name)],
              [t('Giai đoạn', 'Period'), `${study.firstYear}–${study.lastYear}`],
              [t('Người lập', 'Author'), study.authorName],
              [t('Người thẩm tra', 'Reviewer'), study.reviewerName],
              [
                t('Tính cho kế hoạch năm', 'Counts for the plan year'),
                study.planYear === null
                  ? study.publishedOn === null
                    ? null
                    : t('Không tính cho kế hoạch', 'Does not count for the plan')
                  : String(study.planYear),
              ],
              [
                t('Vẽ riêng', 'Charts alone'),
                <span class="flex flex-wrap gap-x-3">
                  {chartsOf(study.result).map((name) => (
                    <a href={`/studies/${study.id}/chart/${name}.svg`}>{name}.svg</a>
                  ))}
                </span>,
              ],
            ]}
          />
        </Section>
        {inside ? await Way({ request, study, sent }) : null}
        <Findings request={request} study={study} />
        <Basis request={request} study={study} />
        <Section title={t('Toàn vẹn', 'Integrity')} id="integrity">
          <Facts
            columns={1}
            items={[
              [t('SHA-256 của số liệu', 'SHA-256 of the data'), <Hash value={study.dataSha256} />],
              [t('SHA-256 của kết quả', 'SHA-256 of the result'), <Hash value={study.resultSha256} />],
              ...(study.docxSha256 === null || study.xlsxSha256 === null
                ? []
                : [
                    [
                      t('SHA-256 của DOCX', 'SHA-256 of the DOCX'),
                      <Hash value={study.docxSha256} />,
                    ] as const,
                    [
                      t('SHA-256 của XLSX', 'SHA-256 of the XLSX'),
                      <Hash value={study.xlsxSha256} />,
                    ] as const,
                  ]),
            ]}
          />
        </Section>
        <Compare t={t} study={study} others={studies} />
      </>
    ),
  }
}

function Hash({ value }: { value: string }) {
  return <code class="text-sm break-all">{value}</code>
}

function Notices({ request, study }: { request: PageRequest; study: Study }) {
  const { t, actor } = request
  return (
    <>
      {study.withdrawal === null ? null : (
        <Notice tone="error" title={t('Tính toán này đã được rút', 'This study has been withdrawn')}>
          {study.withdrawal}
        </Notice>
      )}
      {study.official === false ? (
        <Notice tone="info">
          {t(
            'Công bố là kết quả nghiên cứu, không phải số chính thức của địa bàn và giai đoạn này.',
            'Published as research: not the official figure of this territory and period.',
          )}
        </Notice>
      ) : null}
      {study.publicationReason === null ? null : (
        <Notice tone="warning">{t(reasonWords(study.publicationReason))}</Notice>
      )}
      {study.state === 'returned' ? (
        <Notice
          tone="warning"
          title={t(`${study.reviewerName} trả lại`, `Sent back by ${study.reviewerName}`)}
        >
          {study.reviewNote}
        </Notice>
      ) : null}
      {study.changed ? (
        <Notice tone="warning" title={t('Số liệu đã thay đổi', 'The data have changed')}>
          <p>
            {t(
              'Các chuỗi hiện cho số khác với số đã dùng ở đây. Tính toán này giữ nguyên; có thể tính lại thành một dự thảo mới.',
              'The series now give other figures than those used here. This study stays as it is; it can be computed again as a new draft.',
            )}
          </p>
          {mayRun(actor, recalculateStudy) ? (
            <div class="no-print mt-2">
              <PostButton
                action={`/studies/${study.id}/recalculation`}
                label={t('Tính lại', 'Compute again')}
                once={crypto.randomUUID()}
                kind="primary"
                small
              />
            </div>
          ) : null}
        </Notice>
      ) : null}
      {study.recalculates === null && study.recalculations.length === 0 ? null : (
        <Notice tone="neutral">
          {study.recalculates === null ? null : (
            <p>
              {t('Tính lại từ ', 'Computed again from ')}
              <a href={`/studies/${study.recalculates}`}>
                {t('tính toán', 'study')} {study.recalculates}
              </a>
              {'. '}
              <a href={`/studies/compare?a=${study.recalculates}&b=${study.id}`}>{t('So sánh', 'Compare')}</a>
            </p>
          )}
          {study.recalculations.map((each) => (
            <p>
              {t('Đã tính lại: ', 'Computed again: ')}
              <a href={`/studies/${each.id}`}>
                {each.title} ({each.id})
              </a>
              {'. '}
              <a href={`/studies/compare?a=${study.id}&b=${each.id}`}>{t('So sánh', 'Compare')}</a>
            </p>
          ))}
        </Notice>
      )}
    </>
  )
}

function Compare(props: { t: Translate; study: Study; others: Output<typeof comparableStudies>['studies'] }) {
  const { t, study, others: studies } = props
  if (studies.length === 0) return null
  return (
    <div class="no-print">
      <Section title={t('So sánh với tính toán khác', 'Compare with another study')} id="compare">
        <form method="get" action="/studies/compare" class="flex flex-wrap items-end gap-3">
          <input type="hidden" name="a" value={String(study.id)} />
          <div class="min-w-0 grow">
            <label class="mb-1 block font-semibold" for="compare-b">
              {t('Tính toán', 'Study')}
            </label>
            <select class="select w-full border-base-content/40" id="compare-b" name="b">
              {studies.map(({ id, title }) => (
                <option value={String(id)}>
                  {title} ({id})
                </option>
              ))}
            </select>
          </div>
          <button class="btn btn-primary" type="submit">
            {t('So sánh', 'Compare')}
          </button>
        </form>
      </Section>
    </div>
  )
}
