import { formatDate, today } from '../platform/dates.ts'
import { type Translate, type Words, words } from '../platform/language.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Badge, Empty, formPage, RecordTable, Section } from '../ui/index.ts'
import { addForm, addRule, endForm, endRule, listRules, type RuleRow } from './catalogue.ts'
import { bringers, formFields, ruleFields, ruleParts } from './fields.ts'

/* Forms, criteria and papers of commendation, with where each is said. */

const at = '/commendation-rules'
export const title = words('Tiêu chuẩn, giấy tờ khen thưởng', 'Criteria and papers of commendation')
const crumbs = ({ t }: PageRequest) => [
  { label: t('Đợt đề nghị khen thưởng', 'Calls for nominations'), href: '/commendation-calls' },
  { label: t(title), href: at },
]

const sourceOf = (row: Pick<RuleRow, 'source' | 'article'>) =>
  row.article === null ? row.source : `${row.source}, ${row.article}`

function ToCheck({ row, t }: { row: Pick<RuleRow, 'toCheck'>; t: Translate }) {
  return row.toCheck ? (
    <Badge tone="warning">{t('Cần đối chiếu văn bản', 'To be compared with the text')}</Badge>
  ) : null
}

/** What a nomination is held against, with its sources. */
export function RuleList({ rules, t }: { rules: readonly RuleRow[]; t: Translate }) {
  return (
    <Section title={t(title)} id="rules">
      {rules.length === 0 ? (
        <Empty>
          {t(
            'Chưa có tiêu chuẩn, giấy tờ nào được ghi: chương trình không đòi gì thêm.',
            'No criterion or paper is entered: the program asks for nothing.',
          )}
        </Empty>
      ) : (
        <ul class="grid gap-2">
          {rules.map((row) => (
            <li>
              <Badge tone="neutral">{t(ruleParts.names[row.part])}</Badge> {t(row.text, row.textEn)}
              <span class="hint block">
                {sourceOf(row)}
                {row.broughtBy === null ? '' : ` · ${t(bringers.names[row.broughtBy])}`}{' '}
                <ToCheck row={row} t={t} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

interface Listed extends Omit<RuleRow, 'part' | 'broughtBy'> {
  readonly note: string | null
}

function Rows(props: {
  request: PageRequest
  caption: string
  rows: readonly Listed[]
  of: 'forms' | 'rules'
}) {
  const { request, caption, rows, of } = props
  const { t } = request
  const [said, source, force] = [
    t('Nội dung quy định', 'What the rule says'),
    t('Văn bản quy định', 'The document that says so'),
    t('Thời hạn hiệu lực', 'From and until'),
  ]
  if (rows.length === 0) return <Empty>{t('Chưa ghi dòng nào.', 'Nothing is entered yet.')}</Empty>
  return (
    <RecordTable
      caption={caption}
      stack
      rows={rows}
      columns={[
        {
          head: said,
          cell: (row) => (
            <span>
              {t(row.text, row.textEn)}
              {row.note === null ? null : <span class="hint block">{row.note}</span>}
            </span>
          ),
        },
        {
          head: source,
          cell: (row) => (
            <span>
              {sourceOf(row)} <ToCheck row={row} t={t} />
            </span>
          ),
        },
        {
          head: force,
          cell: (row) => (
            <span>
              {formatDate(row.validFrom)}
              {row.validTo === null ? '' : ` – ${formatDate(row.validTo)}`}{' '}
              {row.validTo === null ? (
                <Act
                  command={of === 'forms' ? endForm : endRule}
                  request={request}
                  href={`${at}/${of}/${row.id}/end`}
                  small
                >
                  {t('Ngừng dùng', 'Stop using it')}
                </Act>
              ) : null}
            </span>
          ),
        },
      ]}
    />
  )
}

export const rulePage = page({
  route: `GET ${at}`,
  for: listRules,
  async run(request) {
    const { t } = request
    const { forms, rules } = await request.execute(listRules, {})
    return {
      title: t(title),
      breadcrumbs: crumbs(request).slice(0, 1),
      body: (
        <>
          <p class="max-w-prose">
            {t(
              'Mỗi dòng ghi văn bản quy định; dòng có nhãn cần đối chiếu là dòng chưa ai so với toàn văn. Bảng trống thì chương trình không đòi gì.',
              'Each row says where it is said; one that is marked was not compared with the text yet. Nothing is asked by an empty table.',
            )}
          </p>
          <Section
            title={t('Hình thức khen thưởng', 'Form of commendation')}
            id="forms"
            actions={
              <Act command={addForm} request={request} href={`${at}/forms/new`} small>
                {t('Thêm hình thức', 'Add a form')}
              </Act>
            }
          >
            <Rows
              request={request}
              caption={t('Hình thức khen thưởng', 'Form of commendation')}
              rows={forms.map(({ name, nameEn, ...row }) => ({
                ...row,
                text: name,
                textEn: nameEn,
                note: null,
              }))}
              of="forms"
            />
          </Section>
          <Section
            title={t('Tiêu chuẩn và giấy tờ', 'Criteria and papers')}
            id="rules"
            actions={
              <Act command={addRule} request={request} href={`${at}/rules/new`} small>
                {t('Thêm tiêu chuẩn, giấy tờ', 'Add a criterion or paper')}
              </Act>
            }
          >
            <Rows
              request={request}
              caption={t('Tiêu chuẩn và giấy tờ', 'Criteria and papers')}
              rows={rules.map(({ part, broughtBy, ...row }) => ({
                ...row,
                note: [t(ruleParts.names[part]), broughtBy === null ? null : t(bringers.names[broughtBy])]
                  .filter((one) => one !== null)
                  .join(' · '),
              }))}
              of="rules"
            />
          </Section>
        </>
      ),
    }
  },
})

const added = {
  crumbs,
  submit: words('Thêm', 'Add'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã thêm.', 'Added.') }),
}

export const formAdded = formPage({
  ...added,
  command: addForm,
  address: `${at}/forms/new`,
  title: words('Thêm hình thức khen thưởng', 'Add a form of commendation'),
  fields: ({ f, t }) => formFields.form(f, t),
})

export const ruleAdded = formPage({
  ...added,
  command: addRule,
  address: `${at}/rules/new`,
  title: words('Thêm tiêu chuẩn, giấy tờ khen thưởng', 'Add a criterion or paper of commendation'),
  fields: ({ f, t }) => ruleFields.form(f, t),
})

const rowOf = async (request: PageRequest, of: 'forms' | 'rules') => {
  const found = await request.execute(listRules, {})
  const id = numberOf(request, 'id')
  const row = found[of].find((one) => one.id === id)
  if (row === undefined) throw notFound(words('dòng quy định khen thưởng', 'Rule of commendation'))
  return { id, version: row.version, said: 'text' in row ? row.text : row.name }
}

const endPage = (of: 'forms' | 'rules', command: typeof endForm, heading: Words) =>
  formPage({
    command,
    address: `${at}/${of}/{id}/end`,
    record: (request) => rowOf(request, of),
    title: heading,
    lead: ({ record }) => record.said,
    crumbs,
    initial: (_row, { system }) => ({ validTo: formatDate(today(system.now())) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.date('validTo', { label: t('Hiệu lực đến hết ngày', 'In force until the end of') })}
      </>
    ),
    submit: words('Ngừng dùng', 'Stop using it'),
    kind: 'danger',
    cancel: at,
    done: () => ({ to: at, message: words('Đã ghi.', 'Entered.') }),
  })

export const formEnded = endPage(
  'forms',
  endForm,
  words('Thôi dùng hình thức khen thưởng', 'End a form of commendation'),
)
export const ruleEnded = endPage(
  'rules',
  endRule,
  words('Thôi dùng tiêu chuẩn, giấy tờ khen thưởng', 'End a criterion or paper of commendation'),
)
