import { type Translate, words } from '../platform/language.ts'
import type { FormState } from '../platform/page.ts'
import { fields } from './fields.tsx'
import { Form } from './form.tsx'
import type { ListColumn, ListFilter } from './list-columns.ts'
import { Badge, Day, FileLink, Notice } from './pieces.tsx'

/* A record that counts until it is retracted; then it stays to be read, with the reason. */

/** When it was retracted and why; null while it counts. */
export interface Retractable {
  readonly retractedOn: string | null
  readonly retraction: string | null
}

function countsWords(row: Retractable, t: Translate): string {
  return row.retractedOn === null ? t('Được tính', 'Counts') : t('Đã rút', 'Withdrawn')
}

/** Whether a record counts, as a badge. */
export function Counts({ row, t }: { row: Retractable; t: Translate }) {
  return <Badge tone={row.retractedOn === null ? 'success' : 'warning'}>{countsWords(row, t)}</Badge>
}

/** The last columns of their list: the evidence, whether the record counts, why it was retracted. */
export function countsColumns<Row extends Retractable & { file: { id: number; name: string } | null }>(
  t: Translate,
): ListColumn<Row>[] {
  return [
    {
      key: 'file',
      label: words('Minh chứng', 'Evidence'),
      value: (row) => row.file?.name ?? null,
      cell: (row) => <FileLink file={row.file} t={t} />,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => countsWords(row, t),
      cell: (row) => <Counts row={row} t={t} />,
    },
    {
      key: 'retraction',
      label: words('Lý do rút', 'Reason for withdrawing'),
      value: (row) => row.retraction,
      exportOnly: true,
    },
  ]
}

/** Their list's filter by whether a record counts. */
export function countsFilter(t: Translate): ListFilter {
  return {
    name: 'state',
    kind: 'select',
    label: words('Tình trạng', 'State'),
    choices: [
      { value: 'counted', label: t('Được tính', 'Counts') },
      { value: 'retracted', label: t('Đã rút', 'Withdrawn') },
    ],
  }
}

/** Says on top of a record's page that it was retracted, when and why. */
export function RetractedNotice({ row, title }: { row: Retractable; title: string }) {
  if (row.retractedOn === null) return null
  return (
    <Notice tone="warning" title={title}>
      <p>
        <Day day={row.retractedOn} />: {row.retraction}
      </p>
    </Notice>
  )
}

/** The form that takes a record back, folded away until it is wanted. @param props.hint what becomes of the record */
export function RetractForm(props: {
  form: FormState
  t: Translate
  action: string
  question: string
  submit: string
  hint: string
}) {
  const { form, t } = props
  return (
    <details class="panel no-print" open={form.problem !== null}>
      <summary class="font-semibold">{props.question}</summary>
      <div class="mt-3">
        <Form form={form} t={t} action={props.action} submit={props.submit} kind="danger">
          {fields(form, t).area('reason', { label: t('Lý do', 'Reason'), required: true, hint: props.hint })}
        </Form>
      </div>
    </details>
  )
}
