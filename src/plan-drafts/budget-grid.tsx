import { sourceNamed } from '../plan/index.ts'
import { Table } from '../ui/index.ts'
import { Cell, Labelled, Money } from './budget-cells.tsx'
import { type BudgetColumns, columnsTyped } from './budget-form.ts'
import { DraftDocument } from './draft.ts'
import {
  type Editing,
  FieldInputs,
  hintsOf,
  Quoted,
  RowButtons,
  StepButton,
  storedPath,
} from './edit-form.tsx'
import { textOf } from './form-fields.ts'
import { SumList } from './result-budget.tsx'
import { draftSums } from './review.ts'
import { partOfValues, rowsOf } from './section-form.ts'

/** The budget as a grid: a row for each line, a column for each year, sums reckoned from what is typed. */
export function BudgetGrid({ editing }: { editing: Editing }) {
  const { request, form, draft, spec } = editing
  const { t } = request
  const columns = columnsTyped(form.values)
  const list = spec.lists[0]
  if (list === undefined) return null
  const rows = rowsOf(form.values, list.path)
  const unit = textOf(form.values._unit) === '1' ? t('đồng', 'đồng') : t('triệu đồng', 'million đồng')
  const texts = list.fields.filter(({ kind }) => kind === 'words' || kind === 'optionalWords')
  const title = spec.fields.filter(({ kind, name }) => kind !== 'money' && !name.startsWith('budget.others.'))
  return (
    <>
      <input type="hidden" name="_unit" value={textOf(form.values._unit)} />
      <div class="grid gap-4 sm:grid-cols-2">
        {title.map((field) => (
          <FieldInputs editing={editing} field={field} name={field.name} hintPath={field.name} />
        ))}
      </div>
      <Sources editing={editing} columns={columns} />
      <section class="min-w-0 scroll-mt-4" id="l-budget.lines">
        <Table caption={t(`Các mục, số tiền tính bằng ${unit}`, `Lines; amounts in ${unit}`)} showCaption>
          <Heads editing={editing} columns={columns} />
          <tbody>
            {rows.map((row, place) => (
              <BudgetRow editing={editing} row={row} place={place} columns={columns} texts={texts} />
            ))}
            <GrandTotal editing={editing} columns={columns} />
          </tbody>
        </Table>
      </section>
      {form.values._from === undefined ? <Sums editing={editing} document={draft.document} /> : null}
      <p class="flex flex-wrap gap-3">
        <StepButton name="_more" value="budget.lines">
          {t('Thêm mục', 'Add lines')}
        </StepButton>
        <StepButton name="_check" value="true">
          {t('Cập nhật bảng, soát lại tổng', 'Update the table, check the sums')}
        </StepButton>
        {form.values._from === undefined ? (
          <StepButton name="_sum" value="true">
            {t('Tính lại tổng từ các mục nhỏ nhất', 'Reckon the sums from the smallest lines')}
          </StepButton>
        ) : null}
      </p>
    </>
  )
}

/** The other sources of the table: which they are, whether each has its own years; one to be added. */
function Sources({ editing, columns }: { editing: Editing; columns: BudgetColumns }) {
  const { request, spec, draft } = editing
  const { t } = request
  const own = spec.fields.filter(({ name }) => /^budget\.others\.\d+\.source$/.test(name))
  const counterpart = draft.sources.filter(({ kind }) => kind === 'counterpart')
  return (
    <fieldset class="rounded-box border border-base-300 p-4" id="l-budget.others">
      <legend class="px-1 font-semibold">{t('Các nguồn khác của bảng', 'Other sources of the table')}</legend>
      <input type="hidden" name="_others" value={String(columns.others.length)} />
      <input type="hidden" name="_wholeYears" value={columns.wholeYears ? 'true' : ''} />
      <p class="hint mb-3">
        {t(
          'Mỗi nguồn một nhóm cột; bỏ chọn nguồn thì bỏ cả cột. Bấm "Cập nhật bảng" để thấy cột mới.',
          'Each source has columns of its own; without a source its columns go. Press "Update the table" to see new columns.',
        )}{' '}
        {counterpart.map((source) =>
          t(
            `"${source.name}" là vốn đối ứng, không tính là ngân sách.`,
            `“${source.nameEn}” is own money, not counted as budget.`,
          ),
        )}
      </p>
      <div class="grid gap-4 sm:grid-cols-2">
        {own.map((field, place) => (
          <div>
            <FieldInputs editing={editing} field={field} name={field.name} hintPath={null} />
            <label class="mt-2 flex items-center gap-2 text-sm">
              <input
                class="checkbox checkbox-sm border-base-content/60"
                type="checkbox"
                name={`_spread.${place}`}
                value="true"
                checked={columns.others[place]?.spread}
              />
              {t('Chia theo năm', 'Spread over the years')}
            </label>
          </div>
        ))}
        <FieldInputs
          editing={editing}
          field={{
            name: '_add',
            kind: 'emptyChoice',
            choices: 'sources',
            optional: true,
            label: { vi: 'Thêm nguồn', en: 'Add a source' },
          }}
          name="_add"
          hintPath={null}
        />
      </div>
    </fieldset>
  )
}

/** A group of columns: one source, or all together. */
interface Group {
  readonly label: string
  /** What stands before `total` and `years` in the names of its fields, in a line and in the grand total. */
  readonly base: string
  readonly years: readonly number[]
}

function groupsOf({ request: { t }, form, draft }: Editing, columns: BudgetColumns): Group[] {
  const name = (key: string) => {
    const source = draft.sources.find((each) => each.key === key)
    return source === undefined ? key : t(source.name, source.nameEn)
  }
  const own = textOf(form.values['budget.source'])
  return [
    {
      label: own === '' ? t('Nguồn của dự toán', 'Source of the estimate') : name(own),
      base: '',
      years: columns.years,
    },
    ...columns.others.map(({ spread }, place) => ({
      label: name(textOf(form.values[`budget.others.${place}.source`])) || t('(bỏ)', '(taken out)'),
      base: `others.${place}.`,
      years: spread ? columns.years : [],
    })),
    ...(columns.others.length === 0
      ? []
      : [
          {
            label: t('Tất cả các nguồn', 'All sources'),
            base: 'whole.',
            years: columns.wholeYears ? columns.years : [],
          },
        ]),
  ]
}

function Heads({ editing, columns }: { editing: Editing; columns: BudgetColumns }) {
  const { t } = editing.request
  const groups = groupsOf(editing, columns)
  const several = groups.length > 1
  const amounts = groups.flatMap(({ years }) => [t('Tổng', 'Total'), ...years.map(String)])
  const rows = several ? 2 : 1
  return (
    <thead>
      <tr>
        {[t('STT', 'No.'), t('Mục mẹ', 'Parent line'), t('Nội dung', 'Content')].map((head) => (
          <th scope="col" rowspan={rows}>
            {head}
          </th>
        ))}
        {several
          ? groups.map(({ label, years }) => (
              <th scope="colgroup" colspan={years.length + 1} class="min-w-32 text-center whitespace-normal">
                {label}
              </th>
            ))
          : amounts.map((head) => (
              <th scope="col" class="num">
                {head}
              </th>
            ))}
      </tr>
      {several ? (
        <tr>
          {amounts.map((head) => (
            <th scope="col" class="num">
              {head}
            </th>
          ))}
        </tr>
      ) : null}
    </thead>
  )
}

/** The amounts of one row, group by group. */
function Amounts(props: {
  editing: Editing
  columns: BudgetColumns
  /** The row's path in the form, and in the draft as it is stored. */
  name: string
  stored: string | null
  label: string
  grand?: boolean
}) {
  const { editing, columns, name, stored, label } = props
  const { t } = editing.request
  return groupsOf(editing, columns).map(({ base, years, label: source }) => {
    const own = base === ''
    const of = own ? '' : t(`, nguồn ${source}`, `, from ${source}`)
    const key = own && props.grand ? 'yearTotals' : `${base}years`
    return (
      <>
        <td class="num">
          <Money
            editing={editing}
            name={`${name}.${base}total`}
            stored={stored}
            field={`${base}total`}
            label={props.grand ? `${label}${of}` : t(`Tổng của ${label}${of}`, `Total of ${label}${of}`)}
          />
        </td>
        {years.map((year) => (
          <td class="num">
            <Money
              editing={editing}
              name={`${name}.${key}.${year}`}
              stored={stored}
              field={`${key}.${year}`}
              label={
                props.grand
                  ? t(`Tổng cộng năm ${year}${of}`, `Total of ${year}${of}`)
                  : t(`${label}, năm ${year}${of}`, `${label}, ${year}${of}`)
              }
            />
          </td>
        ))}
      </>
    )
  })
}

/** One line of the budget: its code, group and words, and an amount for each year. */
function BudgetRow({
  editing,
  row,
  place,
  columns,
  texts,
}: {
  editing: Editing
  row: ReturnType<typeof rowsOf>[number]
  place: number
  columns: BudgetColumns
  texts: Editing['spec']['lists'][number]['fields']
}) {
  const { request } = editing
  const { t } = request
  const name = `budget.lines.${place}`
  const stored = storedPath('budget.lines', row)
  const label = textOf(row.code) || t(`dòng ${place + 1}`, `row ${place + 1}`)
  return (
    <tr id={`f-${name}`} class="align-top">
      <td>
        <input type="hidden" name={`${name}._was`} value={textOf(row._was)} />
        <Cell
          editing={editing}
          name={`${name}.code`}
          label={t(`STT của ${label}`, `Number of ${label}`)}
          width="w-20"
        />
      </td>
      <td>
        <Cell
          editing={editing}
          name={`${name}.parent`}
          label={t(`Mục mẹ của ${label}`, `Group of ${label}`)}
          width="w-20"
        />
      </td>
      <td class="min-w-80">
        <textarea
          class="textarea textarea-sm w-full border-base-content/40"
          rows={2}
          id={`f-${name}.vi`}
          name={`${name}.vi`}
          aria-label={t(`Nội dung của ${label}`, `Content of ${label}`)}
        >
          {textOf(row.vi)}
        </textarea>
        {stored === null
          ? null
          : hintsOf(editing, `${stored}.note`).map((hint) => <p class="hint">{hint}</p>)}
        <details class="mt-1">
          <summary class="hint cursor-pointer py-1 text-sm">
            {t('Chi tiết của dòng', 'Details of the row')}
          </summary>
          <div class="mt-2 grid gap-3">
            <Quoted editing={editing} path={stored} />
            {texts.map((field) =>
              field.name === '' ? (
                <Labelled
                  editing={editing}
                  name={`${name}.en`}
                  label={t('Nội dung (tiếng Anh)', 'Content (English)')}
                />
              ) : (
                <FieldInputs editing={editing} field={field} name={`${name}.${field.name}`} hintPath={null} />
              ),
            )}
            <div class="flex flex-wrap items-center gap-4 text-sm">
              <RowButtons request={request} name={name} row={row} />
            </div>
          </div>
        </details>
      </td>
      <Amounts editing={editing} columns={columns} name={name} stored={stored} label={label} />
    </tr>
  )
}

/** The row of the grand totals. */
function GrandTotal({ editing, columns }: { editing: Editing; columns: BudgetColumns }) {
  const { t } = editing.request
  const label = t('Tổng cộng', 'Grand total')
  return (
    <tr class="sum align-top">
      <td></td>
      <td></td>
      <td>{label}</td>
      <Amounts editing={editing} columns={columns} name="budget" stored="budget" label={label} grand />
    </tr>
  )
}

/** The sums of what is typed, as far as it can be read. */
function Sums({ editing, document }: { editing: Editing; document: DraftDocument }) {
  const { t } = editing.request
  const { content, problems } = partOfValues('budget', editing.form.values)
  const typed = problems.length > 0 ? null : DraftDocument.safeParse({ ...document, ...content })
  if (typed === null || !typed.success) return null
  return (
    <div id="sums" class="scroll-mt-4">
      <SumList t={t} sums={draftSums(typed.data, sourceNamed(editing.draft.sources))} />
    </div>
  )
}
