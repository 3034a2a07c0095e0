import { whyApart } from '../controls/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { act, actsOf, reasonFields } from '../ui/index.ts'
import {
  acceptReport,
  approveReport,
  beginReport,
  recallReport,
  reportWritten,
  returnReport,
  sendSigned,
  submitReport,
} from './answers.ts'
import { attachFile } from './attachments.ts'
import { askExtension, settleExtension } from './extensions.ts'
import { extensionFields } from './fields.ts'
import { revokeLink } from './links.ts'
import type { Report } from './queries.ts'
import { isWritten, waitingStates } from './rules.ts'

/* What is done with a report on its page, each with its form. */

export type Key =
  | 'begin'
  | 'attach'
  | 'submit'
  | 'sendSigned'
  | 'approve'
  | 'recall'
  | 'accept'
  | 'giveBack'
  | 'extend'
  | 'settle'
  | 'revoke'
const version = ({ version: of }: Report) => ({ version: String(of) })

export const acts = actsOf<Report, Key>('/report-answers/{id}', {
  begin: act(beginReport, {
    title: words('Bắt đầu soạn báo cáo', 'Begin a report'),
    path: 'beginning',
    open: ({ state, mine }) => mine && state === 'asked',
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p class="max-w-prose">
          {t(
            'Số chương trình đã có của đơn vị trong kỳ được điền sẵn; sửa số nào thì ghi lý do.',
            'What the program knows of the period is filled in; where you change a figure, say why.',
          )}
        </p>
      </>
    ),
    submit: (_record, t) => t('Bắt đầu soạn', 'Begin to write'),
    done: words(
      'Đã điền sẵn số chương trình có; xin điền tiếp.',
      'What the program knows is filled in; please go on.',
    ),
    to: ({ id }) => `/report-answers/${id}/edit`,
  }),
  approve: act(approveReport, {
    title: words('Duyệt và gửi báo cáo', 'Approve and send a report'),
    path: 'approval',
    open: ({ state, mine }) => mine && state === 'approving',
    held: ({ id }, request) => whyApart(request, reportWritten, id),
    initial: version,
    fields: ({ f, record }) => f.hidden('version', record.version),
    submit: (_record, t) => t('Duyệt và gửi', 'Approve and send'),
    done: words('Đã gửi báo cáo.', 'The report is sent.'),
  }),
  recall: act(recallReport, {
    title: words('Đưa báo cáo về soạn tiếp', 'Take a report back to be written on'),
    path: 'recall',
    open: ({ state, mine }) => mine && state === 'approving',
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Cần sửa gì', 'What is to be changed'), rows: 2 })}
      </>
    ),
    submit: (_record, t) => t('Đưa về soạn tiếp', 'Take it back to write'),
    done: words('Đã đưa về soạn tiếp.', 'It is written on.'),
  }),
  accept: act(acceptReport, {
    title: words('Chấp nhận báo cáo', 'Accept the report'),
    path: 'acceptance',
    open: ({ state }) => state === 'sent',
    held: ({ id }, request) => whyApart(request, reportWritten, id),
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Nhận xét', 'Remarks'), rows: 2 })}
      </>
    ),
    submit: (_record, t) => t('Chấp nhận', 'Accept'),
    done: words('Đã chấp nhận báo cáo.', 'The report is accepted.'),
  }),
  giveBack: act(returnReport, {
    title: words('Trả lại báo cáo', 'Return the report'),
    path: 'return',
    open: ({ state }) => state === 'sent' || state === 'accepted',
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Nhận xét', 'Remarks'), rows: 3 })}
      </>
    ),
    kind: 'danger',
    submit: (_record, t) => t('Trả lại', 'Send back'),
    done: words('Đã trả lại báo cáo.', 'The report is returned.'),
  }),
  submit: act(submitReport, {
    title: words('Trình thủ trưởng duyệt báo cáo', 'Give a report to its own head'),
    path: 'submission',
    open: isWritten,
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p class="max-w-prose">
          {t(
            'Thủ trưởng hoặc người khác của đơn vị duyệt rồi báo cáo mới gửi đi.',
            'Its head, or another person of its house, approves it; then it is sent.',
          )}
        </p>
      </>
    ),
    submit: (_record, t) => t('Trình thủ trưởng', 'Give it to the head'),
    done: words('Đã trình duyệt.', 'It waits to be approved.'),
  }),
  sendSigned: act(sendSigned, {
    title: words('Gửi kèm bản ký quét', 'Send with a signed scan'),
    path: 'signed',
    open: (record) => isWritten(record) && record.scans,
    initial: version,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.text('signer', {
          label: t('Người ký báo cáo', 'Who signed the report'),
          hint: t('Chỉ dùng khi đơn vị có một tài khoản.', 'Only where the recipient has one account alone.'),
        })}
        {f.file('fileId', { label: t('Bản ký quét', 'Signed scan') })}
      </>
    ),
    submit: (_record, t) => t('Gửi báo cáo', 'Send this report'),
    done: words('Đã gửi báo cáo.', 'The report is sent.'),
  }),
  attach: act(attachFile, {
    title: words('Đính kèm tệp', 'Attach a file'),
    path: 'attachments',
    open: (record) => isWritten(record) && record.questions.some(({ kind }) => kind === 'file'),
    initial: (record) => ({
      ...version(record),
      questionId: String(record.questions.find(({ kind }) => kind === 'file')?.id ?? ''),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.select('questionId', {
          label: t('Câu hỏi', 'Question'),
          choices: record.questions
            .filter(({ kind }) => kind === 'file')
            .map(({ id, code, label }) => ({ value: id, label: `${code}. ${label}` })),
        })}
        {f.file('fileId', { label: t('Tệp', 'File') })}
      </>
    ),
    submit: (_record, t) => t('Đính kèm', 'Attach'),
    done: words('Đã đính kèm tệp.', 'The file is attached.'),
  }),
  settle: act(settleExtension, {
    title: words('Trả lời đề nghị gia hạn', 'Answer the wish for more time'),
    path: 'extension',
    open: ({ wished }) => wished,
    initial: (record) => ({
      ...version(record),
      dueOn: formatDate(record.extensions.find(({ state }) => state === 'asked')?.wishedOn ?? record.dueOn),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.radio('outcome', {
          label: t('Trả lời', 'Answer'),
          choices: [
            { value: 'granted', label: t('Đồng ý gia hạn', 'Granted') },
            { value: 'refused', label: t('Không gia hạn', 'More time refused') },
          ],
        })}
        {f.date('dueOn', { label: t('Hạn mới', 'New deadline') })}
        {f.area('reply', { label: t('Lý do', 'Reason'), rows: 2 })}
      </>
    ),
    done: words('Đã trả lời.', 'It is answered.'),
  }),
  extend: act(askExtension, {
    title: words('Xin gia hạn báo cáo', 'Ask for more time for a report'),
    path: 'extensions',
    open: ({ state, mine, wished }) =>
      mine && !wished && (waitingStates as readonly string[]).includes(state),
    fields: ({ f, t }) => extensionFields.form(f, t),
    submit: (_record, t) => t('Xin gia hạn', 'Ask for more time'),
    done: words('Đã xin gia hạn.', 'More time is asked for.'),
  }),
  revoke: act(revokeLink, {
    title: words('Thu hồi liên kết riêng', 'Revoke a personal link'),
    path: 'link-end',
    open: ({ linkUntil }) => linkUntil !== null,
    initial: version,
    fields: reasonFields,
    kind: 'danger',
    submit: (_record, t) => t('Thu hồi', 'Revoke'),
    done: words('Đã thu hồi liên kết riêng.', 'The personal link is revoked.'),
  }),
})
