import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { act, actsOf, type Filling, Moment, Notice, Section, type Sent, Timeline } from '../ui/index.ts'
import { returnStudy, reviewStudy, submitStudy } from './commands.ts'
import { publishStudy, withdrawStudy } from './publish.ts'
import type { showStudy } from './queries.ts'

/* The way of a study from draft to publication, and the acts that move it on. */

type Study = Output<typeof showStudy>

/** The day in Viet Nam of a moment. */
const dayOf = (moment: string | null) => (moment === null ? undefined : today(new Date(moment)))

const acts = {
  submission: act(submitStudy, {
    title: words('Trình thẩm tra', 'Submit for review'),
    path: 'submission',
    open: ({ state, own }: Study) => state === 'draft' && own,
    fields: ({ t }) => (
      <p class="hint">
        {t(
          'Sau khi trình, số liệu và kết quả không đổi được nữa.',
          'Once submitted, neither data nor result can change.',
        )}
      </p>
    ),
    done: words('Đã trình thẩm tra.', 'Submitted for review.'),
  }),
  review: act(reviewStudy, {
    title: words('Đồng ý kết quả', 'Agree with the result'),
    path: 'review',
    open: ({ state, own }: Study) => state === 'submitted' && !own,
    fields: ({ f, t }) => f.area('note', { label: t('Nhận xét', 'Remarks'), rows: 2 }),
    done: words('Đã thẩm tra.', 'Reviewed.'),
  }),
  publication: act(publishStudy, {
    title: words('Công bố', 'Publish'),
    path: 'publication',
    open: ({ state }: Study) => state === 'reviewed',
    fields: publicationFields,
    done: words('Đã công bố.', 'Published.'),
  }),
  return: act(returnStudy, {
    title: words('Trả lại', 'Send back'),
    path: 'return',
    open: ({ state, own }: Study) => (state === 'submitted' || state === 'reviewed') && !own,
    kind: 'danger',
    fields: ({ f, t }) =>
      f.area('reason', { label: t('Lý do trả lại', 'Reason for the return'), required: true, rows: 2 }),
    done: words('Đã trả lại.', 'Sent back.'),
  }),
  withdrawal: act(withdrawStudy, {
    title: words('Rút tính toán', 'Withdraw the study'),
    path: 'withdrawal',
    open: ({ state }: Study) => state === 'published',
    kind: 'danger',
    fields: ({ f, t }) =>
      f.area('reason', {
        label: t('Lý do rút', 'Reason for withdrawing'),
        required: true,
        rows: 2,
        hint: t(
          'Tính toán vẫn xem được cùng lý do rút, nhưng không còn được đếm.',
          'It can still be read with this reason, but counts no more.',
        ),
      }),
    done: words('Đã rút tính toán.', 'The study is withdrawn.'),
  }),
}
export type StudyAct = keyof typeof acts

/** What moves a study on. */
export const studyActs = actsOf<Study, StudyAct>('/studies/{id}', acts)

/** As what it is published, and the reason that an unusual result needs. */
function publicationFields({ t, f, record: study }: Filling<typeof publishStudy.input, Study>) {
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

/** The way of the study, and what this reader can do next. @param sent a form that was refused, to be shown again */
export async function Way(props: { request: PageRequest; study: Study; sent?: Sent<StudyAct> | undefined }) {
  const { request, study, sent } = props
  const { t } = request
  // A form that was sent is shown again even where the state has moved on: what was typed must not be lost.
  const open = new Set([...studyActs.open(request, study), ...(sent === undefined ? [] : [sent.act])])
  const forms = await Promise.all(
    [...open].map((key) =>
      acts[key].form(request, study, '/studies/{id}', sent?.act === key ? sent.form : undefined),
    ),
  )
  return (
    <div class="no-print">
      <Section title={t('Quá trình', 'Its way')} id="way">
        <Steps request={request} study={study} />
        <div class="mt-4 grid gap-6">
          {study.state === 'submitted' && study.own ? (
            <p>{t('Đang chờ người khác thẩm tra.', 'Waiting for somebody else to review it.')}</p>
          ) : null}
          {forms}
        </div>
        <p class="hint mt-3">
          {t('Lập lúc', 'Made')} <Moment at={study.createdAt} />
        </p>
      </Section>
    </div>
  )
}

/** What was done with the study, and what is still to be done. */
function Steps({ request: { t }, study }: { request: PageRequest; study: Study }) {
  return (
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
          done: ['reviewed', 'published', 'withdrawn'].includes(study.state),
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
  )
}
