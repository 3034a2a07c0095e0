import type { Child } from 'hono/jsx'
import { holds, mayRun, staff } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import type { Translate } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, freshForm, type PageRequest, type PageResult } from '../platform/page.ts'
import {
  Facts,
  Form,
  fields,
  LinkButton,
  Moment,
  Notice,
  PostButton,
  Section,
  StateBadge,
  Timeline,
} from '../ui/index.ts'
import { chartsOf } from './charts.ts'
import { publishStudy, recalculateStudy, reviewStudy, withdrawStudy } from './commands.ts'
import { reasonWords } from './plausible.ts'
import { comparableStudies, type showStudy } from './queries.ts'
import { Basis, crumb, Findings } from './result-view.tsx'
import { methods, studyStates } from './rules.ts'

/** The day in Viet Nam of a moment. */
const dayOf = (moment: string | null) => (moment === null ? undefined : today(new Date(moment)))

type Study = Output<typeof showStudy>
export type Act = 'submission' | 'review' | 'return' | 'publication' | 'withdrawal'
/** A form of the page that was refused, to be shown again with its reasons. */
type Refused = { readonly act: Act; readonly form: FormState } | null

/** The page of a study. @param refused a form of it that was refused, to be shown again */
export async function studyView(request: PageRequest, study: Study, refused: Refused): Promise<PageResult> {
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
        {inside ? <Acts request={request} study={study} refused={refused} /> : null}
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

/** The way of the study, and what this reader can do next. */
function Acts({ request, study, refused }: { request: PageRequest; study: Study; refused: Refused }) {
  const { t, actor } = request
  const { state } = study
  const formOf = (act: Act) => (refused?.act === act ? refused.form : freshForm())
  const form = (
    act: Act,
    submitWords: string,
    kind: 'primary' | 'plain' | 'danger',
    child: (form: FormState) => Child,
  ) => {
    const shown = formOf(act)
    return (
      <Form
        form={shown}
        t={t}
        id={act}
        action={`/studies/${study.id}/${act}`}
        submit={submitWords}
        kind={kind}
      >
        {child(shown)}
      </Form>
    )
  }
  const other = mayRun(actor, reviewStudy) && !study.own
  return (
    <div class="no-print">
      <Section title={t('Quá trình', 'Its way')} id="way">
        <Timeline
          items={[
            {
              title: t(`Lập: ${study.authorName}`, `Made by ${study.authorName}`),
              at: dayOf(study.createdAt),
              done: true,
            },
            {
              title: t('Đã trình thẩm tra', 'Submitted for review'),
              at: dayOf(study.submittedAt),
              done: study.submittedAt !== null,
            },
            {
              title:
                study.reviewerName === null
                  ? t('Người thứ hai thẩm tra', 'Reviewed by a second person')
                  : t(`Thẩm tra: ${study.reviewerName}`, `Reviewed by ${study.reviewerName}`),
              at: dayOf(study.reviewedAt),
              done: ['reviewed', 'published', 'withdrawn'].includes(state),
              body: study.reviewNote === null ? undefined : <p>{study.reviewNote}</p>,
            },
            {
              title:
                study.publishedBy === null
                  ? t('Đã công bố', 'Published')
                  : t(`Công bố: ${study.publishedBy}`, `Published by ${study.publishedBy}`),
              at: study.publishedOn,
              done: study.publishedOn !== null,
            },
          ]}
        />
        <div class="mt-4 grid gap-6">
          {state === 'draft' && study.own
            ? form('submission', t('Trình thẩm tra', 'Submit for review'), 'primary', () => (
                <p class="hint">
                  {t(
                    'Sau khi trình, số liệu và kết quả không đổi được nữa.',
                    'Once submitted, neither data nor result can change.',
                  )}
                </p>
              ))
            : null}
          {state === 'submitted' && study.own ? (
            <p>{t('Đang chờ người khác thẩm tra.', 'Waiting for somebody else to review it.')}</p>
          ) : null}
          {state === 'submitted' && other
            ? form('review', t('Đồng ý kết quả', 'Agree with the result'), 'primary', (shown) =>
                fields(shown, t).area('note', { label: t('Nhận xét', 'Remarks'), rows: 2 }),
              )
            : null}
          {state === 'reviewed' && mayRun(actor, publishStudy)
            ? form('publication', t('Công bố', 'Publish'), 'primary', (shown) => (
                <PublicationFields t={t} study={study} form={shown} />
              ))
            : null}
          {(state === 'submitted' || state === 'reviewed') && other
            ? form('return', t('Trả lại', 'Send back'), 'plain', (shown) =>
                fields(shown, t).area('reason', {
                  label: t('Lý do trả lại', 'Reason for the return'),
                  required: true,
                  rows: 2,
                }),
              )
            : null}
          {state === 'published' && mayRun(actor, withdrawStudy)
            ? form('withdrawal', t('Rút tính toán', 'Withdraw the study'), 'danger', (shown) =>
                fields(shown, t).area('reason', {
                  label: t('Lý do rút', 'Reason for withdrawing'),
                  required: true,
                  rows: 2,
                  hint: t(
                    'Tính toán vẫn xem được cùng lý do rút, nhưng không còn được đếm.',
                    'It can still be read with this reason, but counts no more.',
                  ),
                }),
              )
            : null}
        </div>
        <p class="hint mt-3">
          {t('Lập lúc', 'Made')} <Moment at={study.createdAt} />
        </p>
      </Section>
    </div>
  )
}

/** As what it is published, and the reason that an unusual result needs. */
function PublicationFields({ t, study, form }: { t: Translate; study: Study; form: FormState }) {
  const f = fields(form, t)
  return (
    <>
      <p class="hint">
        {t(
          'Công bố xong, tính toán được niêm cùng tệp DOCX và XLSX và hiện cho công chúng. Mỗi địa bàn và giai đoạn có một số chính thức; chỉ số chính thức của toàn bộ nền kinh tế trên địa bàn của kế hoạch, công bố trong các năm của kế hoạch, được đếm vào chỉ tiêu.',
          'Once published it is sealed with its DOCX and XLSX and open to the public. A territory and period have one official figure; only that of the whole economy of the plan’s territory, published in the plan’s years, counts for the target.',
        )}
      </p>
      {f.select('as', {
        label: t('Công bố là', 'Published as'),
        required: true,
        choices: [
          { value: 'official', label: t('Số chính thức', 'Official figure') },
          { value: 'research', label: t('Kết quả nghiên cứu', 'Research') },
        ],
      })}
      {study.doubts.length === 0 ? null : (
        <>
          <Notice tone="warning" title={t('Kết quả nằm ngoài khoảng thường gặp', 'The result is unusual')}>
            <ul class="list-disc pl-5">
              {study.doubts.map((each) => (
                <li>{t(each)}</li>
              ))}
            </ul>
          </Notice>
          {f.area('reason', {
            label: t('Lý do vẫn công bố', 'Reason for publishing it'),
            required: true,
            rows: 3,
            hint: t(
              'Lý do đi cùng tính toán: trên trang này, trong tệp DOCX, PDF, XLSX và trong báo cáo năm.',
              'The reason goes with the study: on this page, in its DOCX, PDF and XLSX, and in the yearly report.',
            ),
          })}
        </>
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
