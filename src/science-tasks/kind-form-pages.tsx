import { listAppraisalRules } from '../councils/index.ts'
import { listLaw } from '../legal/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { type Fields, formPage } from '../ui/index.ts'
import { createTaskKind, editTaskKind } from './kind-commands.ts'
import { changeFields, kindFields, stepFields } from './kind-fields.ts'
import { kindCrumbs } from './kind-list-pages.tsx'
import { type ShownKind, showTaskKind } from './kind-queries.ts'
import { addKindStep, editKindStep, setKindChange } from './kind-step-commands.ts'
import { taskEnds, taskWays } from './lists.ts'
import { linesOf } from './papers.ts'

/* The forms of a kind of task: its head, its steps, the changes that it allows. */

export const ofKind = (request: PageRequest) => request.execute(showTaskKind, { id: request.params.id })
const up = (request: PageRequest, { id, name, nameEn }: Pick<ShownKind, 'id' | 'name' | 'nameEn'>) => [
  ...kindCrumbs(request),
  { label: request.t(name, nameEn), href: `/task-kinds/${id}` },
]

async function instrumentChoices(request: PageRequest) {
  const { instruments } = await request.execute(listLaw, {})
  return instruments.map(({ id, number }) => ({ value: id, label: number }))
}

const labelsOf = <K extends string>(
  of: { readonly keys: readonly K[]; readonly labels: Readonly<Record<K, { vi: string; en: string }>> },
  t: Translate,
) => Object.fromEntries(of.keys.map((key) => [key, t(of.labels[key])]))

type HeadName = (typeof kindFields.keys)[number] | 'ways' | 'ends'

function Head(props: { f: Fields<HeadName>; t: Translate; instruments: { value: number; label: string }[] }) {
  const { f, t, instruments } = props
  return (
    <>
      {kindFields.form(f, t, {
        choices: { instrumentId: instruments },
        after: {
          nature: f.checks('ways', {
            label: t('Phương thức giao thực hiện', 'Ways in which it is given'),
            choices: taskWays.choices(t),
          }),
          endsArticle: f.checks('ends', {
            label: t('Nhiệm vụ có thể kết thúc', 'How a task may end'),
            choices: taskEnds.choices(t),
          }),
        },
      })}
    </>
  )
}

export const kindBegun = formPage({
  command: createTaskKind,
  address: '/task-kinds/new',
  record: async (request) => {
    const from = request.url.searchParams.get('from')
    return {
      instruments: await instrumentChoices(request),
      from: from === null ? null : await request.execute(showTaskKind, { id: from }),
    }
  },
  title: words('Soạn loại nhiệm vụ', 'Write a kind of task'),
  lead: words(
    'Các bước, giấy tờ, thay đổi được thêm ở bước sau, hoặc sao từ loại đã có, hoặc nhập từ Excel. Chỉ ghi điều có trong văn bản; điều chưa có thì để trống.',
    'Steps, papers and changes are added afterwards, copied from a kind that is there, or imported from Excel. Enter only what a text says; leave the rest empty.',
  ),
  crumbs: kindCrumbs,
  initial: ({ from }, { system, url, language }) => {
    const on = formatDate(today(system.now()))
    if (from === null) return { validFrom: on, settledBy: 'whole', nature: 'science' }
    return {
      ...kindFields.texts(from, language),
      fromId: String(from.id),
      nextVersion: url.searchParams.has('next') ? 'true' : undefined,
      instrumentId: String(from.instrumentId),
      ways: [...from.ways],
      ends: [...from.ends],
      ...(url.searchParams.has('next') ? { validFrom: on, validTo: undefined } : {}),
    }
  },
  wide: true,
  fields: ({ f, t, form, record: { instruments } }) => (
    <>
      {form.values.fromId === undefined || form.values.fromId === ''
        ? null
        : f.hidden('fromId', String(form.values.fromId))}
      {form.values.nextVersion === 'true' ? f.hidden('nextVersion', 'true') : null}
      <Head {...{ f, t, instruments }} />
    </>
  ),
  submit: words('Soạn', 'Draw it up'),
  cancel: '/task-kinds',
  done: ({ id }) => ({
    to: `/task-kinds/${id}`,
    message: words('Đã tạo bản đang soạn của loại nhiệm vụ.', 'The kind is begun.'),
  }),
})

export const kindEdited = formPage({
  command: editTaskKind,
  address: '/task-kinds/{id}/edit',
  record: async (request) => ({ kind: await ofKind(request), instruments: await instrumentChoices(request) }),
  title: words('Sửa loại nhiệm vụ', 'Edit a kind of task'),
  crumbs: (request, { kind }) => up(request, kind),
  stored: ({ kind }, { t, language }) => ({
    values: {
      version: String(kind.version),
      ...kindFields.texts(kind, language),
      instrumentId: String(kind.instrumentId),
      ways: [...kind.ways],
      ends: [...kind.ends],
    },
    labels: labelsOf(kindFields, t),
  }),
  wide: true,
  fields: ({ f, t, record: { instruments } }) => <Head {...{ f, t, instruments }} />,
  submit: words('Lưu', 'Save'),
  cancel: ({ kind }) => `/task-kinds/${kind.id}`,
  done: ({ id }) => ({ to: `/task-kinds/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

/** The kind with the rules and sheets that hold, as choices. */
async function withCouncils(request: PageRequest) {
  const { rules, sheets } = await request.execute(listAppraisalRules, {})
  const choices = (rows: readonly { id: number; name: string; nameEn: string; instrument: string }[]) =>
    rows.map(({ id, name, nameEn, instrument }) => ({
      value: id,
      label: `${request.t(name, nameEn)} (${instrument})`,
    }))
  return {
    kind: await ofKind(request),
    choices: { appraisalRuleId: choices(rules), scoreSheetId: choices(sheets) },
  }
}

export const stepAdded = formPage({
  command: addKindStep,
  address: '/task-kinds/{id}/steps/new',
  record: withCouncils,
  title: words('Thêm bước vào loại nhiệm vụ', 'Add a step to a kind of task'),
  lead: ({ record: { kind }, t }) => t(kind.name, kind.nameEn),
  crumbs: (request, { kind }) => up(request, kind),
  initial: ({ kind }) => ({ place: String(Math.min(999, (kind.steps.at(-1)?.place ?? 0) + 10)) }),
  wide: true,
  fields: ({ f, t, record: { choices } }) => stepFields.form(f, t, { choices }),
  submit: words('Thêm', 'Add'),
  cancel: ({ kind }) => `/task-kinds/${kind.id}#steps`,
  done: ({ id }) => ({
    to: `/task-kinds/${id}#steps`,
    message: words('Đã thêm bước.', 'The step is added.'),
  }),
})

export const stepEdited = formPage({
  command: editKindStep,
  address: '/task-kinds/{id}/steps/{step}/edit',
  record: async (request) => {
    const there = await withCouncils(request)
    const step = there.kind.steps.find(({ id }) => String(id) === request.params.step)
    return { ...there, step }
  },
  title: words('Sửa bước của loại nhiệm vụ', 'Edit a step of a kind of task'),
  lead: ({ record: { kind }, t }) => t(kind.name, kind.nameEn),
  crumbs: (request, { kind }) => up(request, kind),
  stored: ({ kind, step }, { t, language }) => ({
    values: {
      version: String(kind.version),
      ...(step === undefined ? {} : stepFields.texts(step, language)),
      appraisalRuleId: String(step?.appraisalRuleId ?? ''),
      scoreSheetId: String(step?.scoreSheetId ?? ''),
      paperLines: linesOf(step?.papers ?? []),
    },
    labels: labelsOf(stepFields, t),
  }),
  wide: true,
  fields: ({ f, t, record: { choices } }) => stepFields.form(f, t, { choices }),
  submit: words('Lưu', 'Save'),
  cancel: ({ kind }) => `/task-kinds/${kind.id}#steps`,
  done: ({ id }) => ({ to: `/task-kinds/${id}#steps`, message: words('Đã lưu.', 'Saved.') }),
})

export const changeSet = formPage({
  command: setKindChange,
  address: '/task-kinds/{id}/changes/new',
  record: ofKind,
  title: words('Ghi thay đổi được phép của loại nhiệm vụ', 'Say what may be changed of a kind of task'),
  lead: ({ record, t }) => t(record.name, record.nameEn),
  crumbs: up,
  initial: ({ changes }, { url, language }) => {
    const there = changes.find(({ change }) => change === url.searchParams.get('of'))
    return there === undefined ? { allowed: 'true', change: 'longer' } : changeFields.texts(there, language)
  },
  fields: ({ f, t }) => changeFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: ({ id }) => `/task-kinds/${id}#changes`,
  done: ({ id }) => ({ to: `/task-kinds/${id}#changes`, message: words('Đã lưu.', 'Saved.') }),
})
