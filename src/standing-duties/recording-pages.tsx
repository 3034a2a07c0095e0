import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { cataloguePages, formPage, LinkButton } from '../ui/index.ts'
import { coveredPlan } from './coverage.ts'
import { title } from './list-page.tsx'
import { recordingRuleFields, sentenceRecordingFields } from './recording-fields.ts'
import { recordingRules } from './recording-rules.ts'
import { decideRecording, dropRecording, showRecording } from './recordings.ts'
import { recordNames } from './records.ts'

/* The catalogue of recording rules, and the form by which an officer says where a sentence is recorded. */

const crumbs = ({ t }: PageRequest) => [
  { label: t(title), href: '/standing-reports' },
  {
    label: t('Việc thực hiện từng nội dung của kế hoạch', 'What is recorded of each sentence of the plan'),
    href: '/plan-coverage',
  },
]

/** The page of a plan, at a sentence. */
const atSentence = (planId: string, sentence: string) =>
  `/plan-coverage?planId=${planId}#${sentence.replace('/', '-')}`

/** The sentence that the address, or what was typed, names. */
async function sentenceOf(request: PageRequest) {
  const { searchParams } = request.url
  const planId = searchParams.get('planId')
  const found = await request.execute(coveredPlan, planId === null ? {} : { planId })
  const named = searchParams.get('sentence')
  return { planId: found.planId, of: found.sentences.find(({ key }) => key === named) }
}

export const recordingRulePages = cataloguePages({
  at: '/recording-rules',
  title: words('Quy tắc nơi ghi nhận', 'Recording rules'),
  lead: words(
    'Nội dung của kế hoạch có từ ngữ nào thì được ghi nhận ở loại hồ sơ nào. Kế hoạch mới được đề xuất theo các quy tắc này; cán bộ chọn lại cho từng nội dung khi cần.',
    'Which words of a plan are told by which records. A new plan is proposed so; an officer chooses otherwise for a sentence where needed.',
  ),
  above: crumbs,
  catalogue: recordingRules,
  fields: recordingRuleFields,
  button: words('Thêm quy tắc', 'Add a rule'),
  uses: words('Số nội dung theo quy tắc', 'Sentences by this rule'),
})

export const recordingDecided = formPage({
  command: decideRecording,
  address: '/plan-coverage/recording',
  record: sentenceOf,
  title: words(
    'Chọn nơi ghi nhận một nội dung của kế hoạch',
    'Choose where a sentence of the plan is recorded',
  ),
  crumbs,
  initial: ({ planId, of }) => ({
    ...(planId === null ? {} : { planId: String(planId) }),
    ...(of === undefined
      ? {}
      : {
          sentence: of.key,
          records: of.told.map(({ record }) => record),
          source: of.decision?.source ?? '',
          ...(of.decision === null ? {} : { version: String(of.decision.version) }),
        }),
  }),
  fields: ({ f, t, record: { planId, of }, form }) => {
    const version = form.values.version
    return (
      <>
        {f.hidden('planId', form.values.planId === undefined ? (planId ?? '') : String(form.values.planId))}
        {f.hidden('sentence', form.values.sentence === undefined ? '' : String(form.values.sentence))}
        {version === undefined || version === '' ? null : f.hidden('version', String(version))}
        {of === undefined ? null : (
          <p class="mb-4 max-w-prose">
            <span class="font-semibold">{of.code}</span>: {t(of.words)}
          </p>
        )}
        {f.checks('records', {
          label: t('Loại hồ sơ ghi nhận', 'Records that tell of it'),
          choices: recordNames.choices(t),
          required: true,
        })}
        {sentenceRecordingFields.form(f, t)}
        {of?.decision == null ? null : (
          <p class="mb-4">
            <LinkButton href={`/sentence-recordings/${of.decision.id}/removal`}>
              {t('Bỏ lựa chọn, theo đề xuất', 'Take it back, as proposed')}
            </LinkButton>
          </p>
        )}
      </>
    )
  },
  submit: words('Chọn nơi ghi nhận', 'Choose where'),
  cancel: '/plan-coverage',
  done: (_output, { values: { planId, sentence } }) => ({
    to: atSentence(String(planId), String(sentence)),
    message: words('Đã chọn nơi ghi nhận.', 'It is chosen.'),
  }),
})

export const recordingDropped = formPage({
  command: dropRecording,
  address: '/sentence-recordings/{id}/removal',
  record: (request) => request.execute(showRecording, { id: numberOf(request, 'id') }),
  title: words('Bỏ nơi ghi nhận đã chọn', 'Take back where a sentence is recorded'),
  crumbs,
  initial: ({ version }) => ({ version: String(version) }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.text('reason', { label: t('Lý do', 'Reason'), required: true })}
    </>
  ),
  submit: words('Bỏ nơi ghi nhận đã chọn', 'Take back where a sentence is recorded'),
  kind: 'danger',
  cancel: '/plan-coverage',
  done: () => ({ to: '/plan-coverage', message: words('Đã bỏ.', 'Removed.') }),
})
