import { rooms } from '../calls/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type FormState, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { Act, Facts, FormProblem, LinkButton, Notice, recordView, Section, StateBadge } from '../ui/index.ts'
import { applicationFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { showApplication } from './queries.ts'
import { applicationStates } from './states.ts'
import { dropApplication, sendApplication } from './writing.ts'
import { at, lead, ofDraft, Steps, up } from './writing-frame.tsx'
import { showWriting } from './writing-queries.ts'
import { stepNames } from './writing-rules.ts'

/* The last step: what is missing, and sending. */

export const checkPage = page({
  route: 'GET /applications/writing/{id}',
  for: showWriting,
  run: (request) => checkView(request),
})

async function checkView(request: PageRequest, refused?: FormState): Promise<View> {
  const { t, language } = request
  const draft = await ofDraft(request)
  const { missing } = draft
  const money = (amount: bigint | null) => (amount === null ? '—' : `${formatDong(amount, language)} đồng`)
  return {
    title: t(stepNames.check),
    lead: lead(draft, t),
    breadcrumbs: up(request),
    actions: (
      <Act
        command={dropApplication}
        request={request}
        action={`/applications/writing/${draft.id}/dropping`}
        values={{ version: draft.version }}
        kind="danger"
      >
        {t('Bỏ, không nộp', 'Throw it away')}
      </Act>
    ),
    body: (
      <>
        <Steps draft={draft} now="check" t={t} />
        {refused === undefined ? null : <FormProblem form={refused} t={t} />}
        {draft.call === null ? null : (
          <p class="mb-3">
            {draft.call.title}: {t('nộp trước khi hết ngày', 'to be filed until the end of')}{' '}
            <b>{formatDate(draft.call.closesOn)}</b>.
          </p>
        )}
        {draft.call === null || draft.call.room === 'free' ? null : (
          <Notice tone="warning" title={t(rooms.names[draft.call.room])}>
            {draft.call.room === 'full'
              ? t(
                  'Danh sách chờ đã đủ: hồ sơ này không nộp vào đợt được nữa.',
                  'The waiting list is full: this cannot be filed to the call any more.',
                )
              : t(
                  'Nộp được, nhưng phải chờ đến khi có suất hoặc kinh phí được trả lại.',
                  'It can be filed, but waits until a place or money comes back.',
                )}
          </Notice>
        )}
        {missing.length === 0 ? (
          <Notice tone="success" title={t('Hồ sơ đã đủ', 'The application is complete')}>
            {t('Xem lại lần cuối rồi nộp.', 'Look at it once more, then file it.')}
          </Notice>
        ) : (
          <Notice
            tone="warning"
            title={t(`Còn thiếu ${missing.length} mục`, `${missing.length} things are missing`)}
          >
            <ul class="list-disc pl-5">
              {missing.map(({ step, field, words: said }) => (
                <li>
                  <a href={`${at(draft.id, step)}${step === 'papers' ? '' : `#f-${field}`}`}>{t(said)}</a>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Section title={t('Nội dung hồ sơ', 'Content of the application')}>
          <Facts
            columns={2}
            items={[
              [t('Doanh nghiệp', 'Enterprise'), draft.enterprise],
              [t('Nội dung hỗ trợ', 'Content of support'), t(draft.content, draft.contentEn)],
              [t('Năm thực hiện', 'Year of the work'), String(draft.year)],
              [t(applicationFields.labels.requested), money(draft.requested)],
              [t(applicationFields.labels.ownFunds), money(draft.ownFunds)],
              [t(applicationFields.labels.ownFundsSource), draft.ownFundsSource],
              [t('Đã nhận ở chương trình khác', 'Received elsewhere'), money(draft.otherSupport)],
              [
                t('Giấy tờ theo loại', 'Papers by kind'),
                draft.papers.map(({ name }) => name).join('; ') || '—',
              ],
            ]}
          />
          <p class="mt-3 whitespace-pre-line">{draft.description}</p>
        </Section>
        {missing.length > 0 ? null : (
          <Act
            command={sendApplication}
            request={request}
            action={`/applications/writing/${draft.id}/sending`}
            values={{ version: draft.version }}
            kind="primary"
          >
            {t('Nộp hồ sơ', 'File the application')}
          </Act>
        )}
      </>
    ),
  }
}

export const sent = receiver({
  command: sendApplication,
  address: '/applications/writing/{id}/sending',
  again: checkView,
  done: ({ id }) => ({
    to: `/applications/${id}/filed`,
    message: words(`Đã nộp hồ sơ số ${id}.`, `Application ${id} is filed.`),
  }),
})

export const dropped = receiver({
  command: dropApplication,
  address: '/applications/writing/{id}/dropping',
  again: checkView,
  done: () => ({
    to: '/applications/writing',
    message: words('Đã bỏ hồ sơ đang soạn.', 'It is thrown away.'),
  }),
})

/** The end: the number, where it stands, what comes next and by which day (the shell puts that on top). */
export const filedPage = page({
  route: 'GET /applications/{id}/filed',
  for: showApplication,
  async run(request) {
    const { t } = request
    const { id, state, content, contentEn, filedOn, papers } = await request.execute(showApplication, {
      id: request.params.id,
    })
    return recordView({
      title: t(`Đã nộp hồ sơ số ${id}`, `Application ${id} is filed`),
      lead: t(content, contentEn),
      breadcrumbs: crumbs(t),
      head: {
        matters: [{ record: 'application', id }],
        state: { key: state, shown: <StateBadge of={applicationStates} is={state} t={t} /> },
        steps: [],
      },
      summary: (
        <Section title={t('Hồ sơ đã được nhận', 'It has been received')}>
          <p class="text-xl">
            {t('Số hồ sơ', 'Number of the application')}: <b>{id}</b>
          </p>
          <p class="mt-2">
            {t(
              `Nộp ngày ${formatDate(filedOn)}, kèm ${papers.length} giấy tờ. Bước tiếp theo và ngày phải xong ghi ở trên; mọi thay đổi được báo trong trang Thông báo.`,
              `Filed on ${formatDate(filedOn)} with ${papers.length} papers. The next step and its day stand above; every change is told under Notices.`,
            )}
          </p>
          <p class="mt-3">
            <LinkButton href={`/applications/${id}`} kind="primary">
              {t('Mở hồ sơ', 'Open the application')}
            </LinkButton>
          </p>
        </Section>
      ),
    })
  },
})
