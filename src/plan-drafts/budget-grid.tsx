import { Table } from '../ui/index.ts'
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
import { SumList } from './result-view.tsx'
import { draftSums } from './review.ts'
import { DraftDocument } from './rules.ts'
import { partOfValues, rowsOf, yearsTyped } from './section-form.ts'

/** The budget as a grid: a row for each line, a column for each year, sums reckoned from what is typed. */
export function BudgetGrid({ editing }: { editing: Editing }) {
  const { request, form, draft, spec } = editing
  const { t } = request
  const years = yearsTyped(form.values)
  const list = spec.lists[0]
  if (list === undefined) return null
  const rows = rowsOf(form.values, list.path)
  const unit = textOf(form.values._unit) === '1' ? t('đồng', 'đồng') : t('triệu đồng', 'million đồng')
  const texts = list.fields.filter(({ kind }) => kind === 'words' || kind === 'optionalWords')
  const title = spec.fields.filter(({ kind }) => kind !== 'money')
  return (
    <>
      <input type="hidden" name="_unit" value={textOf(form.values._unit)} />
      <div class="grid gap-4 sm:grid-cols-2">
        {title.map((field) => (
          <FieldInputs editing={editing} field={field} name={field.name} hintPath={field.name} />
        ))}
      </div>
      <section class="min-w-0 scroll-mt-4" id="l-budget.lines">
        <Table caption={t(`Các mục, số tiền tính bằng ${unit}`, `Lines; amounts in ${unit}`)} showCaption>
          <thead>
            <tr>
              <th scope="col">{t('STT', 'No.')}</th>
              <th scope="col">{t('Mục mẹ', 'Parent line')}</th>
              <th scope="col">{t('Nội dung', 'Content')}</th>
              <th scope="col" class="num">
                {t('Tổng', 'Total')}
              </th>
              {years.map((year) => (
                <th scope="col" class="num">
                  {year}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <BudgetRow editing={editing} row={row} place={place} years={years} texts={texts} />
            ))}
            <GrandTotal editing={editing} years={years} />
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

/** One line of the budget: its code, group and words, and an amount for each year. */
function BudgetRow({
  editing,
  row,
  place,
  years,
  texts,
}: {
  editing: Editing
  row: ReturnType<typeof rowsOf>[number]
  place: number
  years: ReturnType<typeof yearsTyped>
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
      <td class="num">
        <Money
          editing={editing}
          name={`${name}.total`}
          stored={stored}
          field="total"
          label={t(`Tổng của ${label}`, `Total of ${label}`)}
        />
      </td>
      {years.map((year) => (
        <td class="num">
          <Money
            editing={editing}
            name={`${name}.years.${year}`}
            stored={stored}
            field={`years.${year}`}
            label={t(`${label}, năm ${year}`, `${label}, ${year}`)}
          />
        </td>
      ))}
    </tr>
  )
}

/** The row of the grand totals. */
function GrandTotal({ editing, years }: { editing: Editing; years: ReturnType<typeof yearsTyped> }) {
  const { t } = editing.request
  return (
    <tr class="sum align-top">
      <td></td>
      <td></td>
      <td>{t('Tổng cộng', 'Grand total')}</td>
      <td class="num">
        <Money
          editing={editing}
          name="budget.total"
          stored="budget"
          field="total"
          label={t('Tổng cộng', 'Grand total')}
        />
      </td>
      {years.map((year) => (
        <td class="num">
          <Money
            editing={editing}
            name={`budget.yearTotals.${year}`}
            stored="budget"
            field={`yearTotals.${year}`}
            label={t(`Tổng cộng năm ${year}`, `Total of ${year}`)}
          />
        </td>
      ))}
    </tr>
  )
}

function Money(props: {
  editing: Editing
  name: string
  stored: string | null
  field: string
  label: string
}) {
  const { editing, stored, field } = props
  const hints = stored === null ? [] : hintsOf(editing, `${stored}.${field}`)
  return (
    <>
      <Cell editing={editing} name={props.name} label={props.label} width="w-28 text-right" numeric />
      {hints.map((hint) => (
        <p class="hint max-w-40 text-left text-xs whitespace-normal">{hint}</p>
      ))}
    </>
  )
}

function Cell(props: { editing: Editing; name: string; label: string; width: string; numeric?: boolean }) {
  const { form, request } = props.editing
  const error = form.errors.find(({ field }) => field === props.name)
  return (
    <>
      <input
        class={`input input-sm ${props.width} ${error === undefined ? 'border-base-content/40' : 'border-error'}`}
        id={`f-${props.name}`}
        name={props.name}
        value={textOf(form.values[props.name])}
        aria-label={props.label}
        aria-invalid={error === undefined ? undefined : 'true'}
        inputmode={props.numeric ? 'decimal' : undefined}
        autocomplete="off"
      />
      {error === undefined ? null : (
        <p class="max-w-40 text-left text-sm font-semibold whitespace-normal text-error">
          {request.t(error.words)}
        </p>
      )}
    </>
  )
}

function Labelled(props: { editing: Editing; name: string; label: string }) {
  return (
    <div>
      <p class="mb-1 font-semibold">{props.label}</p>
      <Cell editing={props.editing} name={props.name} label={props.label} width="w-full" />
    </div>
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
      <SumList t={t} sums={draftSums(typed.data)} />
    </div>
  )
}
